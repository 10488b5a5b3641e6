"""What Graph keeps. Two entities are the same only if they are the same object; instants are texts, as Graph has them.

`Json` is a value in the vendor's form, which is how open types (assignments, checklists, references) are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class User:
    id: str
    name: str
    mail: str


@dataclass(slots=True, eq=False)
class Group:
    """A Microsoft 365 group with a team; plans hang on it."""

    id: str
    name: str
    created_at: str
    members: dict[str, User] = field(default_factory=dict)
    owners: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody in a team."""

    id: str
    user: User
    owner: bool


@dataclass(slots=True, eq=False)
class Channel:
    """`messages` are its roots, oldest first."""

    id: str
    name: str
    group: Group
    created_at: str
    description: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Message:
    """A root, or a reply to one.

    `changed` is the number of its last change, which delta goes by; `stirred` counts the replies' changes too.
    """

    id: str
    channel: Channel
    root: Message | None
    sender: User
    body: Json
    created_at: str
    modified_at: str
    changed: int
    stirred: int
    subject: str | None = None
    importance: str = "normal"
    edited_at: str | None = None
    deleted_at: str | None = None
    mentions: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    replies: dict[str, Message] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Plan:
    id: str
    title: str
    group: Group
    created_by: Json
    created_at: str
    etag: str
    details_etag: str
    categories: dict[str, str | None] = field(default_factory=dict)
    shared_with: dict[str, bool] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Bucket:
    id: str
    name: str
    plan: Plan
    order_hint: str
    etag: str
    tasks: dict[str, Task] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Task:
    """`board_hints` are its places on the boards where it has others there than in its bucket."""

    id: str
    title: str
    plan: Plan
    bucket: Bucket | None
    created_by: Json
    created_at: str
    order_hint: str
    etag: str
    details_etag: str
    board_etags: dict[str, str]
    board_hints: dict[str, str] = field(default_factory=dict)
    percent: int = 0
    priority: int = 5
    start: str | None = None
    due: str | None = None
    completed_at: str | None = None
    completed_by: Json | None = None
    thread: str | None = None
    rank: str = ""
    categories: dict[str, bool] = field(default_factory=dict)
    assignments: dict[str, Json] = field(default_factory=dict)
    preview: str = "automatic"
    description: str = ""
    checklist: dict[str, Json] = field(default_factory=dict)
    references: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Subscription:
    """`resource` is as it was asked for; `watched` the channel, None for all of the directory's."""

    id: str
    resource: str
    watched: Channel | None
    change_types: str
    notification_url: str
    lifecycle_url: str | None
    client_state: str | None
    expires_at: str
    application: str
    creator: str
    reminded: bool = False


Entity = User | Group | Membership | Channel | Message | Plan | Bucket | Task | Subscription
