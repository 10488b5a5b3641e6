"""Fills Asana from the seed, through the same endpoints that clients use, so that all rules hold for it too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.sandbox.asana import attachments, projects, stories, tags, tasks
from connectors.sandbox.asana.accounts import Accounts
from connectors.sandbox.asana.call import Call, Full, Reply
from connectors.sandbox.asana.entities import Entity, Project, Section, Tag, Task, Team, User, Workspace
from connectors.sandbox.asana.errors import RefusedError
from connectors.sandbox.asana.feed import Feed
from connectors.sandbox.asana.pages import Offsets
from connectors.sandbox.asana.state import State
from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import Now

_WORKSPACE = "1200000000000001"
_TEAM = "1200000000000002"
_TASK_AS_IT_IS = (
    "name", "notes", "html_notes", "due_on", "due_at", "start_on", "start_at", "completed", "resource_subtype",
)  # fmt: skip
_TASK = (*_TASK_AS_IT_IS, "gid", "section", "assignee", "followers", "tags", "comments", "subtasks", "attachments",
         "created_by", "created_at", "modified_at")  # fmt: skip
_PROJECT_AS_IT_IS = ("name", "notes", "html_notes", "archived", "color", "default_view", "privacy_setting")
_PROJECT = (*_PROJECT_AS_IT_IS, "gid", "owner", "members", "sections", "tasks")


def fill(seed: Seed, now: Now, who: Accounts) -> tuple[State, dict[str, Any]]:
    """The state the seed describes, and the seed's section with every id and default filled in. Raises SeedError."""
    part = seed.section("asana")
    part.only("plan", "workspace", "time_zone", "tags", "projects")
    state = _empty(part, now)
    for account in who.by_token.values():
        state.workspace.members[account.user.gid] = account.user
        if account.user.gid not in state.users:
            state.add(account.user)
    first = next(iter(state.workspace.members.values()))
    return state, _Filling(state, who, first).all(part)


def _empty(part: Part, now: Now) -> State:
    workspace = part.part("workspace")
    workspace.only("gid", "name")
    name = workspace.text("name", "Netzwerk")
    kept = Workspace(workspace.text("gid", _WORKSPACE), name, Team(_TEAM, name))
    zone = part.text("time_zone", "Europe/Berlin")
    try:
        found = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SeedError(f"{part.at('time_zone')}: {zone!r} is no time zone such as Europe/Berlin.") from None
    plan = part.choice("plan", ("free", "paid"), "paid")
    state = State(now, kept, found, cast("Any", plan), Feed(), Offsets())
    state.reserved = frozenset(_gids(part.value))
    state.add(kept)
    state.add(kept.team)
    return state


def _gids(value: Any) -> Iterator[str]:
    match value:
        case Mapping():
            if isinstance(value.get("gid"), str):
                yield value["gid"]
            for each in value.values():
                yield from _gids(each)
        case list():
            for each in value:
                yield from _gids(each)


class _At:
    """Lets things happen at another time than now."""

    def __init__(self, state: State, moment: datetime | None) -> None:
        self._state, self._moment, self._clock = state, moment, state.clock

    def __enter__(self) -> None:
        if (moment := self._moment) is not None:
            self._state.clock = lambda: moment

    def __exit__(self, *_: object) -> None:
        self._state.clock = self._clock


