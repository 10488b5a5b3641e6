"""Slack's messages as items, lanes and comments. Without I/O; `connectors.slack.desk.cards` writes what is read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bridge.core.model.characters import folded
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.snapshot import Item, ItemComment, ItemLane
from bridge.core.model.task import Due, Fields, Status
from connectors.slack.desk.cards import CHECKED, LANE_BLOCK, PARTED, UNCHECKED
from connectors.slack.desk.pieces import unescaped
from connectors.slack.parts import read_attachments, read_checklist, read_priority
from connectors.text.blocks import NOBODY, read_blocks
from connectors.text.plain import read_plain
from connectors.text.shown import SIGN

Json = dict[str, Any]
CARD, BOARD = "cobridge_task", "cobridge_board"
"""The kinds of our messages, as their metadata names them."""
SAID = (None, "bot_message", "me_message", "file_share", "thread_broadcast")
"""Subtypes of messages that somebody wrote."""
_PERSON = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
_MARK = re.compile(r"<([^<>]*)>")
_INSTANT = re.compile(r"<!date\^(\d+)\^[^|>]*\|([^>]*)>")
_CHECKS = (CHECKED, ":white_check_mark:")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Terms:
    """How messages are to be read: our own bot, people's names, and the lanes by ref."""

    bot: str
    names: Mapping[str, str] = field(default_factory=dict)
    lanes: Mapping[str, str] = field(default_factory=dict)


def kind(message: Json) -> str:
    """What our metadata calls the message; empty for any other."""
    return str((message.get("metadata") or {}).get("event_type") or "")


def payload(message: Json) -> Json:
    """What our metadata holds."""
    found = (message.get("metadata") or {}).get("event_payload")
    return found if isinstance(found, dict) else {}


def is_own(message: Json, terms: Terms) -> bool:
    """Whether our bot wrote it."""
    return bool(terms.bot) and message.get("user") == terms.bot


def metadata(task: str, rev: int, blocks: Sequence[Json]) -> Json:
    """What a card tells machines: whose it is, how often it was written, and a sum over what was written."""
    told = json.dumps(list(blocks), sort_keys=True, ensure_ascii=False).encode()
    summed = hashlib.sha256(told).hexdigest()[:16]
    return {"event_type": CARD, "event_payload": {"task": task, "rev": rev, "digest": summed}}


def instant(ts: str) -> datetime:
    """A message's time stamp as an instant, to the microsecond."""
    seconds, _, micros = ts.partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int((micros or "0").ljust(6, "0")[:6]))


def read_item(message: Json, terms: Terms) -> Item:
    """A card without its comments."""
    edited = (message.get("edited") or {}).get("ts")
    told = payload(message)
    return Item(
        Ref(message["ts"]),
        read_fields(message.get("blocks") or (), terms),
        marker=TaskId(str(told["task"])) if told.get("task") else None,
        revision=str(told.get("rev") or ""),
        created=instant(message["ts"]),
        changed=instant(edited or message["ts"]),
        author=Account(terms.bot),
        own=True,
    )


def is_collapsed(blocks: Sequence[Json]) -> bool:
    """Whether the card is an archived one, which tells no more than title and status."""
    return bool(blocks) and all(block.get("type") == "context" for block in blocks)


def read_fields(blocks: Sequence[Json], terms: Terms) -> Fields:
    """What a card shows."""
    found = {str(block.get("block_id")): block for block in blocks}
    people = {name: _people(found.get(name)) for name in ("lead", "helpers")}
    return Fields(
        title=_title(found.get("title")),
        description=_rich(found.get("description"), terms),
        status=_status(found.get("status"), terms),
        due=_due(found.get("due")),
        lead=people["lead"][0] if people["lead"] else None,
        helpers=people["helpers"],
        labels=_labels(found.get("labels")),
        archived=is_collapsed(blocks),
        start=_due(found.get("start")),
        priority=read_priority(found.get("priority")),
        checklist=read_checklist(found),
        attachments=read_attachments(found.get("attachments")),
        shown=_shown(found.get("shown")),
    )


def read_lanes(message: Json) -> dict[str, str]:
    """A board's lanes from left to right: names by ref."""
    rows = [block for block in message.get("blocks") or () if str(block.get("block_id")).startswith(LANE_BLOCK)]
    return {str(row["block_id"]).removeprefix(LANE_BLOCK): _text(row) for row in rows}


