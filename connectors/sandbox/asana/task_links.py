"""Endpoints that join tasks with projects, tags, followers and other tasks."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.asana.call import Bare, Call, Full, Reply
from connectors.sandbox.asana.entities import Job, Project, Tag, Task, User
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import event, member, story
from connectors.sandbox.asana.placing import Spot, leave, place, section_of, spot
from connectors.sandbox.asana.task_changes import follow

_MOST_PROJECTS = 20


def add_project(call: Call) -> Reply:
    """Also moves a task within a project it is in; without any place named it stays where it is there."""
    task = call.at(Task)
    project = call.named(Project, "project", call.given("project"))
    if project.gid not in task.homes and len(task.homes) >= _MOST_PROJECTS:
        raise bad(f"project: A task can be in at most {_MOST_PROJECTS} projects")
    at = _spot(call, project)
    if project.gid not in task.homes or call.data.keys() & {"section", "insert_before", "insert_after"}:
        place(call, task, at)
    return Bare()


def _spot(call: Call, project: Project) -> Spot:
    if call.data.get("section") is not None:
        return spot(call, section_of(call, project, call.data["section"]), at_start=False)
    for name in ("insert_before", "insert_after"):
        if call.data.get(name) is not None:
            home = call.named(Task, name, call.data[name]).homes.get(project.gid)
            if home is None:
                raise bad(f"{name}: Task {call.data[name]} is not in project {project.gid}")
            return spot(call, home, at_start=False)
    at_end = "insert_before" in call.data
    return spot(call, project.sections[-1 if at_end else 0], at_start=False)


def remove_project(call: Call) -> Reply:
    task = call.at(Task)
    project = call.named(Project, "project", call.given("project"))
    if project.gid in task.homes:
        leave(call, task, project)
    return Bare()


def add_followers(call: Call) -> Reply:
    task = call.at(Task)
    follow(call, task, _people(call))
    return Full(task)


def remove_followers(call: Call) -> Reply:
    task = call.at(Task)
    for user in _people(call):
        if user in task.followers:
            task.followers.remove(user)
            member(call, task, "followers", "removed", user)
    return Full(task)


def _people(call: Call) -> list[User]:
    call.given("followers")
    return [call.person("followers", name) for name in call.several("followers")]


def add_tag(call: Call) -> Reply:
    task = call.at(Task)
    tag = call.named(Tag, "tag", call.given("tag"))
    if tag not in task.tags:
        task.tags.append(tag)
        tag.tasks[task.gid] = task
        member(call, task, "tags", "added", tag)
        story(call, task, "added_to_tag", f"added to {tag.name}", tag=tag)
    return Bare()


def remove_tag(call: Call) -> Reply:
    task = call.at(Task)
    tag = call.named(Tag, "tag", call.given("tag"))
    if tag in task.tags:
        task.tags.remove(tag)
        del tag.tasks[task.gid]
        member(call, task, "tags", "removed", tag)
        story(call, task, "removed_from_tag", f"removed from {tag.name}", tag=tag)
    return Bare()


def set_parent(call: Call) -> Reply:
    """Make a task a subtask, move it among its siblings, or with null make it stand alone."""
    task, gid = call.at(Task), call.given("parent")
    parent = None if gid is None else call.named(Task, "parent", gid)
    if parent and task in _line(parent):
        raise bad("parent: A task cannot be below itself")
    old = task.parent
    index = _index(call, parent, task)
    if old:
        old.subtasks.remove(task)
    if parent:
        parent.subtasks.insert(index, task)
    if parent is not old:
        _tell_parent(call, task, old, parent)
    return Full(task)


def _line(task: Task | None) -> list[Task]:
    return [task, *_line(task.parent)] if task else []


def _index(call: Call, parent: Task | None, task: Task) -> int:
    siblings = [each for each in parent.subtasks if each is not task] if parent else []
    for name, behind in (("insert_before", 0), ("insert_after", 1)):
        if name in call.data:
            if call.data[name] is None:
                return 0 if behind else len(siblings)
            anchor = call.named(Task, name, call.data[name])
            if anchor not in siblings:
                raise bad(f"{name}: Task {anchor.gid} is not a subtask of the parent")
            return siblings.index(anchor) + behind
    return len(siblings)


def _tell_parent(call: Call, task: Task, old: Task | None, parent: Task | None) -> None:
    if old:
        event(call, "removed", task, parent=old)
    task.parent = parent
    if parent:
        event(call, "added", task, parent=parent)
        story(call, task, "added_to_task", f"added to {parent.name}", task=parent)
    elif old:
        story(call, task, "removed_from_task", f"removed from {old.name}", task=old)


def duplicate(call: Call) -> Reply:
    """A copy with the parts named in `include`. What apps keep in `external` is not copied, a footer in notes is."""
    task = call.at(Task)
    parts = {str(part) for part in call.several("include")}
    copy = _copy(call, task, str(call.data.get("name", task.name)), parts)
    return Full(call.state.add(Job(call.state.new_gid(), copy)), 201)


def _copy(call: Call, task: Task, name: str, parts: set[str]) -> Task:
    now = call.state.now()
    taken: dict[str, Any] = {"notes": {"text": task.text}, "dates": {"dates": task.dates}}
    taken |= {"assignee": {"assignee": task.assignee}, "followers": {"followers": list(task.followers)}}
    values = {key: value for part in parts for key, value in taken.get(part, {}).items()}
    copy = call.state.add(Task(call.state.new_gid(), name, now, now, call.user, subtype=task.subtype, **values))
    follow(call, copy, [call.user], quietly=True)
    for tag in task.tags if "tags" in parts else []:
        copy.tags.append(tag)
        tag.tasks[copy.gid] = copy
    for section in task.homes.values() if "projects" in parts else []:
        place(call, copy, Spot(section, task))
    for subtask in task.subtasks if "subtasks" in parts else []:
        below = _copy(call, subtask, subtask.name, parts)
        below.parent = copy
        copy.subtasks.append(below)
    story(call, copy, "duplicated", f"duplicated task from {task.name}", duplicated_from=task)
    return copy


def get_job(call: Call) -> Reply:
    return Full(call.at(Job))
