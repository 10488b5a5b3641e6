"""The cells of a List: what each kind of column takes, and how it shows it.

Source: https://docs.slack.dev/reference/methods/slackLists.items.update
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from connectors.sandbox.slack.entities import Column
from connectors.sandbox.slack.reading import Reader
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError

_NOT_VALUES = ("row_id", "column_id", "row_id_to_create", "key", "value", "text")


def cell(state: State, column: Column, given: Obj) -> Obj:
    """A cell as Slack shows it: the column, a plain value, and the value in its own form."""
    name, read = _FORMS[column.kind]
    others = [key for key in given if key not in _NOT_VALUES and key != name]
    if others or name not in given:
        raise RefusedError("invalid_input_type")
    content = read(state, column, given[name])
    return {"key": column.key, **content, "column_id": column.id}


def _rich_text(state: State, _: Column, given: Any) -> Obj:
    if given in ([], None):
        return _NO_TEXT
    blocks = given if isinstance(given, list) else [given]
    if not all(isinstance(each, dict) and each.get("type") == "rich_text" for each in blocks):
        raise RefusedError("invalid_text_block")
    kept = [{**each, "block_id": each.get("block_id") or state.new_id("b")[1:7]} for each in blocks]
    reader = Reader(state.users, state.channels)
    text = "\n".join(reader.block(each).strip() for each in kept)
    return {"value": json.dumps(kept, ensure_ascii=False), "rich_text": kept, "text": text} if text else _NO_TEXT


def _checkbox(_: State, __: Column, given: Any) -> Obj:
    value = given[0] if isinstance(given, list) and len(given) == 1 else given
    if not isinstance(value, bool):
        raise RefusedError("invalid_input_type")
    return {"value": value, "checkbox": value}


def _users(state: State, _: Column, given: Any) -> Obj:
    users = _texts(given)
    if any(each not in state.users for each in users):
        raise RefusedError("user_not_found")
    return {"value": ",".join(users), "user": users}


def _dates(_: State, __: Column, given: Any) -> Obj:
    dates = _texts(given)
    if len(dates) > 1:
        raise RefusedError("over_cell_fields_limit")
    try:
        for each in dates:
            date.fromisoformat(each)
    except ValueError:
        raise RefusedError("invalid_date") from None
    return {"value": ",".join(dates), "date": dates}


def _select(_: State, column: Column, given: Any) -> Obj:
    chosen = _texts(given)
    offered = {choice["value"] for choice in column.options.get("choices", ())}
    if any(each not in offered for each in chosen):
        raise RefusedError("invalid_option_id")
    if column.kind == "select" and len(chosen) > 1:
        raise RefusedError("over_cell_fields_limit")
    return {"value": ",".join(chosen), "select": chosen}


def _numbers(name: str) -> Callable[[State, Column, Any], Obj]:
    def read(_: State, __: Column, given: Any) -> Obj:
        numbers = given if isinstance(given, list) else [given]
        if any(isinstance(each, bool) or not isinstance(each, int | float) for each in numbers):
            raise RefusedError("invalid_input_type")
        return {"value": ",".join(str(each) for each in numbers), name: numbers}

    return read


def _plain(name: str) -> Callable[[State, Column, Any], Obj]:
    def read(_: State, __: Column, given: Any) -> Obj:
        values = _texts(given)
        return {"value": ",".join(values), name: values}

    return read


def _links(_: State, __: Column, given: Any) -> Obj:
    links = given if isinstance(given, list) else [given]
    if not all(isinstance(each, dict) and isinstance(each.get("original_url"), str) for each in links):
        raise RefusedError("invalid_link")
    return {"value": ",".join(each["original_url"] for each in links), "link": links}


def _texts(given: Any) -> list[str]:
    values = [] if given is None else given if isinstance(given, list) else [given]
    if not all(isinstance(each, str) for each in values):
        raise RefusedError("invalid_input_type")
    return [each for each in values if each]


_NO_TEXT: Obj = {"value": "", "rich_text": [], "text": ""}
_FORMS: Mapping[str, tuple[str, Callable[[State, Column, Any], Obj]]] = {
    "text": ("rich_text", _rich_text),
    "rich_text": ("rich_text", _rich_text),
    "checkbox": ("checkbox", _checkbox),
    "todo_completed": ("checkbox", _checkbox),
    "user": ("user", _users),
    "todo_assignee": ("user", _users),
    "date": ("date", _dates),
    "todo_due_date": ("date", _dates),
    "select": ("select", _select),
    "multi_select": ("select", _select),
    "number": ("number", _numbers("number")),
    "timestamp": ("timestamp", _numbers("timestamp")),
    "rating": ("rating", _numbers("rating")),
    "email": ("email", _plain("email")),
    "phone": ("phone", _plain("phone")),
    "message": ("message", _plain("message")),
    "link": ("link", _links),
}
"""For each kind of column the key that carries its value, and what reads it."""
