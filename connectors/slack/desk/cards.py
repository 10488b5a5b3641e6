"""Cards and boards as blocks: values in, blocks out. Block ids of a card's fields are the fields' names.

Source: docs.slack.dev/reference/block-kit. `connectors.slack.translate` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bridge.core.model.task import Due, Fields
from connectors.slack.desk.part_blocks import attached, checkboxes, prioritised
from connectors.slack.desk.pieces import MOST_OPTIONS, Part, button, marked, option, plain
from connectors.slack.manifest import MOST_IN_TITLE
from connectors.slack.words import Words
from connectors.text.blocks import write_blocks
from connectors.text.shown import SIGN

Lanes = Sequence[tuple[str, str]]
"""Lanes from left to right, each with its ref and its name."""
CHECKED, UNCHECKED, PARTED = "✅", "⬜", " · "
LANE_BLOCK = "lane "
"""What the block id of a lane on a board begins with; the lane's ref follows."""


def card(fields: Fields, lanes: Lanes, words: Words) -> list[Part]:
    """The blocks of a task's card; an archived one is collapsed to its title and status."""
    if fields.archived:
        return _collapsed(fields, lanes, words)
    blocks = [
        {"type": "header", "block_id": "title", "text": plain(fields.title or "–", MOST_IN_TITLE)},
        _shown(fields.shown),
        _status(fields, lanes, words),
        _date("due", words.due, fields.due, words),
        _date("start", words.start, fields.start, words) if fields.start else {},
        prioritised(fields.priority, words),
        _people("lead", words.lead, (fields.lead,) if fields.lead else ()),
        _people("helpers", words.helpers, fields.helpers),
        _labels(fields.labels),
        _description(fields),
        *checkboxes(fields.checklist, words),
        attached(fields.attachments, words),
        _buttons(fields, words),
    ]
    return [block for block in blocks if block]


def board(lanes: Lanes, words: Words) -> list[Part]:
    """The message that holds a place's lanes."""
    rows = [{"type": "section", "block_id": f"{LANE_BLOCK}{ref}", "text": plain(name)} for ref, name in lanes]
    buttons = [button("create", words.create, primary=True), button("lanes", words.lanes)]
    head = {"type": "header", "block_id": "board", "text": plain(words.lanes)}
    return [head, *rows, {"type": "actions", "block_id": "actions", "elements": buttons}]


def lane_choice(lanes: Lanes, chosen: str | None) -> Part:
    """A choice of lanes; nothing where there are none."""
    options = [option(ref, name) for ref, name in lanes[:MOST_OPTIONS]]
    if not options:
        return {}
    initial = next((each for each in options if each["value"] == chosen), None)
    choice = {"type": "static_select", "action_id": "lane", "options": options}
    return {**choice, **({"initial_option": initial} if initial else {})}


def due_text(due: Due, words: Words) -> str:
    """A day in the language's form; an instant in each reader's own zone, with itself behind it."""
    if not isinstance(due, datetime):
        return due.strftime(words.day)
    shown = due.astimezone(UTC).isoformat()
    return f"<!date^{int(due.timestamp())}^{{date_short}} {{time}}|{shown}>"


def _shown(lines: Sequence[str]) -> Part:
    if not lines:
        return {}
    return {"type": "context", "block_id": "shown", "elements": [plain(f"{SIGN} " + "\n".join(lines))]}


def _status(fields: Fields, lanes: Lanes, words: Words) -> Part:
    choice = lane_choice(lanes, fields.status.lane)
    text = plain(_status_text(fields, lanes, words))
    return {"type": "section", "block_id": "status", "text": text, **({"accessory": choice} if choice else {})}


def _status_text(fields: Fields, lanes: Lanes, words: Words) -> str:
    state = f"{CHECKED} {words.done}" if fields.status.done else f"{UNCHECKED} {words.open}"
    lane = dict(lanes).get(fields.status.lane or "", fields.status.lane)
    return f"{state}{PARTED}{lane}" if lane else state


def _date(name: str, label: str, value: Due | None, words: Words) -> Part:
    picker: Part = {"type": "datepicker", "action_id": name}
    if value is not None and not isinstance(value, datetime):
        picker["initial_date"] = value.isoformat()
    text = due_text(value, words) if value is not None else "–"
    return {"type": "section", "block_id": name, "text": marked(f"*{label}:* {text}"), "accessory": picker}


def _people(name: str, label: str, accounts: Sequence[str]) -> Part:
    if not accounts:
        return {}
    shown = ", ".join(f"<@{account}>" for account in accounts)
    return {"type": "section", "block_id": name, "text": marked(f"*{label}:* {shown}")}


def _labels(labels: frozenset[str]) -> Part:
    """Each label as code, so that none is taken for two."""
    if not labels:
        return {}
    parts: list[Part] = []
    for label in sorted(labels):
        parts += [{"type": "text", "text": " "}] if parts else []
        parts.append({"type": "text", "text": label, "style": {"code": True}})
    section = {"type": "rich_text_section", "elements": parts}
    return {"type": "rich_text", "block_id": "labels", "elements": [section]}


def _description(fields: Fields) -> Part:
    elements = write_blocks(fields.description)
    return {"type": "rich_text", "block_id": "description", "elements": elements} if elements else {}


def _buttons(fields: Fields, words: Words) -> Part:
    finish = button("done", words.reopen if fields.status.done else words.finish)
    buttons = [button("edit", words.edit), button("claim", words.claim), finish]
    return {"type": "actions", "block_id": "actions", "elements": buttons}


def _collapsed(fields: Fields, lanes: Lanes, words: Words) -> list[Part]:
    """Context only: small and grey, nothing to press."""
    texts: Mapping[str, str] = {
        "title": fields.title or "–",
        "status": _status_text(fields, lanes, words),
        "archived": words.archived,
    }
    return [{"type": "context", "block_id": name, "elements": [plain(text)]} for name, text in texts.items()]
