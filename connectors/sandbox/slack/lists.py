"""slackLists.* but for their items: Lists, their columns, and who may use them. Only paid workspaces have Lists.

Source: https://docs.slack.dev/reference/methods/slackLists.create
"""

from __future__ import annotations

import re
from typing import Any

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Column, SlackList
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError, wrong

_KINDS = (
    "text", "rich_text", "number", "checkbox", "date", "timestamp", "user", "select", "multi_select", "email", "phone",
    "link", "message", "rating",
)  # fmt: skip
_TODO = (
    ("Col00", "todo_completed", "Completed"),
    ("Col01", "todo_assignee", "Assignee"),
    ("Col02", "todo_due_date", "Due Date"),
)
_LEVELS = ("read", "write", "owner")
MOST_COLUMNS, MOST_ROWS = 100, 1000


def create(call: Call) -> Obj:
    """A new List of the caller's."""
    paid(call)
    made = new_list(call.state, call.user.id, call.args.text("name"), call.args.thing("schema"))
    made.description = call.args.thing("description_blocks") or []
    if call.args.flag("todo_mode"):
        set_todo_mode(made)
    call.state.lists[made.id] = made
    return {"list_id": made.id, "list_metadata": {"schema": schema(made), "subtask_schema": subtasks(made)}}


def update(call: Call) -> Obj:
    """Another name or description; todo mode on adds its columns, off hides them."""
    found = meant(call, "id", "write")
    found.name = call.args.text("name", found.name)
    found.description = call.args.thing("description_blocks") or found.description
    if call.args.has("todo_mode"):
        set_todo_mode(found, on=call.args.flag("todo_mode"))
    found.updated = int(call.state.now())
    return {}


def access_set(call: Call) -> Obj:
    """Give users or the members of channels access."""
    found = meant(call, "list_id", "owner")
    level = call.args.text("access_level")
    users, channels = call.args.texts("user_ids"), call.args.texts("channel_ids")
    if level not in _LEVELS:
        raise RefusedError("invalid_access_level")
    if bool(users) == bool(channels) or (level == "owner" and channels):
        raise wrong("either channel_ids or user_ids must be given")
    if any(each not in call.state.channels for each in channels):
        raise RefusedError("channel_not_found")
    if any(each not in call.state.users for each in users):
        raise RefusedError("user_not_found")
    found.access |= dict.fromkeys((*users, *channels), level)
    return {}


def access_delete(call: Call) -> Obj:
    """Take access away again."""
    found = meant(call, "list_id", "owner")
    for each in (*call.args.texts("user_ids"), *call.args.texts("channel_ids")):
        found.access.pop(each, None)
    return {}


def paid(call: Call) -> None:
    """Refuse a workspace without Lists."""
    if call.state.team.plan == "free":
        raise RefusedError("paid_teams_only")


def meant(call: Call, key: str = "list_id", level: str = "read") -> SlackList:
    """The List that an argument names; what the caller may not even see is not found."""
    paid(call)
    found = call.state.lists.get(call.args.text(key))
    if found is None or not level_of(call, found):
        raise RefusedError("list_not_found")
    if _LEVELS.index(level_of(call, found)) < _LEVELS.index(level):
        raise RefusedError("access_denied")
    return found


def new_list(state: State, owner: str, name: str, columns: Any) -> SlackList:
    """A List with these columns, or one text column where none are named."""
    if columns is not None and not isinstance(columns, list):
        raise RefusedError("invalid_schema")
    named = [_column(state, each) for each in columns or [{"key": "name", "name": "Name", "type": "text"}]]
    if len(named) > MOST_COLUMNS:
        raise RefusedError("over_column_maximum")
    if len({column.key for column in named}) < len(named):
        raise RefusedError("duplicate_column_key")
    firsts = [column for column in named if column.primary]
    if len(firsts) > 1 or any(column.kind not in ("text", "rich_text") for column in firsts):
        raise RefusedError("invalid_primary_column")
    if not firsts:
        texts = [column for column in named if column.kind == "text"]
        if not texts:
            raise RefusedError("invalid_primary_column")
        texts[0].primary = True
    now = int(state.now())
    return SlackList(state.new_id("F"), name, owner, now, {column.id: column for column in named}, updated=now)


def set_todo_mode(found: SlackList, *, on: bool = True) -> None:
    """Let a List track what is done, by whom, by when."""
    found.todo_mode = on
    if on:
        for column_id, kind, name in _TODO:
            found.columns.setdefault(column_id, Column(column_id, kind, name, kind))


def schema(found: SlackList) -> list[Obj]:
    """The columns as shown; those of todo mode only while it is on."""
    return [column.shown() for column in found.columns.values() if found.todo_mode or column.id not in _HIDDEN]


def subtasks(found: SlackList) -> list[Obj]:
    """Subtasks have the primary column and those of todo mode."""
    shown = [column.shown() for column in found.columns.values() if column.primary or column.id in _HIDDEN]
    return [{**each, "options": {"format": "", "show_member_name": False}} for each in shown if found.todo_mode]


def _column(state: State, given: Any) -> Column:
    if not isinstance(given, dict):
        raise RefusedError("invalid_schema")
    key, name, kind = (given.get(part) for part in ("key", "name", "type"))
    if not isinstance(key, str) or not re.fullmatch(r"[A-Za-z0-9_]{1,64}", key):
        raise RefusedError("invalid_column_key")
    if not isinstance(name, str) or not name:
        raise RefusedError("invalid_column_name")
    if kind not in _KINDS:
        raise RefusedError("invalid_column_type")
    options = given.get("options") or {}
    if kind in ("select", "multi_select"):
        _choices(options)
    return Column(f"Col{state.new_id('C')}", key, name, kind, bool(given.get("is_primary_column")), dict(options))


def _choices(options: Any) -> None:
    choices = options.get("choices") if isinstance(options, dict) else None
    if not isinstance(choices, list) or not all(isinstance(each, dict) and each.get("value") for each in choices):
        raise RefusedError("invalid_column_options")


def level_of(call: Call, found: SlackList) -> str:
    """The highest level that the caller has, empty for none."""
    if found.owner == call.user.id:
        return "owner"
    mine = [found.access.get(call.user.id, "")]
    mine += [found.access.get(each.id, "") for each in call.state.channels.values() if call.user.id in each.members]
    return max(mine, key=lambda level: _LEVELS.index(level) if level else -1)


_HIDDEN = tuple(column_id for column_id, _, _ in _TODO)