def item_lanes(lanes: Mapping[str, str]) -> tuple[ItemLane, ...]:
    """The lanes as a snapshot tells them."""
    return tuple(ItemLane(Ref(ref), name, float(place)) for place, (ref, name) in enumerate(lanes.items()))


def lane_ref(seed: str) -> Ref:
    """A new lane's ref: the same for the same seed."""
    return Ref("L" + hashlib.sha256(seed.encode()).hexdigest()[:10].upper())


def read_comment(message: Json, terms: Terms) -> ItemComment:
    """A reply below a card."""
    author = Account(message["user"]) if message.get("user") else None
    return ItemComment(
        Ref(message["ts"]), author, read_text(message, terms), instant(message["ts"]), own=is_own(message, terms)
    )


def read_text(message: Json, terms: Terms) -> Document:
    """What a message says: its rich text, else its words."""
    rich = [block for block in message.get("blocks") or () if block.get("type") == "rich_text"]
    if rich:
        return read_blocks([element for block in rich for element in block.get("elements") or ()], terms.names)
    return read_plain(_plain(str(message.get("text") or ""), terms))


def mentioned(message: Json) -> set[str]:
    """Everybody whom a message's texts name by account, and who wrote it."""
    written = {str(message["user"])} if message.get("user") else set()
    return written | set(_accounts(message.get("blocks") or ())) | set(_PERSON.findall(str(message.get("text") or "")))


def _accounts(value: Any) -> list[str]:
    match value:
        case {"type": "user", "user_id": str(account)}:
            return [account]
        case dict():
            return [account for inner in value.values() for account in _accounts(inner)]
        case list() | tuple():
            return [account for inner in value for account in _accounts(inner)]
        case str():
            return _PERSON.findall(value)
    return []


def _plain(text: str, terms: Terms) -> str:
    """A message's words with people, channels and addresses as they are read."""

    def shown(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target.startswith("@"):
            return f"@{terms.names.get(target[1:]) or label or NOBODY}"
        return label or target.lstrip("#!")

    return unescaped(_MARK.sub(shown, text))


def _text(block: Json | None) -> str:
    """A block's plain text."""
    if not block:
        return ""
    held: Any = block.get("text") or next(iter(block.get("elements") or ()), {})
    return unescaped(str(held.get("text") or "")) if isinstance(held, dict) else ""


def _title(block: Json | None) -> str:
    text = folded(_text(block))
    return "" if text == "–" else text


def _shown(block: Json | None) -> tuple[str, ...]:
    text = _text(block).removeprefix(SIGN).strip()
    return tuple(line for line in text.split("\n") if line)


def _rich(block: Json | None, terms: Terms) -> Document:
    return read_blocks(block.get("elements") or (), terms.names) if block else Document()


def _status(block: Json | None, terms: Terms) -> Status:
    """Done by its sign; the lane as it is chosen, else by its name."""
    text = _text(block)
    chosen = ((block or {}).get("accessory") or {}).get("initial_option") or {}
    lane = str(chosen["value"]) if chosen.get("value") else _lane_named(text, terms)
    return Status(text.startswith(_CHECKS), lane)


def _lane_named(text: str, terms: Terms) -> str | None:
    state, parted, name = text.partition(PARTED)
    if not parted or not state.startswith((*_CHECKS, UNCHECKED)):
        return None
    return next((ref for ref, known in terms.lanes.items() if known == name), name if name in terms.lanes else None)


def _due(block: Json | None) -> Due | None:
    picked = ((block or {}).get("accessory") or {}).get("initial_date")
    if picked:
        return date.fromisoformat(str(picked))
    held = str(((block or {}).get("text") or {}).get("text") or "")
    mark = _INSTANT.search(held)
    if not mark:
        return None
    try:
        return datetime.fromisoformat(mark[2]).astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(int(mark[1]), UTC)


def _people(block: Json | None) -> tuple[str, ...]:
    held = str(((block or {}).get("text") or {}).get("text") or "")
    return tuple(dict.fromkeys(_PERSON.findall(held)))


def _labels(block: Json | None) -> frozenset[str]:
    sections = (block or {}).get("elements") or ()
    parts = [part for section in sections for part in section.get("elements") or ()]
    return frozenset(str(part["text"]) for part in parts if (part.get("style") or {}).get("code"))
