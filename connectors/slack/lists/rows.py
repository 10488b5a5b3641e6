"""Items of a List as items, and fields as cells. Without I/O.

A cell has its value under the name of its kind (docs.slack.dev/reference/methods/slackLists.items.update).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bridge.core.model.document import Document, plain_document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.slack.lists.columns import (
    DESCRIPTION,
    DONE,
    DUE,
    LABELS,
    LANE,
    MARKER,
    PEOPLE,
    TITLE,
    Columns,
)
from connectors.slack.translate import Json, Terms
from connectors.text.blocks import read_blocks, write_blocks
from connectors.text.shown import split_shown, with_shown

_KINDS = {TITLE: "rich_text", DESCRIPTION: "rich_text", LABELS: "rich_text", MARKER: "rich_text", DONE: "checkbox",
          PEOPLE: "user", DUE: "date", LANE: "select"}  # fmt: skip
_MARKER = re.compile(r"[a-z0-9-]{1,40}")
Cells = Mapping[str, Any]
"""Values by what their column holds; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the items of one List are read."""

    columns: Columns
    terms: Terms

    def item(self, row: Json, *, archived: bool = False) -> Item:
        """A row; `archived`: people archived it in Slack itself."""
        cells = cells_of(row, self.columns)
        marker = _words(cells.get(MARKER))
        author = str(row.get("created_by") or "")
        return Item(
            Ref(row["id"]),
            self.fields(cells, archived=archived),
            marker=TaskId(marker) if _MARKER.fullmatch(marker) else None,
            revision=revision_of(cells),
            created=_instant(row.get("date_created")),
            changed=_instant(row.get("updated_timestamp")),
            author=Account(author) if author else None,
            own=author == self.terms.bot,
        )

    def fields(self, cells: Cells, *, archived: bool = False) -> Fields:
        """What the cells show."""
        shown, description = split_shown(_document(cells.get(DESCRIPTION), self.terms))
        lane = next(iter(cells.get(LANE, ())), None)
        is_stored = archived or (lane is not None and lane == self.columns.archive)
        return Fields(
            title=_words(cells.get(TITLE), self.terms),
            description=description,
            status=Status(bool(cells.get(DONE)), None if is_stored else lane),
            due=date.fromisoformat(cells[DUE][0]) if cells.get(DUE) else None,
            helpers=tuple(cells.get(PEOPLE, ())),
            labels=frozenset(label for part in _words(cells.get(LABELS)).split(",") if (label := part.strip())),
            archived=is_stored,
            shown=shown,
        )


def cells_of(row: Json, columns: Columns) -> dict[str, Any]:
    """A row's cells, without what Slack adds to texts; empty ones are none."""
    held = {str(each.get("column_id")): each for each in row.get("fields") or ()}
    found = {name: _value(held[identity], _KINDS[name]) for name, identity in columns.ids.items() if identity in held}
    return {name: value for name, value in found.items() if value}


def revision_of(cells: Cells) -> str:
    """A sum over what the cells hold; Slack has no revisions of its own."""
    told = json.dumps(dict(cells), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def written(fields: Fields, names: Iterable[str], columns: Columns) -> dict[str, Any]:
    """The named fields as cells; an empty value clears its cell."""
    cells: dict[str, Any] = {}
    for name in names:
        match name:
            case "title":
                cells[TITLE] = _rich(plain_document(fields.title))
            case "description" | "shown":
                cells[DESCRIPTION] = _rich(with_shown(fields.description, fields.shown))
            case "status" | "archived":
                cells |= _status(fields, columns)
            case "due":
                cells[DUE] = [fields.due.isoformat()] if fields.due else []
            case "lead" | "helpers":
                cells[PEOPLE] = list(fields.helpers)
            case "labels":
                cells[LABELS] = _rich(plain_document(", ".join(sorted(fields.labels))))
    return cells


def marked(task: TaskId) -> dict[str, Any]:
    """Our marker as a cell."""
    return {MARKER: _rich(plain_document(task))}


def sent(cells: Cells, columns: Columns, ref: Ref | None = None) -> list[Json]:
    """The cells as Slack takes them; those of an item that there is name it."""
    row = {"row_id": ref} if ref else {}
    return [{**row, "column_id": columns.ids[name], _KINDS[name]: value} for name, value in cells.items()]


def row_of(row: Json, cells: Cells, columns: Columns) -> Json:
    """The row as it is after these cells were written."""
    now = {**cells_of(row, columns), **cells}
    fields = [{"column_id": columns.ids[name], _KINDS[name]: value} for name, value in now.items()]
    return {**row, "fields": fields}


def accounts_in(row: Json) -> set[str]:
    """Everybody whom a row names by account."""
    named = {str(row["created_by"])} if row.get("created_by") else set()
    return named | {account for each in row.get("fields") or () for account in _accounts(each)}


def _status(fields: Fields, columns: Columns) -> dict[str, Any]:
    lane = columns.archive if fields.archived else fields.status.lane
    return {DONE: fields.status.done, **({LANE: [lane]} if lane else {})}


def _value(cell: Json, kind: str) -> Any:
    value = cell.get(kind)
    if kind == "checkbox":
        return bool(value)
    if kind != "rich_text":
        return list(value or ())
    blocks = [{key: part for key, part in block.items() if key != "block_id"} for block in value or ()]
    return [block for block in blocks if block.get("elements")]


def _rich(document: Document) -> list[Json]:
    elements = write_blocks(document)
    return [{"type": "rich_text", "elements": elements}] if elements else []


def _document(blocks: Iterable[Json] | None, terms: Terms) -> Document:
    return read_blocks([element for block in blocks or () for element in block.get("elements") or ()], terms.names)


def _words(blocks: Iterable[Json] | None, terms: Terms | None = None) -> str:
    """A text on one line."""
    return words(_document(blocks, terms or Terms("")))


def _accounts(value: Any) -> set[str]:
    match value:
        case {"type": "user", "user_id": str(account)}:
            return {account}
        case {"user": list(accounts)}:
            return set(map(str, accounts))
        case dict():
            return {account for inner in value.values() for account in _accounts(inner)}
        case list():
            return {account for inner in value for account in _accounts(inner)}
    return set()


def _instant(seconds: Any) -> datetime | None:
    """Whole seconds, as a number or in words."""
    try:
        return datetime.fromtimestamp(int(float(seconds)), UTC)
    except (TypeError, ValueError):
        return None
