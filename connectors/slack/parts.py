"""Checklist, attachments and priority of a task, as a card holds them. Without I/O.

An element's id stands on the card itself, as the value of its option. Who writes it first makes it: ours comes from
the network's id, so that writing twice writes the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2s
from typing import Any

from bridge.core.model.characters import folded
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Priority
from connectors.slack.desk.pieces import label_of
from connectors.slack.words import LANGUAGES

Json = dict[str, Any]
NO_TITLE = "–"
"""How an element without a title is shown."""
MOST_IN_BLOCK = 10
"""Slack's limit for the options of checkboxes."""
_CHECKLIST = "checklist"
_BYTES = 6
_PRIORITIES = {word: priority for words in LANGUAGES.values() for priority, word in words.priorities.items()}


def block_name(number: int) -> str:
    """The id of the checklist's block of this number: the field's name, and from the second on which it is."""
    return f"{_CHECKLIST} {number + 1}" if number else _CHECKLIST


def in_block(checks: tuple[Check, ...], name: str) -> tuple[Check, ...]:
    """The elements that stand in a block."""
    starts = range(0, len(checks), MOST_IN_BLOCK)
    return next((checks[at : at + MOST_IN_BLOCK] for number, at in enumerate(starts) if block_name(number) == name), ())


def keyed(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The elements with the ids that the card has for them."""
    return tuple(
        replace(check, id=made_key(check.id.removeprefix(NEW))) if check.id.startswith(NEW) else check
        for check in checks
    )


def made_key(seed: str) -> str:
    """The id of a new element."""
    return blake2s(seed.encode(), digest_size=_BYTES, person=b"check").hexdigest()


def read_checklist(blocks: Mapping[str, Json]) -> tuple[Check, ...]:
    """The elements of all blocks that hold some, in order."""
    found: list[Check] = []
    while block := blocks.get(block_name(len(found) // MOST_IN_BLOCK)):
        boxes = block.get("accessory") or {}
        done = {each["value"] for each in boxes.get("initial_options") or ()}
        options = boxes.get("options") or ()
        found += [Check(each["value"], _title(each), each["value"] in done) for each in options]
        if not options or len(found) % MOST_IN_BLOCK:
            break
    return tuple(found)


def read_attachments(block: Json | None) -> tuple[Attachment, ...]:
    """The links of the list, and what is set as code there."""
    rows = [
        row for part in (block or {}).get("elements") or () if part["type"] == "rich_text_list" for row in _in(part)
    ]
    return tuple(attachment for row in rows for part in _in(row) if (attachment := _attachment(part)))


def read_priority(block: Json | None) -> Priority | None:
    """The priority by its word, in whatever language the card is."""
    text = str(((block or {}).get("text") or {}).get("text") or "")
    return _PRIORITIES.get(text.rpartition(":* ")[2])


def _title(option: Json) -> str:
    title = folded(label_of(option))
    return "" if title == NO_TITLE else title


def _attachment(part: Json) -> Attachment | None:
    match part:
        case {"type": "link", "url": str(url)}:
            return Attachment(url, folded(str(part.get("text") or "")))
        case {"type": "text", "text": str(url)}:
            return Attachment(url)
    return None


def _in(part: Json) -> Iterable[Json]:
    elements: Iterable[Json] = part.get("elements") or ()
    return elements
