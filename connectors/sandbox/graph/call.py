"""One call as an endpoint sees it, and what an endpoint answers with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from connectors.sandbox.clock import iso
from connectors.sandbox.graph.entities import Bucket, Channel, Entity, Group, Json, Plan, Subscription, Task, User
from connectors.sandbox.graph.errors import (
    RefusedError,
    bad,
    forbidden,
    invalid,
    kept_from_planner,
    not_found,
    not_in_planner,
    unknown,
)
from connectors.sandbox.graph.state import State

if TYPE_CHECKING:
    from connectors.sandbox.graph.kinds import Kind
InPlanner = TypeVar("InPlanner", Plan, Bucket, Task)
_LONGEST_TITLE = 255


@dataclass(frozen=True, slots=True)
class Account:
    """The application that calls, and for whom; `user` is None with application permission."""

    application: str
    user: User | None

    def identity(self) -> Json:
        """Who did it, as Planner notes it."""
        user = {"displayName": None, "id": self.user.id} if self.user else None
        return {"user": user, "application": {"displayName": None, "id": self.application}}


class Pages(NamedTuple):
    """How many entries a page has, and how many a caller may ask for."""

    size: int = 400
    most: int = 400


_WHOLE = Pages()


@dataclass(frozen=True, slots=True)
class One:
    """One entity."""

    entity: Entity
    kind: Kind
    status: Literal[200, 201] = 200
    location: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of entities, or a page of it."""

    entities: Sequence[Entity]
    kind: Kind
    pages: Pages = _WHOLE


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since a delta link; `link` is the path and token to go on with."""

    entities: Sequence[Entity]
    kind: Kind
    token: str
    finished: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """An answer that is no entity: a number, or nothing."""

    status: Literal[200, 202, 204] = 204
    body: Any = None


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that waits for somebody else's."""

    finish: Callable[[], Awaitable[Reply]]


Reply = One | Many | Changed | Plain | Later


@dataclass(slots=True)
class Call:
    """`args` are the path's parameters, `data` the body's object, `origin` where the caller found this Graph."""

    state: State
    account: Account
    path: str = ""
    args: Sequence[str] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Json = field(default_factory=dict)
    size: int = 0

    def me(self) -> User:
        """Who is signed in; only delegated calls have somebody."""
        if self.account.user is None:
            raise bad("/me request is only valid with delegated authentication flow.")
        return self.account.user

    def user(self, index: int = 0) -> User:
        """The person that the path names."""
        found = self.state.user(self.args[index])
        if found is None:
            raise unknown(self.args[index])
        return found

    def group(self, index: int = 0) -> Group:
        """The group that the path names."""
        found = self.state.groups.get(self.args[index])
        if found is None:
            raise unknown(self.args[index])
        return found

    def team(self) -> Group:
        """The team that the path names, for those who are in it."""
        found = self.state.groups.get(self.args[0])
        if found is None:
            raise not_found(f"No team found with Group Id {self.args[0]}")
        if not self._belongs(found):
            raise forbidden(f"The user is not a member of the team {self.args[0]}.")
        return found

    def channel(self) -> Channel:
        """The channel that the path names."""
        found = self.team().channels.get(self.args[1])
        if found is None:
            raise not_found(f"No channel found with id {self.args[1]} in the team.")
        return found

    def plan(self, given: Any = None) -> Plan:
        """The plan that the path or a value names."""
        return self._in_planner(self.state.plans.get(self.args[0] if given is None else str(given)))

    def bucket(self) -> Bucket:
        """The bucket that the path names."""
        return self._in_planner(self.state.buckets.get(self.args[0]))

    def task(self) -> Task:
        """The task that the path names."""
        return self._in_planner(self.state.tasks.get(self.args[0]))

    def subscription(self) -> Subscription:
        """A subscription of the calling application."""
        found = self.state.subscriptions.get(self.args[0])
        if found is None or found.application != self.account.application:
            raise RefusedError(404, "ResourceNotFound", "The object was not found.")
        return found

    def kept_group(self, group: Group) -> Group:
        """A group whose plans the caller may see; Planner's 403 for others."""
        if not self._belongs(group):
            raise kept_from_planner()
        return group

    def _in_planner(self, found: InPlanner | None) -> InPlanner:
        if found is None:
            raise not_in_planner()
        self.kept_group(_group(found))
        return found

    def _belongs(self, group: Group) -> bool:
        return self.account.user is None or self.account.user.id in group.members

    def only(self, entity: str, *allowed: str) -> None:
        """Refuse a property that cannot be written; annotations are let through."""
        for key in self.data:
            if key not in allowed and "@odata." not in key:
                raise bad(f"The property '{key}' cannot be set on type 'microsoft.graph.{entity}' here.", "")

    def title(self, key: str, entity: str) -> str:
        """A title or name: a text that is not empty and not too long."""
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise invalid(key.capitalize(), entity, "A null value was specified for a required property.")
        if len(value) > _LONGEST_TITLE:
            raise invalid(key.capitalize(), entity, f"The length of the value is over the maximum of {_LONGEST_TITLE}.")
        return value


def _group(entity: Plan | Bucket | Task) -> Group:
    return entity.group if isinstance(entity, Plan) else entity.plan.group


def moment(value: Any, field_name: str) -> str:
    """An instant in UTC, as Graph writes it; refused without a zone."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise bad(f"Cannot convert the literal '{value}' to the expected type 'Edm.DateTimeOffset'.") from None
    if found.tzinfo is None:
        raise bad(f"Cannot convert the literal '{value}' to the expected type 'Edm.DateTimeOffset': {field_name}.")
    return written(found)


def written(when: datetime) -> str:
    """Without a fraction where there is none, which is how Planner gives dates back."""
    return iso(when.astimezone(UTC)).replace(".000Z", "Z")
