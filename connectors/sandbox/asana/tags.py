"""Endpoints of tags, which belong to the workspace."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply, visible
from connectors.sandbox.asana.entities import Tag, Task, Workspace
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import event
from connectors.sandbox.asana.projects import COLORS


def list_tags(call: Call) -> Reply:
    if "workspace" in call.query:
        call.named(Workspace, "workspace", call.query["workspace"])
    return Listed(list(call.state.tags.values()))


def list_workspace_tags(call: Call) -> Reply:
    call.at(Workspace)
    return Listed(list(call.state.tags.values()))


def get_tag(call: Call) -> Reply:
    return Full(call.at(Tag))


def create_tag(call: Call) -> Reply:
    call.named(Workspace, "workspace", call.given("workspace"))
    return _created(call)


def create_workspace_tag(call: Call) -> Reply:
    call.at(Workspace)
    return _created(call)


def _created(call: Call) -> Reply:
    name, values = call.name(), _values(call)
    return Full(call.state.add(Tag(call.state.new_gid(), name, call.state.now(), **values)), 201)


def update_tag(call: Call) -> Reply:
    tag = call.at(Tag)
    values = _values(call) | ({"name": call.name()} if "name" in call.data else {})
    for name, value in values.items():
        setattr(tag, name, value)
    return Full(tag)


def delete_tag(call: Call) -> Reply:
    """It disappears from its tasks."""
    tag = call.at(Tag)
    event(call, "deleted", tag)
    for task in tag.tasks.values():
        task.tags.remove(tag)
    call.state.drop([tag])
    return Bare()


def list_tag_tasks(call: Call) -> Reply:
    return Listed([task for task in call.at(Tag).tasks.values() if visible(task, call.user)])


def list_task_tags(call: Call) -> Reply:
    return Listed(call.at(Task).tags)


def _values(call: Call) -> dict[str, Any]:
    values = {name: call.data[name] for name in ("color", "notes") if name in call.data}
    if values.get("color") not in COLORS:
        raise bad(f"color: Not a valid value: {values['color']}")
    if not isinstance(values.get("notes", ""), str):
        raise bad(f"notes: Not a string: {values['notes']}")
    return values
