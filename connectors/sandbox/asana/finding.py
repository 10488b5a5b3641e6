"""Endpoints that find things by the beginning of their names, and each person's own tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.sandbox.asana.call import Call, Full, Listed, Reply, visible
from connectors.sandbox.asana.entities import Entity, UserTaskList, Workspace
from connectors.sandbox.asana.errors import bad, forbidden
from connectors.sandbox.asana.tasks import listed

_FEW, _MOST = 20, 100


def typeahead(call: Call) -> Reply:
    """What the caller may see of one type whose name has a word that begins so; without `query`, the latest."""
    call.at(Workspace)
    state, kind = call.state, call.query.get("resource_type", call.query.get("type", "user"))
    kinds: Mapping[str, Iterable[Entity]] = {
        "user": state.workspace.members.values(), "project": state.projects.values(), "tag": state.tags.values(),
        "task": state.tasks.values(), "custom_field": state.fields.values(), "team": [state.workspace.team],
    }  # fmt: skip
    if kind not in kinds:
        raise bad(f"resource_type: Not a valid value: {kind}")
    count, wanted = call.query.get("count", str(_FEW)), call.query.get("query", "").casefold()
    if not count.isdecimal() or not 1 <= int(count) <= _MOST:
        raise bad(f"count: Must be between 1 and {_MOST}")
    found = [each for each in kinds[kind] if _is_called(getattr(each, "name", ""), wanted) and visible(each, call.user)]
    return Listed(found[: int(count)], paged=False)


def _is_called(name: str, wanted: str) -> bool:
    folded = name.casefold()
    return folded.startswith(wanted) or f" {wanted}" in folded


def my_tasks(call: Call) -> Reply:
    """The list of somebody's tasks; made when first asked for."""
    user = call.person("user", call.args[0], 404)
    if "workspace" not in call.query:
        raise bad("workspace: Missing input")
    call.named(Workspace, "workspace", call.query["workspace"])
    held = (each for each in call.state.entities.values() if isinstance(each, UserTaskList) and each.owner is user)
    found = next(held, None)
    return Full(found or call.state.add(UserTaskList(call.state.new_gid(), "My Tasks", user)))


def get_task_list(call: Call) -> Reply:
    return Full(call.at(UserTaskList))


def list_its_tasks(call: Call) -> Reply:
    """Only its owner sees what stands there."""
    owner = call.at(UserTaskList).owner
    if owner is not call.user:
        raise forbidden()
    return listed(call, (task for task in call.state.tasks.values() if task.assignee is owner))