@dataclass(frozen=True, slots=True)
class _Filling:
    """Creates what the seed lists; `first` is who made what names nobody."""

    state: State
    who: Accounts
    first: User

    def all(self, part: Part) -> dict[str, Any]:
        labels = [self._tag(each) for each in part.parts("tags")]
        homes = [self._project(each) for each in part.parts("projects")]
        workspace = {"gid": self.state.workspace.gid, "name": self.state.workspace.name}
        zone = self.state.zone.key
        return {"plan": self.state.plan, "workspace": workspace, "time_zone": zone, "tags": labels, "projects": homes}

    def _do(
        self, part: Part, endpoint: Callable[[Call], Reply], user: User, data: Mapping[str, Any], *at: str
    ) -> Entity:
        call = Call(self.state, user, None, "", at, {}, data)
        try:
            return cast("Full", endpoint(call)).entity
        except RefusedError as refusal:
            raise SeedError(f"{part.where}: {refusal.message}.") from refusal

    def _tag(self, part: Part) -> dict[str, Any]:
        part.only("gid", "name", "color", "notes")
        data = {key: value for key, value in part.value.items() if key != "gid"}
        tag = self._do(part, tags.create_workspace_tag, self.first, data, self.state.workspace.gid)
        self._named(part, tag)
        return {**part.value, "gid": tag.gid}

    def _project(self, part: Part) -> dict[str, Any]:
        part.only(*_PROJECT)
        owner = self._user(part, "owner") or self.first
        data = {key: part.value[key] for key in _PROJECT_AS_IT_IS if key in part.value}
        project = cast(
            "Project", self._do(part, projects.create_workspace_project, owner, data, self.state.workspace.gid)
        )
        self._named(part, project)
        members = [self._found(part.at("members"), name) for name in part.texts("members")]
        project.members = list(dict.fromkeys([*project.members, *members]))
        if part.value.get("sections"):
            self._sections(part, project)
        sections = [{"gid": section.gid, "name": section.name} for section in project.sections]
        below = [self._task(each, project, None) for each in part.parts("tasks")]
        return {**part.value, "gid": project.gid, "sections": sections, "tasks": below}

    def _sections(self, part: Part, project: Project) -> None:
        """Sections are names, or objects of name and gid."""
        self.state.drop(project.sections)
        project.sections.clear()
        raw = part.value["sections"]
        whole = [{"name": each} if isinstance(each, str) else each for each in raw] if isinstance(raw, list) else raw
        for each in Part(part.where, {"sections": whole}).parts("sections"):
            each.only("gid", "name")
            gid = self._free(each) or self.state.new_gid()
            section = Section(gid, each.text("name"), project, self.state.now())
            project.sections.append(self.state.add(section))

    def _task(self, part: Part, project: Project | None, parent: Task | None) -> dict[str, Any]:
        """Unlike in Asana, nobody follows a task of the seed but its assignee and who is said to."""
        part.only(*_TASK)
        made_at = part.instant("created_at")
        with _At(self.state, made_at):
            task = self._made(part, project, parent)
            comments = [self._comment(each, task) for each in part.parts("comments")]
            for each in part.parts("attachments"):
                each.only("name", "url")
                data = {"parent": task.gid, "resource_subtype": "external", **each.value}
                self._do(each, attachments.create_attachment, task.created_by, data)
            below = [self._task(each, None, task) for each in part.parts("subtasks")]
        named = [self._found(part.at("followers"), name) for name in part.texts("followers")]
        task.followers = list(dict.fromkeys(([task.assignee] if task.assignee else []) + named))
        task.modified_at = part.instant("modified_at") or task.modified_at
        return {**part.value, "gid": task.gid, "comments": comments, "subtasks": below}

    def _made(self, part: Part, project: Project | None, parent: Task | None) -> Task:
        data = {key: part.value[key] for key in _TASK_AS_IT_IS if key in part.value}
        assignee = self._user(part, "assignee")
        data |= {"tags": [self._tag_named(part, name).gid for name in part.texts("tags")]}
        data |= {"assignee": assignee.gid} if assignee else {}
        if project:
            data["memberships"] = [{"project": project.gid, "section": self._section(part, project)}]
        creator = self._user(part, "created_by") or self.first
        endpoint, at = (tasks.create_subtask, [parent.gid]) if parent else (tasks.create_task, [])
        task = cast("Task", self._do(part, endpoint, creator, data, *at))
        self._named(part, task)
        return task

    def _comment(self, part: Part, task: Task) -> dict[str, Any]:
        part.only("gid", "author", "text", "html_text", "created_at")
        author = self._user(part, "author") or self.first
        data = {key: part.value[key] for key in ("text", "html_text") if key in part.value}
        with _At(self.state, part.instant("created_at")):
            story = self._do(part, stories.create_story, author, data, task.gid)
        self._named(part, story)
        return {**part.value, "gid": story.gid}

    def _section(self, part: Part, project: Project) -> str:
        """By name or gid; without one, the first."""
        name = part.text("section", project.sections[0].gid)
        for section in project.sections:
            if name in (section.name, section.gid):
                return section.gid
        raise SeedError(f"{part.at('section')}: the project has no section {name!r}.")

    def _tag_named(self, part: Part, name: str) -> Tag:
        """By name or gid; a new name is a new tag."""
        for tag in self.state.tags.values():
            if name in (tag.name, tag.gid):
                return tag
        data = {"name": name}
        return cast("Tag", self._do(part, tags.create_workspace_tag, self.first, data, self.state.workspace.gid))

    def _user(self, part: Part, key: str) -> User | None:
        name = part.text(key, "")
        return self._found(part.at(key), name) if name else None

    def _found(self, where: str, name: str) -> User:
        """By person id, gid or email."""
        user = self.who.people.get(name) or self.state.user(name)
        if user is None:
            raise SeedError(f"{where}: {name!r} is nobody with an account in Asana.")
        return user

    def _named(self, part: Part, entity: Any) -> None:
        """Give an entity the gid the seed names."""
        if gid := self._free(part):
            self.state.drop([entity])
            labels = entity.tags if isinstance(entity, Task) else []
            for tag in labels:
                tag.tasks[gid] = tag.tasks.pop(entity.gid)
            entity.gid = gid
            self.state.add(entity)

    def _free(self, part: Part) -> str:
        gid = part.text("gid", "")
        if gid in self.state.entities:
            raise SeedError(f"{part.at('gid')}: {gid!r} is taken; ids are unique in the whole workspace.")
        return gid
