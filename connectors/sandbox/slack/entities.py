"""What a workspace consists of."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from connectors.sandbox.slack.values import Obj


@dataclass(slots=True)
class Team:
    """The workspace. Plan `free` hides messages older than 90 days and has no Lists."""

    id: str
    name: str
    domain: str
    plan: Literal["free", "paid"]
    zone: str


@dataclass(slots=True)
class User:
    """A person or a bot; `name` is the handle, `profile` what they changed in their own profile."""

    id: str
    name: str
    real_name: str
    email: str = ""
    bot_id: str = ""
    app_id: str = ""
    profile: Obj = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UserGroup:
    """People who are mentioned together; `handle` is what they are mentioned by."""

    id: str
    handle: str
    name: str
    created: int
    creator: str
    users: tuple[str, ...]


@dataclass(slots=True)
class App:
    """The service's app in the workspace; `bot` is who it acts as. `rotates`: its tokens end and are renewed."""

    connection: str
    id: str
    bot: User
    token: str
    signing_secret: str
    app_token: str
    verification_token: str
    scopes: tuple[str, ...]
    request_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    rotates: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Who a token belongs to: a bot, a person, or (kind `app`) an app itself."""

    user: User
    kind: Literal["bot", "user", "app"]
    scopes: tuple[str, ...]
    token: str
    app: App | None = None


@dataclass(slots=True)
class Channel:
    """A conversation. `members` keeps the order of joining; `timeline` are the messages shown in it, oldest first.

    `threads` are the replies under each message that has some, oldest first; `last_read` is how far users
    marked it as read.
    """

    id: str
    name: str
    created: int
    creator: str
    kind: Literal["public", "private", "im", "mpim"] = "public"
    general: bool = False
    archived: bool = False
    members: dict[str, None] = field(default_factory=dict)
    topic: Obj = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    purpose: Obj = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    previous_names: list[str] = field(default_factory=list)
    updated: int = 0
    last_read: dict[str, str] = field(default_factory=dict)
    messages: dict[str, Obj] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)
    threads: dict[str, list[str]] = field(default_factory=dict)
    pins: dict[str, Obj] = field(default_factory=dict)
    bookmarks: dict[str, Obj] = field(default_factory=dict)

    def keep(self, message: Obj, *, shown: bool = True) -> None:
        """Take a message in; replies are shown in the channel itself only where they are broadcast."""
        self.messages[message["ts"]] = message
        if shown:
            bisect.insort(self.timeline, message["ts"])
        parent = message.get("thread_ts")
        if parent and parent != message["ts"]:
            bisect.insort(self.threads.setdefault(parent, []), message["ts"])

    def drop(self, ts: str) -> None:
        """Take a message out everywhere."""
        message = self.messages.pop(ts)
        if ts in self.timeline:
            self.timeline.remove(ts)
        self.pins.pop(ts, None)
        replies = self.threads.get(message.get("thread_ts", ""), [])
        if ts in replies:
            replies.remove(ts)

    def replies(self, ts: str) -> list[Obj]:
        """The replies under a message, oldest first."""
        return [self.messages[each] for each in self.threads.get(ts, ())]


@dataclass(slots=True)
class Upload:
    """A file: named first, then `sent`, then `done`, which makes it one."""

    id: str
    name: str
    size: int
    by: str
    created: int
    title: str = ""
    sent: bool = False
    done: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A message that waits; times in seconds since 1970."""

    id: str
    channel: str
    by: str
    at: int
    created: int
    message: Obj


@dataclass(slots=True)
class Column:
    """A column of a List; `options` as Slack keeps them, choices among them."""

    id: str
    key: str
    name: str
    kind: str
    primary: bool = False
    options: Obj = field(default_factory=dict)

    def shown(self) -> Obj:
        """As `list_metadata.schema` shows it."""
        shown = {"id": self.id, "name": self.name, "key": self.key, "type": self.kind}
        return {**shown, "is_primary_column": self.primary, **({"options": self.options} if self.options else {})}


@dataclass(slots=True)
class Row:
    """An item of a List; `cells` are its fields by column id, as Slack shows them."""

    id: str
    created: int
    created_by: str
    updated_by: str
    updated: str
    parent: str = ""
    archived: bool = False
    cells: dict[str, Obj] = field(default_factory=dict)


@dataclass(slots=True)
class SlackList:
    """A List; `access` is the level of each user or channel that it was shared with."""

    id: str
    name: str
    owner: str
    created: int
    columns: dict[str, Column]
    todo_mode: bool = False
    description: list[Obj] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    updated: int = 0


@dataclass(slots=True)
class View:
    """A modal or home tab of one app, as one person has it before them."""

    app: App
    user: str
    shown: Obj


@dataclass(slots=True)
class Trigger:
    """Lets an app open one view for a person, within three seconds of what the person did."""

    app: App
    user: str
    ends: float
    view: str = ""
    used: bool = False


@dataclass(slots=True)
class ReplyAddress:
    """A `response_url`: at most five answers within half an hour."""

    app: App
    user: str
    channel: str
    ts: str
    ends: float
    left: int = 5


Shown = Mapping[str, object]
