"""Carries out checked changes of a task and leaves the stories that Asana leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Dates, External, Task, User
from connectors.sandbox.asana.history import changed, member, story
from connectors.sandbox.asana.rendering import Part
from connectors.sandbox.asana.task_values import Given

_TELLING = {"name": "name", "text": "notes", "subtype": "resource_subtype", "assignee": "assignee"}


def change(call: Call, task: Task, wish: Given) -> None:
    """Bring a task to the values wished for; what is so already leaves no trace."""
    for name, value in wish.values.items():
        old = getattr(task, name)
        if value != old:
            setattr(task, name, value)
            _tell(call, task, name, old)
    if wish.completed is not None and wish.completed != (task.completed_at is not None):
        complete(call, task, done=wish.completed)
    like(call, task, wish.liked)
    keep_external(call, task, wish.external)
    taken_on = [wish.values["assignee"]] if wish.values.get("assignee") else []
    follow(call, task, [*taken_on, *wish.mentioned], quietly=True)


def complete(call: Call, task: Task, *, done: bool) -> None:
    """Finish or reopen."""
    changed(call, task, "completed")
    if done:
        story(call, task, "marked_complete", "completed this task")
    else:
        story(call, task, "marked_incomplete", "marked this task incomplete")
    task.completed_at = task.modified_at if done else None
    task.completed_by = call.user if done else None


def like(call: Call, task: Task, liked: bool | None) -> None:  # noqa: FBT001  None says that nothing was wished
    """Set or take back the caller's like."""
    if liked is not None:
        task.likes = [user for user in task.likes if user is not call.user] + ([call.user] if liked else [])


def keep_external(call: Call, task: Task, external: External | None) -> None:
    """Keep what the caller's app wants to find again."""
    if external is None or call.app is None:
        return
    old = task.external.pop(call.app, None)
    if old and old.gid:
        del call.state.apps[call.app, old.gid]
    if external.gid or external.data:
        task.external[call.app] = external
    if external.gid:
        call.state.apps[call.app, external.gid] = task


def follow(call: Call, task: Task, users: Iterable[User], *, quietly: bool = False) -> None:
    """Make people follow; quietly where Asana does so on its own."""
    for user in users:
        if user not in task.followers:
            task.followers.append(user)
            member(call, task, "followers", "added", user)
            if not quietly:
                story(call, task, "follower_added", f"added {user.name} as a collaborator", follower=user)


def assigned(call: Call, task: Task) -> None:
    """Tell who has a task now."""
    if task.assignee is not None:
        task.assigned_by = call.user
        story(call, task, "assigned", f"assigned to {task.assignee.name}", assignee=task.assignee)


def _tell(call: Call, task: Task, name: str, old: Any) -> None:
    match name:
        case "name":
            story(call, task, "name_changed", f'changed the name to "{task.name}"', old_name=old, new_name=task.name)
        case "text":
            more = {"old_text_value": old.plain, "new_text_value": task.text.plain}
            story(call, task, "notes_changed", "changed the description", **more)
        case "dates":
            _dates_changed(call, task, old)
            return
        case "assignee" if task.assignee is None:
            task.assigned_by = None
            story(call, task, "unassigned", f"unassigned from {old.name}", assignee=old)
        case "assignee":
            assigned(call, task)
        case "subtype":
            more = {"old_resource_subtype": old, "new_resource_subtype": task.subtype}
            story(call, task, "resource_subtype_changed", f"changed this task to a {task.subtype}", **more)
    changed(call, task, _TELLING[name])


def _dates_changed(call: Call, task: Task, old: Dates) -> None:
    new = task.dates
    due_moved = (old.due_on, old.due_at) != (new.due_on, new.due_at)
    said = "changed the due date" if due_moved else "changed the start date"
    subtype = "due_date_changed" if due_moved else "start_date_changed"
    story(call, task, subtype, said, old_dates=_shown(old), new_dates=_shown(new))
    for name in ("due_on", "due_at", "start_on", "start_at"):
        if getattr(old, name) != getattr(new, name):
            changed(call, task, name)


def _shown(dates: Dates) -> Part:
    """As a story shows them; a day that is not there is left out, since its description allows no null."""
    due_on = {"due_on": dates.due_on} if dates.due_on else {}
    return Part({"start_on": dates.start_on, "due_at": dates.due_at, **due_on})
