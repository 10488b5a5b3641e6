"""Endpoints of projects."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply, visible
from connectors.sandbox.asana.entities import Project, Section, User, Workspace
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import changed, event
from connectors.sandbox.asana.texts import given_text

_COLORS = ("pink", "green", "blue", "red", "teal", "brown", "orange", "purple", "warm-gray")
COLORS = (None, *(f"{shade}-{color}" for shade in ("dark", "light") for color in _COLORS))
_VIEWS = ("list", "board", "calendar", "timeline")
_PRIVACY = ("public_to_workspace", "private_to_team", "private")
FIRST_SECTION = "Untitled section"


def list_projects(call: Call) -> Reply:
    """All the caller may see; `archived` narrows them."""
    if "workspace" in call.query:
        call.named(Workspace, "workspace", call.query["workspace"])
    return listed_projects(call)


def list_workspace_projects(call: Call) -> Reply:
    call.at(Workspace)
    return listed_projects(call)


def listed_projects(call: Call) -> Reply:
    """Those the caller may see; `archived` narrows them."""
    found = [project for project in call.state.projects.values() if visible(project, call.user)]
    if "archived" in call.query:
        archived = call.flag("archived", call.query["archived"])
        found = [project for project in found if project.archived == archived]
    return Listed(found)


def get_project(call: Call) -> Reply:
    return Full(call.at(Project))


def create_project(call: Call) -> Reply:
    """A new project has one section without a name of its own, and its creator as owner and member."""
    if "workspace" not in call.data:
        raise bad("workspace: Missing input")
    call.named(Workspace, "workspace", call.data["workspace"])
    return created(call)


def create_workspace_project(call: Call) -> Reply:
    call.at(Workspace)
    return created(call)


def created(call: Call) -> Reply:
    """A new project of the workspace, as the call describes it."""
    name, now, values = call.name(), call.state.now(), _values(call)
    project = Project(call.state.new_gid(), name, now, now, owner=call.user, members=[call.user])
    _apply(project, values)
    call.state.add(project)
    project.sections.append(call.state.add(Section(call.state.new_gid(), FIRST_SECTION, project, now)))
    return Full(project, 201)


def update_project(call: Call) -> Reply:
    project = call.at(Project)
    values = _values(call) | ({"name": call.name()} if "name" in call.data else {})
    for name in _apply(project, values):
        changed(call, project, name)
    project.modified_at = call.state.now()
    return Full(project)


def delete_project(call: Call) -> Reply:
    """Its tasks stay, without this home."""
    project = call.at(Project)
    event(call, "deleted", project)
    for section in project.sections:
        for task in section.tasks:
            del task.homes[project.gid]
    call.state.drop([project, *project.sections])
    return Bare()


def add_members(call: Call) -> Reply:
    project = call.at(Project)
    project.members += [user for user in _people(call, "members") if user not in project.members]
    return Full(project)


def remove_members(call: Call) -> Reply:
    project, leaving = call.at(Project), _people(call, "members")
    project.members = [user for user in project.members if user not in leaving]
    return Full(project)


def add_followers(call: Call) -> Reply:
    """Who follows a project is a member too."""
    project, coming = call.at(Project), _people(call, "followers")
    for group in (project.followers, project.members):
        group += [user for user in coming if user not in group]
    return Full(project)


def remove_followers(call: Call) -> Reply:
    project, leaving = call.at(Project), _people(call, "followers")
    project.followers = [user for user in project.followers if user not in leaving]
    return Full(project)


def _people(call: Call, name: str) -> list[User]:
    call.given(name)
    return [call.person(name, each) for each in call.several(name)]


def task_counts(call: Call) -> Reply:
    """Only what `opt_fields` names is counted, as in Asana."""
    tasks = [task for section in call.at(Project).sections for task in section.tasks]
    milestones = [task for task in tasks if task.subtype == "milestone"]
    counts: dict[str, int] = {}
    for kind, counted in (("tasks", tasks), ("milestones", milestones)):
        done = sum(task.completed_at is not None for task in counted)
        counts |= {f"num_{kind}": len(counted), f"num_completed_{kind}": done}
        counts[f"num_incomplete_{kind}"] = len(counted) - done
    asked = call.query.get("opt_fields", "").split(",")
    return Bare({name: count for name, count in counts.items() if name in asked})


def _values(call: Call) -> dict[str, Any]:
    """The checked values of the fields given, by attribute."""
    data = call.data
    values: dict[str, Any] = {}
    if "archived" in data:
        values["archived"] = call.flag("archived", data["archived"])
    if "owner" in data:
        values["owner"] = None if data["owner"] is None else call.person("owner", data["owner"])
    for name, allowed in (("color", (*COLORS, "none")), ("default_view", _VIEWS), ("privacy_setting", _PRIVACY)):
        if name in data:
            if data[name] not in allowed:
                raise bad(f"{name}: Not a valid value: {data[name]}")
            values["privacy" if name == "privacy_setting" else name] = None if data[name] == "none" else data[name]
    values |= {name: call.day(name) for name in ("due_on", "start_on") if name in data}
    text = given_text(call, "notes", "html_notes", "notes")
    return values | ({"text": text[0]} if text else {})


def _apply(project: Project, values: dict[str, Any]) -> list[str]:
    """Set values; says which attributes are different now."""
    different = [name for name, value in values.items() if getattr(project, name) != value]
    for name in different:
        setattr(project, name, values[name])
    return ["notes" if name == "text" else name for name in different]
