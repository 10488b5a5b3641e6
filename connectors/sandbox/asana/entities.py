"""What Asana keeps. `kind` is its `resource_type`; two entities are the same only if they are the same object."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from connectors.sandbox.asana.field_entities import CustomField, EnumOption, FieldSetting
from connectors.sandbox.asana.hooks import Webhook


@dataclass(slots=True, eq=False)
class User:
    gid: str
    name: str
    email: str
    kind: ClassVar[str] = "user"


@dataclass(slots=True, eq=False)
class Team:
    gid: str
    name: str
    kind: ClassVar[str] = "team"


@dataclass(slots=True, eq=False)
class Workspace:
    """All its projects belong to one team."""

    gid: str
    name: str
    team: Team
    members: dict[str, User] = field(default_factory=dict)
    kind: ClassVar[str] = "workspace"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both forms Asana shows: plain, and as XML below `<body>`."""

    plain: str = ""
    html: str = "<body></body>"


@dataclass(slots=True, eq=False)
class Project:
    gid: str
    name: str
    created_at: datetime
    modified_at: datetime
    owner: User | None = None
    members: list[User] = field(default_factory=list)
    followers: list[User] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    settings: list[FieldSetting] = field(default_factory=list)
    text: Text = Text()
    archived: bool = False
    color: str | None = None
    due_on: date | None = None
    start_on: date | None = None
    default_view: str = "list"
    privacy: str = "public_to_workspace"
    kind: ClassVar[str] = "project"


@dataclass(slots=True, eq=False)
class Section:
    """A part of a project; `tasks` in the order of the page."""

    gid: str
    name: str
    project: Project
    created_at: datetime
    tasks: list[Task] = field(default_factory=list)
    kind: ClassVar[str] = "section"


@dataclass(slots=True, eq=False)
class Tag:
    gid: str
    name: str
    created_at: datetime
    color: str | None = None
    notes: str = ""
    tasks: dict[str, Task] = field(default_factory=dict)
    kind: ClassVar[str] = "tag"


@dataclass(frozen=True, slots=True)
class Dates:
    """When a task starts and is due. With `due_at` the day is the one in the workspace's time zone."""

    due_on: date | None = None
    due_at: datetime | None = None
    start_on: date | None = None
    start_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class External:
    """What one OAuth app keeps on a task; other apps and personal access tokens never see it."""

    gid: str | None
    data: str | None


@dataclass(slots=True, eq=False)
class Task:
    """`homes` is keyed by project gid; `external` by the app that wrote it, `fields` by custom field."""

    gid: str
    name: str
    created_at: datetime
    modified_at: datetime
    created_by: User
    subtype: str = "default_task"
    text: Text = Text()
    dates: Dates = Dates()
    completed_at: datetime | None = None
    completed_by: User | None = None
    assignee: User | None = None
    assigned_by: User | None = None
    followers: list[User] = field(default_factory=list)
    likes: list[User] = field(default_factory=list)
    homes: dict[str, Section] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    parent: Task | None = None
    subtasks: list[Task] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    external: dict[str, External] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    dependencies: list[Task] = field(default_factory=list)
    dependents: list[Task] = field(default_factory=list)
    kind: ClassVar[str] = "task"


@dataclass(slots=True, eq=False)
class Story:
    """A comment, or what Asana says somebody did. `more` holds the fields of its subtype, such as `new_name`."""

    gid: str
    subtype: str
    created_at: datetime
    created_by: User
    task: Task
    text: Text
    more: dict[str, Any] = field(default_factory=dict)
    edited: bool = False
    pinned: bool = False
    kind: ClassVar[str] = "story"

    @property
    def is_comment(self) -> bool:
        """Whether a person said it."""
        return self.subtype == "comment_added"


@dataclass(slots=True, eq=False)
class Attachment:
    gid: str
    name: str
    created_at: datetime
    parent: Task
    url: str | None = None
    size: int | None = None
    kind: ClassVar[str] = "attachment"


@dataclass(slots=True, eq=False)
class UserTaskList:
    gid: str
    name: str
    owner: User
    kind: ClassVar[str] = "user_task_list"


@dataclass(slots=True, eq=False)
class Job:
    gid: str
    new_task: Task
    kind: ClassVar[str] = "job"


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One change as the feed tells it; `change` has `field`, `action` and the value where that is an entity."""

    user: User
    created_at: datetime
    action: Literal["changed", "added", "removed", "deleted", "undeleted"]
    resource: Entity
    parent: Entity | None = None
    change: dict[str, Any] | None = None
    kind: ClassVar[str] = "event"


Entity = (
    User
    | Team
    | Workspace
    | Project
    | Section
    | Tag
    | Task
    | Story
    | Attachment
    | CustomField
    | EnumOption
    | FieldSetting
    | UserTaskList
    | Job
    | Webhook
)
