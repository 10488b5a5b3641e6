"""The search for tasks: by words, by whom and what they belong to, by dates and by what is so of them.

Source: https://developers.asana.com/reference/searchtasksforworkspace
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from connectors.sandbox.asana.call import Call, Listed, Reply, visible
from connectors.sandbox.asana.entities import Task, User, Workspace
from connectors.sandbox.asana.errors import bad, paid
from connectors.sandbox.asana.field_entities import EnumOption
from connectors.sandbox.asana.history import above

_MOST = 100
_OLDEST = datetime.min.replace(tzinfo=UTC)
_SORTS: Mapping[str, Callable[[Task], Any]] = {
    "modified_at": lambda it: it.modified_at,
    "relevance": lambda it: it.modified_at,
    "created_at": lambda it: it.created_at,
    "completed_at": lambda it: it.completed_at or _OLDEST,
    "due_date": lambda it: it.dates.due_on or date.max,
    "likes": lambda it: len(it.likes),
}
_FLAGS: Mapping[str, Callable[[Task], bool]] = {
    "completed": lambda it: it.completed_at is not None,
    "is_subtask": lambda it: it.parent is not None,
    "is_blocked": lambda it: any(each.completed_at is None for each in it.dependencies),
    "is_blocking": lambda it: it.completed_at is None and bool(it.dependents),
    "has_attachment": lambda it: bool(it.attachments),
}
_DATES: Mapping[str, Callable[[Task], date | datetime | None]] = {
    "due": lambda it: it.dates.due_at or it.dates.due_on,
    "start": lambda it: it.dates.start_at or it.dates.start_on,
    "created": lambda it: it.created_at,
    "completed": lambda it: it.completed_at,
    "modified": lambda it: it.modified_at,
}


def search_tasks(call: Call) -> Reply:
    """Newest change first unless asked otherwise, at most 100 and without pages; only on paid plans."""
    call.at(Workspace)
    if call.state.plan == "free":
        raise paid("Search is only available to premium users.")
    found = [task for task in call.state.tasks.values() if visible(task, call.user) and _fits(call, task)]
    by = call.query.get("sort_by", "modified_at")
    if by not in _SORTS:
        raise bad(f"sort_by: Not a valid value: {by}")
    found.sort(key=_SORTS[by], reverse=not call.flag("sort_ascending", call.query.get("sort_ascending", "false")))
    return Listed(found[:_MOST])


def _fits(call: Call, task: Task) -> bool:
    query = call.query
    if query.get("text", "").casefold() not in f"{task.name}\n{task.text.plain}".casefold():
        return False
    if "resource_subtype" in query and task.subtype != query["resource_subtype"]:
        return False
    if any(name in query and call.flag(name, query[name]) != holds(task) for name, holds in _FLAGS.items()):
        return False
    return _belongs(call, task) and _dated(call, task) and _has_values(call, task)


def _belongs(call: Call, task: Task) -> bool:
    """The lists of ids: `any` of them, `all`, or `not` one."""
    for name, gids in _sets(call, task).items():
        wanted = {how: _ids(call, f"{name}.{how}") for how in ("any", "all", "not") if f"{name}.{how}" in call.query}
        if "any" in wanted and not wanted["any"] & gids:
            return False
        if not wanted.get("all", set()) <= gids or wanted.get("not", set()) & gids:
            return False
    return True


def _sets(call: Call, task: Task) -> Mapping[str, set[str]]:
    return {
        "projects": above(task) - {task.gid},
        "sections": {section.gid for section in task.homes.values()},
        "tags": {tag.gid for tag in task.tags},
        "teams": {call.state.workspace.team.gid} if task.homes else set(),
        "portfolios": set(),
        "assignee": {task.assignee.gid} if task.assignee else {"null"},
        "assigned_by": _people([task.assigned_by]),
        "created_by": _people([task.created_by]),
        "followers": _people(task.followers),
        "liked_by": _people(task.likes),
        "commented_on_by": _people(story.created_by for story in task.stories if story.is_comment),
    }


def _people(users: Iterable[User | None]) -> set[str]:
    return {user.gid for user in users if user}


def _ids(call: Call, name: str) -> set[str]:
    return {call.user.gid if each == "me" else each for each in call.query[name].split(",")}


def _dated(call: Call, task: Task) -> bool:
    return all(
        _in_time(call, f"{name}_{how}", get(task)) for name, get in _DATES.items() for how in ("on", "at")
    )  # fmt: skip


def _in_time(call: Call, name: str, moment: date | datetime | None) -> bool:
    """Before or after an instant (`_at`) or a day (`_on`), or that very day; `null` asks for none."""
    query, days = call.query, name.endswith("_on")
    for how in ("", ".before", ".after"):
        text = query.get(name + how)
        if text is None:
            continue
        if text == "null" or moment is None:
            if (text == "null") != (moment is None):
                return False
            continue
        own, asked = _day_or_instant(call, moment, days=days), call.moment(name + how, text)
        other: Any = asked.date() if days else asked
        if not {"": own == other, ".before": own < other, ".after": own > other}[how]:
            return False
    return True


def _day_or_instant(call: Call, moment: date | datetime, *, days: bool) -> Any:
    if isinstance(moment, datetime):
        return moment.astimezone(call.state.zone).date() if days else moment
    return moment if days else datetime(moment.year, moment.month, moment.day, tzinfo=call.state.zone)


def _has_values(call: Call, task: Task) -> bool:
    """`custom_fields.{gid}.value`, `.is_set` and `.contains`; a choice is named by the gid of its option."""
    for name, wanted in call.query.items():
        if not name.startswith("custom_fields."):
            continue
        _, gid, how = (*name.split(".", 2), "", "")[:3]
        value = task.fields.get(gid)
        shown = value.gid if isinstance(value, EnumOption) else str(value)
        match how:
            case "is_set" if call.flag(name, wanted) == (value is not None):
                continue
            case "value" if value is not None and (shown == wanted or _same_number(value, wanted)):
                continue
            case "contains" if value is not None and wanted.casefold() in shown.casefold():
                continue
        return False
    return True


def _same_number(value: object, wanted: str) -> bool:
    try:
        return isinstance(value, int | float) and value == float(wanted)
    except ValueError:
        return False
