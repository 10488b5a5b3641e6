"""All of one directory: its entities by id, and what gives them ids, versions and order."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from connectors.sandbox.clock import iso
from connectors.sandbox.graph.entities import Bucket, Channel, Group, Message, Plan, Subscription, Task, User
from connectors.sandbox.graph.etags import Kind, etag
from connectors.sandbox.graph.hints import Hints
from connectors.sandbox.stand_in import Now

if TYPE_CHECKING:
    from connectors.sandbox.graph.notices import Notices

BOARDS: Mapping[str, Kind] = {
    "assignedToTaskBoardFormat": "Assigned",
    "bucketTaskBoardFormat": "BucketBoard",
    "progressTaskBoardFormat": "Progress",
}


@dataclass(slots=True)
class State:
    """`directory` is the id of the directory (the tenant) that all of it belongs to.

    `reserved` are the ids that the seed gives itself; `tell` is called with `created`, `updated` or `deleted` for
    whatever happens to a channel's messages.
    """

    clock: Now
    directory: str
    reserved: frozenset[str] = frozenset()
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)
    tell: Callable[[str, Message], None] = lambda _change, _message: None
    notices: Notices = field(init=False)
    _by_mail: dict[str, User] = field(default_factory=dict)
    _versions: int = 0
    _changes: int = 0
    _ids: int = 0
    _requests: int = 0
    _messages: set[str] = field(default_factory=set)

    def now(self) -> str:
        """The sandbox's time as Graph writes it."""
        return iso(self.clock())

    def user(self, name: str) -> User | None:
        """Somebody by id or address."""
        return self.users.get(name) or self._by_mail.get(name.lower())

    def add_user(self, user: User) -> None:
        """Take somebody into the directory."""
        self.users[user.id] = user
        self._by_mail[user.mail.lower()] = user

    def etag(self, kind: Kind) -> str:
        """The tag of a new version."""
        self._versions += 1
        return etag(kind, self._versions)

    def change(self) -> int:
        """The number of a new change in channels."""
        self._changes += 1
        return self._changes

    def new_id(self, kind: str) -> str:
        """An id in Planner's form: 28 characters, case matters; the same for the same calls in every run."""
        return self._free(kind, lambda hashed: base64.urlsafe_b64encode(hashed)[:28].decode())

    def new_guid(self, kind: str) -> str:
        """An id in the directory's form."""
        return self._free(kind, lambda hashed: str(UUID(bytes=hashed[:16])))

    def _free(self, kind: str, written: Callable[[bytes], str]) -> str:
        while True:
            self._ids += 1
            made = written(hashlib.sha256(f"{kind}:{self._ids}".encode()).digest())
            if made not in self.reserved:
                return made

    def request_id(self) -> str:
        """The id of a call; calls have a count of their own, so that reading changes no id that is made later."""
        self._requests += 1
        return f"00000000-0000-4000-8000-{self._requests:012x}"

    def message_id(self, at: datetime) -> str:
        """The instant in milliseconds, moved on until nobody has it."""
        while (made := str(int(at.timestamp() * 1000))) in self._messages:
            at += timedelta(milliseconds=1)
        self._messages.add(made)
        return made
