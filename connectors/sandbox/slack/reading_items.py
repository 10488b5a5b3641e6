"""Cards and List items in the normal form of `GET /state/slack?form=items`: what a reader sees.

A card is a message of a bot with a block of the id `title`. Its other blocks are read by their ids: `description`,
`status`, `due`, `lead`, `helpers`, and `shown`, which stands above the description; one that was cut in pieces has a
sign and a number behind its id (`description-2`). A label in bold before a colon (`*Fällig:*`) is no part of a value,
and a dash is none. The status begins with a check mark when the task is done; its last part, behind ` · `, is the lane.
A due date is written `2026-12-01`, `01.12.2026`, as Slack's own date mark or in a date picker. A collapsed card has
only context.
A List item's columns are read by kind; comments are replies to a message that names the item's id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from connectors.sandbox.slack.entities import Channel, Row, SlackList
from connectors.sandbox.slack.reading import Reader, folded
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj

_SAID = (None, "bot_message", "thread_broadcast", "me_message", "file_share")
_LABEL = re.compile(r"^\s*\*[^*\n]+:\*\s*|^\s*\*[^*\n]+\*:\s*")
_CHECK = re.compile(r"^(?:✅|✔️?|☑️?|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:)\s*")
_DATE_MARK = re.compile(r"<!date\^(\d+)\^([^|>]*)[^>]*>")
_ISO, _GERMAN = re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_NONE = ("", "-", "–", "—")
_RECORD = re.compile(r"\bRec[0-9A-Z]+\b")


def items(state: State) -> list[Mapping[str, Any]]:
    """All cards of all channels, then all items of all Lists."""
    reader = Reader(state.users, state.channels)
    cards = [_card(state, reader, channel, message) for channel, message in _cards(state)]
    threads = _threads_by_record(state)
    rows = [
        _row(state, reader, found, row, threads.get(row.id, []))
        for found in state.lists.values()
        for row in found.rows.values()
        if not row.parent
    ]
    return [*cards, *rows]


def _cards(state: State) -> Iterator[tuple[Channel, Obj]]:
    for channel in state.channels.values():
        for ts in channel.timeline:
            message = channel.messages[ts]
            if "bot_id" in message and "parent_user_id" not in message and _blocks(message, "title"):
                yield channel, message


def _card(state: State, reader: Reader, channel: Channel, message: Obj) -> Mapping[str, Any]:
    values = {name: _value(reader, _blocks(message, name)) for name in ("title", "shown", "description", "status")}
    done, lane = _status(values["status"])
    people = [name for field in ("lead", "helpers") for name in _names(_value(reader, _blocks(message, field)))]
    return {
        "place": channel.id,
        "ref": message["ts"],
        "title": values["title"],
        "description": folded(f"{values['shown']} {values['description']}"),
        "state": "done" if done else "open",
        "lane": lane,
        "due": _due(_blocks(message, "due"), state.team.zone),
        "people": people,
        "comments": _comments(state, reader, channel, message["ts"]),
        "archived": all(block["type"] == "context" for block in message["blocks"]),
    }


def _row(
    state: State, reader: Reader, found: SlackList, row: Row, threads: list[tuple[Channel, str]]
) -> Mapping[str, Any]:
    cells = [(column, row.cells[column.id]) for column in found.columns.values() if column.id in row.cells]
    texts = [(column, cell) for column, cell in cells if "rich_text" in cell]
    title = [cell["text"] for column, cell in texts if column.primary]
    described = [cell for column, cell in texts if column.key == "description"]
    return {
        "place": found.id,
        "ref": row.id,
        "title": folded(" ".join(title)),
        "description": folded(" ".join(reader.block(block) for cell in described for block in cell["rich_text"])),
        "state": "done"
        if any(cell["checkbox"] for column, cell in cells if column.kind == "todo_completed")
        else "open",
        "lane": next((_chosen(column.options, cell) for column, cell in cells if column.kind == "select"), None),
        "due": next((cell["date"][0] for column, cell in cells if column.kind == "todo_due_date"), None),
        "people": _people(state, row, found),
        "comments": [said for channel, ts in threads for said in _comments(state, reader, channel, ts)],
        "archived": row.archived,
    }


def _people(state: State, row: Row, found: SlackList) -> list[str]:
    """Who is assigned, then who stands in other columns of users, then names in words under `lead` and `helpers`."""
    filled = [column for column in found.columns.values() if column.id in row.cells]
    columns = [column for kind in ("todo_assignee", "user") for column in filled if column.kind == kind]
    cells = [row.cells[column.id] for column in columns]
    named = [state.users[user].real_name for cell in cells for user in cell["user"]]
    for column in found.columns.values():
        if column.key in ("lead", "helpers") and "text" in row.cells.get(column.id, {}):
            named += _names(folded(row.cells[column.id]["text"]))
    return list(dict.fromkeys(named))


def _chosen(options: Obj, cell: Obj) -> str | None:
    labels = {choice["value"]: choice.get("label", choice["value"]) for choice in options.get("choices", ())}
    return labels.get(cell["select"][0]) if cell["select"] else None


def _blocks(message: Obj, name: str) -> list[Obj]:
    """The blocks of a field: that of its name, and those with a number behind it."""
    pieces = re.compile(rf"{name}(?:[^a-zA-Z0-9]\d+)?")
    return [block for block in message.get("blocks", ()) if pieces.fullmatch(block.get("block_id", ""))]


def _value(reader: Reader, blocks: list[Obj]) -> str:
    text = folded("\n".join(reader.block(_unlabelled(block)) for block in blocks))
    return "" if text in _NONE else text


def _unlabelled(block: Obj) -> Obj:
    """A block without the label in front of its text."""
    text = block.get("text")
    if not isinstance(text, dict) or text.get("type") != "mrkdwn":
        return block
    return {**block, "text": {**text, "text": _LABEL.sub("", text["text"], count=1)}}


def _status(text: str) -> tuple[bool, str | None]:
    words = _CHECK.sub("", text)
    return words != text, words.rsplit(" · ", 1)[-1] or None


def _names(text: str) -> list[str]:
    return [name.strip().removeprefix("@") for name in text.split(",") if name.strip() not in _NONE]


def _due(blocks: list[Obj], zone: str) -> str | None:
    for block in blocks:
        for element in (block.get("accessory") or {}, *block.get("elements", ())):
            if picked := element.get("initial_date"):
                return str(picked)
            if moment := element.get("initial_date_time"):
                return _instant(moment)
    text = " ".join(_raw(block) for block in blocks)
    if mark := _DATE_MARK.search(text):
        if "{time" in mark.group(2):
            return _instant(int(mark.group(1)))
        return datetime.fromtimestamp(int(mark.group(1)), ZoneInfo(zone)).date().isoformat()
    if day := _ISO.search(text):
        return day.group()
    if day := _GERMAN.search(text):
        return f"{day.group(3)}-{int(day.group(2)):02d}-{int(day.group(1)):02d}"
    return None


def _raw(block: Obj) -> str:
    """A block's text with its marks."""
    texts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
    return " ".join(each["text"] for each in texts if isinstance(each, dict) and isinstance(each.get("text"), str))


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _comments(state: State, reader: Reader, channel: Channel, ts: str) -> list[Mapping[str, str]]:
    return [
        {"author": _author(state, reply), "text": folded(reader.message(reply))}
        for reply in channel.replies(ts)
        if reply.get("subtype") in _SAID
    ]


def _author(state: State, message: Obj) -> str:
    user = state.users.get(message.get("user", ""))
    return str(message.get("username") or (user.real_name if user else ""))


def _threads_by_record(state: State) -> dict[str, list[tuple[Channel, str]]]:
    """The messages with replies that name an item of a List."""
    found: dict[str, list[tuple[Channel, str]]] = {}
    for channel in state.channels.values():
        for ts in channel.threads:
            message = channel.messages.get(ts, {})
            said = f"{message.get('text', '')} {message.get('blocks', '')} {message.get('metadata', '')}"
            for record in dict.fromkeys(_RECORD.findall(said)):
                found.setdefault(record, []).append((channel, ts))
    return found
