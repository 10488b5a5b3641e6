"""One call as an endpoint sees it, and what an endpoint answers with."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

from connectors.sandbox.asana.entities import (
    Attachment,
    Entity,
    Event,
    Project,
    Section,
    Story,
    Tag,
    Task,
    User,
    Workspace,
)
from connectors.sandbox.asana.errors import bad, forbidden, unknown
from connectors.sandbox.asana.state import State

Known = TypeVar("Known", bound=Entity)
_LONGEST_NAME = 1024
_NAMES: Mapping[type, str] = {kind: kind.__name__.lower() for kind in (User, Workspace, Project, Section, Tag, Task)}


@dataclass(frozen=True, slots=True)
class Full:
    """One record in full; `beside` stands next to `data`."""

    entity: Entity
    status: Literal[200, 201] = 200
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of compact records, or a page of it where the list is `paged`."""

    entities: Sequence[Entity]
    paged: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A batch of the event feed."""

    events: Sequence[Event]
    sync: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Bare:
    """Data that is no entity: an empty object, counts, the answers of a batch."""

    data: Any = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that waits for somebody else's; until then other calls go on."""

    finish: Callable[[], Awaitable[Reply]]


Reply = Full | Listed | Told | Bare | Later


@dataclass(slots=True)
class Call:
    """`args` are the path's parameters, `query` its query (with the `options` of a body), `data` the body's data.

    `app` is the OAuth app whose token the caller uses; None with a personal access token.
    """

    state: State
    user: User
    app: str | None
    path: str
    args: Sequence[str] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def at(self, kind: type[Known], index: int = 0) -> Known:
        """The entity named by a path parameter; 404 where there is none, 403 where the caller may not see it."""
        return self._found(kind, self.args[index], _NAMES.get(kind, kind.__name__.lower()), 404)

    def named(self, kind: type[Known], parameter: str, gid: Any) -> Known:
        """The entity named by a parameter; 400 where there is none."""
        if not isinstance(gid, str):
            raise bad(f"{parameter}: Not a recognized ID: {_shown(gid)}")
        return self._found(kind, gid, parameter, 400)

    def _found(self, kind: type[Known], gid: str, parameter: str, status: int) -> Known:
        entity = self.state.entities.get(gid)
        if kind is Task and gid.startswith("external:") and self.app:
            entity = self.state.apps.get((self.app, gid.removeprefix("external:")))
        if not isinstance(entity, kind):
            raise unknown(parameter, gid, status)
        self._see(entity)
        return entity

    def _see(self, entity: Entity) -> None:
        if self.user.gid not in self.state.workspace.members and not isinstance(entity, User):
            raise forbidden()
        if not visible(entity, self.user):
            raise forbidden()

    def person(self, parameter: str, name: Any, status: Literal[400, 404] = 400) -> User:
        """A member of the workspace by gid, email or `me`."""
        if not isinstance(name, str):
            raise bad(f"{parameter}: Not a recognized ID: {_shown(name)}")
        user = self.user if name == "me" else self.state.user(name)
        if user is None:
            raise unknown(parameter, name, status)
        if status == 400 and user.gid not in self.state.workspace.members:
            raise bad(f"{parameter}: Not a user in Organization")
        return user

    def given(self, parameter: str) -> Any:
        """A parameter that must be there."""
        if parameter not in self.data:
            raise bad(f"{parameter}: Missing input")
        return self.data[parameter]

    def name(self) -> str:
        """The new name of the subject; not empty except for tasks, which check that themselves."""
        name = self.given("name")
        if not isinstance(name, str):
            raise bad(f"name: Not a string: {_shown(name)}")
        if len(name) > _LONGEST_NAME:
            raise bad(f"name: Value is too long; at most {_LONGEST_NAME} characters are allowed")
        return name

    def several(self, parameter: str) -> list[Any]:
        """A list, also where it comes as comma-separated text; empty where it is not there."""
        value = self.data.get(parameter)
        if isinstance(value, str):
            return [each.strip() for each in value.split(",") if each.strip()]
        if value is not None and not isinstance(value, list):
            raise bad(f"{parameter}: Not an array: {_shown(value)}")
        return list(value or [])

    def flag(self, parameter: str, value: Any) -> bool:
        """True or false, also as text, which is how a query has it."""
        if value in (True, "true", False, "false"):
            return value in (True, "true")
        raise bad(f"{parameter}: Not a boolean: {_shown(value)}")

    def day(self, parameter: str) -> date | None:
        """A `YYYY-MM-DD`, or null."""
        value = self.data.get(parameter)
        if value is None:
            return None
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
        except (TypeError, ValueError):
            raise bad(f"{parameter}: Invalid date: {_shown(value)}") from None

    def moment(self, parameter: str, value: Any) -> datetime:
        """An instant; a day counts from its start, and one without a zone is UTC."""
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise bad(f"{parameter}: Invalid datetime: {_shown(value)}") from None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def visible(entity: Entity, user: User) -> bool:
    """Whether somebody may see it: a private project is for its members, a task outside of all for those involved."""
    match entity:
        case Project():
            return entity.privacy == "public_to_workspace" or user in entity.members
        case Section():
            return visible(entity.project, user)
        case Story():
            return visible(entity.task, user)
        case Attachment():
            return visible(entity.parent, user)
        case Task():
            involved = user in entity.followers or user in (entity.assignee, entity.created_by)
            around: list[Section | Task] = [*entity.homes.values(), *([entity.parent] if entity.parent else [])]
            return involved or any(visible(each, user) for each in around)
    return True


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)[:100]
