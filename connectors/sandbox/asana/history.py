"""What a change leaves behind: a story on the task, a new `modified_at`, and events for all who listen."""

from __future__ import annotations

from html import escape
from typing import Any, Literal

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Entity, Event, Project, Section, Story, Task, Text


def story(call: Call, task: Task, subtype: str, said: str, /, **more: Any) -> Story:
    """Asana's own sentence about what the caller did to a task; `more` holds the fields of that subtype."""
    plain = f"{call.user.name} {said}"
    return tell_story(call, task, subtype, Text(plain, f"<body>{escape(plain, quote=False)}</body>"), **more)


def tell_story(call: Call, task: Task, subtype: str, text: Text, /, **more: Any) -> Story:
    """Add a story; that is what moves a task's `modified_at`."""
    now = call.state.now()
    told = Story(call.state.new_gid(), subtype, now, call.user, task, text, more)
    task.stories.append(call.state.add(told))
    task.modified_at = now
    event(call, "added", told, parent=task)
    return told


def changed(call: Call, entity: Entity, name: str) -> None:
    """Tell that a field has another value now; a value that is an entity is told too."""
    value = getattr(entity, name, None)
    change = {"field": name, "action": "changed"}
    event(call, "changed", entity, change={**change, "new_value": value} if hasattr(value, "gid") else change)


def member(call: Call, task: Task, name: str, action: Literal["added", "removed"], value: Entity) -> None:
    """Tell that something joined or left a set of the task's, such as its followers."""
    event(call, "changed", task, change={"field": name, "action": action, f"{action}_value": value})


def event(
    call: Call,
    action: Literal["changed", "added", "removed", "deleted"],
    resource: Entity,
    parent: Entity | None = None,
    change: dict[str, Any] | None = None,
) -> None:
    """Tell an event in the feeds of the resource, of its parent, and of all they belong to."""
    told = Event(call.user, call.state.now(), action, resource, parent, change)
    listeners = above(resource) | (above(parent) if parent else set())
    call.state.feed.tell(told, listeners)
    if call.state.ringing:
        call.state.ringing.tell(told, listeners)


def above(entity: Entity) -> set[str]:
    """The gids of an entity and of everything its events bubble up to."""
    match entity:
        case Story():
            return above(entity.task)
        case Section():
            return {entity.gid, entity.project.gid}
        case Task():
            return _above_task(entity)
        case Project():
            return {entity.gid}
    parent = getattr(entity, "parent", None)
    return {entity.gid} | (above(parent) if parent else set())


def _above_task(task: Task) -> set[str]:
    homes = {section.project.gid for section in task.homes.values()}
    return {task.gid} | homes | (_above_task(task.parent) if task.parent else set())
