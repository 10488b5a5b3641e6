"""What a call wants of a task, checked as a whole before anything changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Dates, External, Project, Tag, Task, Text, User
from connectors.sandbox.asana.errors import bad, forbidden, paid
from connectors.sandbox.asana.placing import Spot, section_of
from connectors.sandbox.asana.texts import given_text

_SUBTYPES = ("default_task", "milestone", "approval")
_READ_ONLY = frozenset({
    "gid", "resource_type", "created_at", "created_by", "completed_at", "completed_by", "modified_at", "hearted",
    "hearts", "likes", "num_likes", "num_hearts", "num_subtasks", "permalink_url", "dependencies", "dependents",
    "is_rendered_as_separator", "assigned_by",
})  # fmt: skip
_CREATE_ONLY = frozenset({"projects", "memberships", "followers", "tags", "parent", "workspace"})
_MOST_PROJECTS = 20
_MOST_EXTERNAL_GID = 1024
_MOST_EXTERNAL_DATA = 32_768


@dataclass(frozen=True, slots=True)
class Given:
    """The checked values of one call. `values` holds those of attributes, by attribute name."""

    values: dict[str, Any]
    mentioned: Sequence[User] = ()
    completed: bool | None = None
    liked: bool | None = None
    external: External | None = None


def given(call: Call, task: Task | None) -> Given:
    """What a call gives for a new task (None) or a change. Refuses what cannot be written."""
    for name in call.data:
        if name in _READ_ONLY or (task is not None and name in _CREATE_ONLY):
            raise bad(f"{name}: Cannot write this property")
    data = call.data
    values: dict[str, Any] = {"name": call.name()} if "name" in data else {}
    if "assignee" in data:
        values["assignee"] = None if data["assignee"] is None else call.person("assignee", data["assignee"])
    if "resource_subtype" in data:
        values["subtype"] = _subtype(data["resource_subtype"])
    if (dates := _dates(call, task.dates if task else Dates())) is not None:
        values["dates"] = dates
    text = given_text(call, "notes", "html_notes", "notes")
    return Given(
        values | _written(text[0] if text else None),
        text[1] if text else (),
        call.flag("completed", data["completed"]) if "completed" in data else None,
        call.flag("liked", data["liked"]) if "liked" in data else None,
        _external(call, task),
    )


def spots(call: Call) -> list[Spot]:
    """Where a new task goes, from `memberships` and `projects`; without a section, the end of the project's first."""
    found: dict[str, Spot] = {}
    for index, membership in enumerate(call.several("memberships")):
        if not isinstance(membership, dict) or "project" not in membership:
            raise bad(f"memberships[{index}].project: Missing input")
        project = call.named(Project, "project", membership["project"])
        gid = membership.get("section")
        found[project.gid] = Spot(section_of(call, project, gid) if gid else project.sections[0])
    for gid in call.several("projects"):
        project = call.named(Project, "projects", gid)
        found.setdefault(project.gid, Spot(project.sections[0]))
    if len(found) > _MOST_PROJECTS:
        raise bad(f"projects: A task can be in at most {_MOST_PROJECTS} projects")
    return list(found.values())


def followers(call: Call, assignee: User | None) -> list[User]:
    """Who follows a new task: its creator, its assignee and those named."""
    named = [call.person("followers", name) for name in call.several("followers")]
    return list(dict.fromkeys([call.user, *([assignee] if assignee else []), *named]))


def tags(call: Call) -> list[Tag]:
    """The tags of a new task."""
    return list(dict.fromkeys(call.named(Tag, "tags", gid) for gid in call.several("tags")))


def _subtype(value: object) -> object:
    if value not in _SUBTYPES:
        raise bad(f"resource_subtype: Not a valid value: {value}")
    return value


def _written(text: Text | None) -> dict[str, Any]:
    return {"text": text} if text else {}


def _dates(call: Call, old: Dates) -> Dates | None:
    """The dates after the call; None where it names none. Day and instant replace one another."""
    named = {name for name in ("due_on", "due_at", "start_on", "start_at") if name in call.data}
    if not named:
        return None
    for kind in ("due", "start"):
        if call.data.get(f"{kind}_on") and call.data.get(f"{kind}_at"):
            raise bad(f"{kind}_at: You can only specify one of {kind}_on and {kind}_at")
    _check_start(call, named)
    due = _pair(call, "due") if named & {"due_on", "due_at"} else (old.due_on, old.due_at)
    start = _pair(call, "start") if named & {"start_on", "start_at"} else (old.start_on, old.start_at)
    if due[0] is None and not named & {"start_on", "start_at"}:
        start = (None, None)
    dates = Dates(*due, *start)
    if dates.start_on and (dates.due_on is None or dates.start_on > dates.due_on):
        raise bad("start_on: The start date must not be after the due date")
    return dates


def _check_start(call: Call, named: set[str]) -> None:
    if not named & {"start_on", "start_at"}:
        return
    if call.state.plan == "free" and (call.data.get("start_on") or call.data.get("start_at")):
        raise paid("start_on: Start dates are only available to premium users.")
    if "start_at" in named and "due_at" not in named:
        raise bad("start_at: due_at must be present in the request")
    if not named & {"due_on", "due_at"}:
        raise bad("start_on: due_on or due_at must be present in the request")


def _pair(call: Call, kind: str) -> tuple[date | None, datetime | None]:
    """Day and instant; the day of an instant is the one in the workspace's time zone."""
    moment = call.data.get(f"{kind}_at")
    if moment is not None:
        instant = call.moment(f"{kind}_at", moment)
        return instant.astimezone(call.state.zone).date(), instant
    return call.day(f"{kind}_on"), None


def _external(call: Call, task: Task | None) -> External | None:
    """What the caller's app keeps on the task from now on; None where the call does not name it."""
    if "external" not in call.data:
        return None
    if call.app is None:
        raise forbidden("external: You must authenticate with OAuth to access external data")
    value = call.data["external"] or {"gid": None, "data": None}
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str | None) for name in ("gid", "data")):
        raise bad("external: Must be an object of gid and data, both strings")
    old = task.external.get(call.app, External(None, None)) if task else External(None, None)
    kept = replace(old, **{name: value[name] for name in ("gid", "data") if name in value})
    if len(kept.gid or "") > _MOST_EXTERNAL_GID or len(kept.data or "") > _MOST_EXTERNAL_DATA:
        raise bad("external: Value is too long; gid may have 1024 characters, data 32768")
    if kept.gid and call.state.apps.get((call.app, kept.gid), task) is not task:
        raise bad(f"external: A task with external gid {kept.gid} already exists")
    return kept
