"""What the network agreed: tasks, their fields, their comments, and the lanes they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime

from bridge.core.model.document import Document
from bridge.core.model.ids import Account, CommentId, LaneId, PersonId, PlaceId, TaskId
from bridge.core.model.parts import Attachment, Check, Custom, Priority, contents


@dataclass(frozen=True, slots=True)
class Status:
    """Done or open, and the lane: a LaneId in a task, a native lane ref in an item, None where none is shown."""

    done: bool = False
    lane: str | None = None


Due = date | datetime
"""A day, or an aware instant in UTC; the one is never turned into the other silently."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a task, or of an item as one place shows it.

    In a task, `status.lane` is a LaneId and people are PersonIds; in an item all are the place's native ids, so that a
    person being mapped or a lane being linked never looks like an edit. `helpers`, `checklist` and `attachments` keep
    the place's order but are compared as sets. `shown` are the lines that the service itself writes above the
    description (who sees the task, what the place cannot show): written, never read as an edit.
    """

    title: str = ""
    description: Document = field(default_factory=Document)
    status: Status = Status()
    due: Due | None = None
    lead: str | None = None
    helpers: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    archived: bool = False
    start: Due | None = None
    priority: Priority | None = None
    checklist: tuple[Check, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    custom: Custom = ()
    shown: tuple[str, ...] = ()


FIELDS: tuple[str, ...] = tuple(entry.name for entry in dataclass_fields(Fields))
EDITABLE: tuple[str, ...] = tuple(name for name in FIELDS if name != "shown")
FURTHER: frozenset[str] = frozenset({"start", "priority", "checklist", "attachments", "custom"})
"""Fields that not every tool has. What a place shows in one of them when it gains it is taken over, not replaced."""
COMMON: frozenset[str] = frozenset(FIELDS) - FURTHER


def same(name: str, left: Fields, right: Fields) -> bool:
    """Whether two values of one field mean the same; helpers, attachments and elements of a checklist have no order."""
    one, other = getattr(left, name), getattr(right, name)
    if one == other:
        return True
    match name:
        case "helpers" | "attachments":
            return set(one) == set(other)
        case "checklist":
            return len(one) == len(other) and contents(one) == contents(other)
    return False


def differing(left: Fields, right: Fields, names: tuple[str, ...] | frozenset[str] = FIELDS) -> tuple[str, ...]:
    """The named fields in which the two differ, in the order of `FIELDS`."""
    return tuple(name for name in FIELDS if name in names and not same(name, left, right))


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a task, at the place where it was said. `at` is aware UTC."""

    id: CommentId
    author: PersonId | None
    text: Document
    at: datetime
    origin: PlaceId


@dataclass(frozen=True, slots=True)
class Lane:
    """A list, section or bucket of the space. `position` orders lanes; equal ones by id."""

    id: LaneId
    name: str
    position: float
    origin: PlaceId


@dataclass(frozen=True, slots=True)
class Touch:
    """Where a field's value came from, and when (aware UTC): `exact` as the vendor says, else when it was read.

    `by` is the author's account there, where the tool tells.
    """

    place: PlaceId
    at: datetime
    exact: bool = False
    by: Account | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What the network agreed about one piece of work.

    `origin` is the place where a person created it. `touched` tells where each changed field's value came from;
    a field that is missing there still has the value it was created with. `last_open_lane` is where reopening leads.
    """

    id: TaskId
    fields: Fields
    origin: PlaceId
    comments: Mapping[CommentId, Comment] = field(default_factory=dict)
    touched: Mapping[str, Touch] = field(default_factory=dict)
    last_open_lane: LaneId | None = None
