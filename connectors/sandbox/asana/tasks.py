"""Endpoints that read, create, change and delete tasks."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply, visible
from connectors.sandbox.asana.dependencies import free
from connectors.sandbox.asana.entities import Project, Section, Tag, Task, User, Workspace
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.field_values import given_fields, keep_fields
from connectors.sandbox.asana.history import event, story
from connectors.sandbox.asana.placing import place
from connectors.sandbox.asana.task_changes import assigned, change, follow, keep_external, like
from connectors.sandbox.asana.task_values import followers, given, spots, tags

_ONE_FILTER = "Must specify exactly one of project, tag, section, user task list, or assignee + workspace"


def get_task(call: Call) -> Reply:
    return Full(call.at(Task))


def list_tasks(call: Call) -> Reply:
    """Of one project, section, tag or assignee, in the order of that list."""
    query = call.query
    named = [name for name in ("project", "section", "tag", "assignee") if name in query]
    if named == ["project", "section"]:
        named = ["section"]
    if len(named) != 1 or (named == ["assignee"]) != ("workspace" in query):
        raise bad(_ONE_FILTER)
    return listed(call, _of(call, named[0], query[named[0]]))


def list_project_tasks(call: Call) -> Reply:
    return listed(call, (task for section in call.at(Project).sections for task in section.tasks))


def list_section_tasks(call: Call) -> Reply:
    return listed(call, call.at(Section).tasks)


def list_subtasks(call: Call) -> Reply:
    return listed(call, call.at(Task).subtasks)


def list_task_projects(call: Call) -> Reply:
    return Listed([section.project for section in call.at(Task).homes.values()])


def create_task(call: Call) -> Reply:
    """In the projects and sections named, or below a parent, or only in the workspace."""
    if not call.data.keys() & {"workspace", "projects", "memberships", "parent"}:
        raise bad("You should specify one of workspace, parent, projects")
    if "workspace" in call.data:
        call.named(Workspace, "workspace", call.data["workspace"])
    parent = call.data.get("parent")
    return _created(call, call.named(Task, "parent", parent) if parent is not None else None)


def create_subtask(call: Call) -> Reply:
    return _created(call, call.at(Task))


def update_task(call: Call) -> Reply:
    task = call.at(Task)
    fields = given_fields(call, [section.project for section in task.homes.values()])
    change(call, task, given(call, task))
    keep_fields(call, task, fields)
    return Full(task)


def delete_task(call: Call) -> Reply:
    """Into the trash, with its subtasks; from then on it answers 404."""
    trash(call, call.at(Task))
    return Bare()


def trash(call: Call, task: Task) -> None:
    """Take a task and all below it out of every list."""
    for subtask in list(task.subtasks):
        trash(call, subtask)
    event(call, "deleted", task)
    free(task)
    for section in task.homes.values():
        section.tasks.remove(task)
    for tag in task.tags:
        del tag.tasks[task.gid]
    if task.parent:
        task.parent.subtasks.remove(task)
    call.state.drop([task, *task.stories, *task.attachments])


def _created(call: Call, parent: Task | None) -> Reply:
    wish, where, labels = given(call, None), spots(call), tags(call)
    fields = given_fields(call, [at.section.project for at in where])
    follow_it = followers(call, wish.values.get("assignee"))
    now = call.state.now()
    task = Task(call.state.new_gid(), wish.values.pop("name", ""), now, now, call.user, parent=parent, **wish.values)
    task.followers, task.tags = follow_it, labels
    if wish.completed:
        task.completed_at, task.completed_by = now, call.user
    call.state.add(task)
    for tag in labels:
        tag.tasks[task.gid] = task
    keep_external(call, task, wish.external)
    like(call, task, wish.liked)
    _enter(call, task, parent)
    for at in where:
        place(call, task, at)
    assigned(call, task)
    keep_fields(call, task, fields)
    follow(call, task, wish.mentioned, quietly=True)
    return Full(task, 201)


def _enter(call: Call, task: Task, parent: Task | None) -> None:
    if parent is None:
        event(call, "added", task)
        return
    parent.subtasks.append(task)
    event(call, "added", task, parent=parent)
    story(call, task, "added_to_task", f"added to {parent.name}", task=parent)


def _of(call: Call, name: str, gid: str) -> Iterable[Task]:
    match name:
        case "project":
            return [task for section in call.named(Project, name, gid).sections for task in section.tasks]
        case "section":
            return call.named(Section, name, gid).tasks
        case "tag":
            return call.named(Tag, name, gid).tasks.values()
    call.named(Workspace, "workspace", call.query["workspace"])
    person: User = call.person("assignee", gid)
    return [task for task in call.state.tasks.values() if task.assignee is person]


def listed(call: Call, tasks: Iterable[Task]) -> Reply:
    """Those the caller may see, narrowed by `completed_since` and `modified_since`."""
    found = [task for task in tasks if visible(task, call.user)]
    if "completed_since" in call.query:
        text = call.query["completed_since"]
        since = call.state.now() if text == "now" else call.moment("completed_since", text)
        found = [task for task in found if task.completed_at is None or task.completed_at >= since]
    if "modified_since" in call.query:
        since = call.moment("modified_since", call.query["modified_since"])
        found = [task for task in found if task.modified_at >= since]
    return Listed(found)
