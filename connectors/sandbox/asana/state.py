"""All of one Asana: its entities by id, and the few indexes that answer without searching."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from connectors.sandbox.asana.entities import Entity, Project, Tag, Task, User, Workspace
from connectors.sandbox.asana.feed import Feed
from connectors.sandbox.asana.field_entities import CustomField
from connectors.sandbox.asana.hooks import Ringing, Webhook
from connectors.sandbox.asana.pages import Offsets
from connectors.sandbox.stand_in import Now

_FIRST_GID = 1_209_000_000_000_001
Kind = TypeVar("Kind", bound=Entity)


@dataclass(slots=True)
class State:
    """`apps` maps (app, external gid) to the task that carries it; trashed tasks have left all indexes.

    `reserved` are the ids that the seed gives itself. `ringing` is None until the sandbox runs.
    """

    clock: Now
    workspace: Workspace
    zone: ZoneInfo
    plan: Literal["free", "paid"]
    feed: Feed
    offsets: Offsets
    entities: dict[str, Entity] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    fields: dict[str, CustomField] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)
    apps: dict[tuple[str, str], Task] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    ringing: Ringing | None = None
    reserved: frozenset[str] = frozenset()
    _last_gid: int = _FIRST_GID

    def now(self) -> datetime:
        """The sandbox's time in milliseconds, which is what Asana keeps."""
        moment = self.clock()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def new_gid(self) -> str:
        """The next free id; the same for the same calls in every run."""
        while str(self._last_gid) in self.entities or str(self._last_gid) in self.reserved:
            self._last_gid += 1
        self._last_gid += 1
        return str(self._last_gid - 1)

    def add(self, entity: Kind) -> Kind:
        """Take an entity into the indexes."""
        self.entities[entity.gid] = entity
        match entity:
            case Project():
                self.projects[entity.gid] = entity
            case Tag():
                self.tags[entity.gid] = entity
            case CustomField():
                self.fields[entity.gid] = entity
            case Task():
                self.tasks[entity.gid] = entity
            case User():
                self.users[entity.gid] = entity
                self.by_email[entity.email.lower()] = entity
            case _:
                pass
        return entity

    def drop(self, entities: Iterable[Entity]) -> None:
        """Take entities out of the indexes, as the trash does."""
        for entity in entities:
            self.entities.pop(entity.gid, None)
            self.projects.pop(entity.gid, None)
            self.tags.pop(entity.gid, None)
            self.fields.pop(entity.gid, None)
            if self.tasks.pop(entity.gid, None) and isinstance(entity, Task):
                for app, external in entity.external.items():
                    self.apps.pop((app, external.gid or ""), None)

    def user(self, name: str) -> User | None:
        """Somebody by gid or email."""
        return self.users.get(name) or self.by_email.get(name.lower())
