"""slackLists.items.*: the rows of a List.

Source: https://docs.slack.dev/reference/methods/slackLists.items.create
"""

from __future__ import annotations

from typing import Any

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Column, Row, SlackList
from connectors.sandbox.slack.list_cells import cell
from connectors.sandbox.slack.list_files import described
from connectors.sandbox.slack.lists import MOST_ROWS, meant
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError, wrong

_MOST_CELLS = 100


def create(call: Call) -> Obj:
    """A new row, filled in or copied from another."""
    found = meant(call, level="write")
    if len(found.rows) >= MOST_ROWS:
        raise RefusedError("over_row_maximum")
    parent = call.args.text("parent_item_id", "")
    if parent and parent not in found.rows:
        raise RefusedError("parent_item_not_found")
    cells: dict[str, Obj] = {}
    if copied := call.args.text("duplicated_item_id", ""):
        if copied not in found.rows:
            raise RefusedError("duplicated_item_not_found")
        cells |= found.rows[copied].cells
    for given in _objects(call.args.thing("initial_fields"), "initial_fields"):
        column = _column(found, given)
        cells[column.id] = cell(call.state, column, given)
    row = new_row(call.state, call.user.id, parent)
    row.cells = cells
    found.rows[row.id] = row
    found.updated = int(call.state.now())
    return {"item": shown(found, row)}


def items_list(call: Call) -> Obj:
    """The rows page by page, subtasks among them; archived ones only where they are asked for."""
    found = meant(call)
    archived = call.args.flag("archived")
    rows = [row for row in found.rows.values() if row.archived == archived]
    page, cursor = call.page(rows, default=100, most=1000)
    return {"items": [shown(found, row) for row in page], "response_metadata": {"next_cursor": cursor}}


def info(call: Call) -> Obj:
    """A row with its subtasks, and the List that it is in."""
    found = meant(call)
    row = _row(found, call.args.text("id"))
    below = [shown(found, each) | {"is_subscribed": False} for each in found.rows.values() if each.parent == row.id]
    subscribed = {"is_subscribed": row.created_by == call.user.id} if call.args.flag("include_is_subscribed") else {}
    return {"list": described(call, found), "record": shown(found, row) | subscribed, "subtasks": below}


def update(call: Call) -> Obj:
    """Change cells, all of them or, where one is wrong, none; a cell may belong to a row that it makes."""
    found = meant(call, level="write")
    given = _objects(call.args.thing("cells"), "cells")
    if not given:
        raise wrong("missing required field: cells")
    if len(given) > _MOST_CELLS:
        raise RefusedError("too_many_cells")
    changes = [(_named(each), _column(found, each), each) for each in given]
    ready = [
        (None if new else _row(found, row_id), column.id, cell(call.state, column, each))
        for (row_id, new), column, each in changes
    ]
    made: Row | None = None
    for row, column_id, content in ready:
        if row is None and made is None:
            made = new_row(call.state, call.user.id, "")
            found.rows[made.id] = made
        _write(call, row or made, column_id, content)
    found.updated = int(call.state.now())
    return {}


def delete(call: Call) -> Obj:
    """Delete a row and its subtasks."""
    found = meant(call, level="write")
    _remove(found, _row(found, call.args.text("id")))
    return {}


def delete_multiple(call: Call) -> Obj:
    """Delete several rows, all or none."""
    found = meant(call, level="write")
    rows = [_row(found, each) for each in call.args.texts("ids")]
    if not rows:
        raise wrong("missing required field: ids")
    for row in rows:
        _remove(found, row)
    return {}


def new_row(state: State, by: str, parent: str) -> Row:
    """A row that somebody makes now."""
    now = int(state.now())
    return Row(f"Rec{state.new_id('R')}", now, by, by, str(now), parent)


def shown(found: SlackList, row: Row) -> Obj:
    """A row with its fields in the order of the columns; empty ones are left out."""
    fields = [row.cells[column_id] for column_id in found.columns if column_id in row.cells]
    above = {"parent_record_id": row.parent} if row.parent else {}
    return {
        "id": row.id,
        "list_id": found.id,
        "date_created": row.created,
        "created_by": row.created_by,
        "updated_by": row.updated_by,
        "fields": fields,
        "updated_timestamp": row.updated,
        **above,
    }


def _write(call: Call, row: Row | None, column_id: str, content: Obj) -> None:
    if row is None:
        return
    row.cells[column_id] = content
    if _empty(content):
        del row.cells[column_id]
    row.updated_by, row.updated = call.user.id, str(int(call.state.now()))


def _empty(content: Obj) -> bool:
    return content["value"] in ("", None) and not content.get("checkbox")


def _named(given: Obj) -> tuple[str, bool]:
    """The row that a cell is of, and whether it is to be made."""
    if given.get("row_id_to_create"):
        return "", True
    if not given.get("row_id"):
        raise RefusedError("row_id_not_provided")
    return str(given["row_id"]), False


def _remove(found: SlackList, row: Row) -> None:
    found.rows.pop(row.id, None)
    for below in [each for each in found.rows.values() if each.parent == row.id]:
        _remove(found, below)


def _row(found: SlackList, row_id: str) -> Row:
    row = found.rows.get(row_id)
    if row is None:
        raise RefusedError("invalid_row_id")
    return row


def _column(found: SlackList, given: Obj) -> Column:
    if not given.get("column_id"):
        raise RefusedError("column_id_not_provided")
    column = found.columns.get(str(given["column_id"]))
    if column is None:
        raise RefusedError("invalid_column_id")
    return column


def _objects(given: Any, key: str) -> list[Obj]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise wrong(f"must be an array of objects [json-pointer:/{key}]")
    return given
