"""What is to be done at one place, and what became of it. Each operation is one remote effect."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, LaneId, PlaceId, Ref, TaskId
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields

NEW = "new:"
"""Prefix of a ref that an earlier operation of the same decision brings: `new:` and the lane's or task's id."""


@dataclass(frozen=True, slots=True)
class CreateLane:
    """Create a lane after the lane `after` (None: at the front)."""

    place: PlaceId
    lane: LaneId
    name: str
    after: Ref | None = None


@dataclass(frozen=True, slots=True)
class RenameLane:
    """Give a lane its new name."""

    place: PlaceId
    lane: LaneId
    ref: Ref
    name: str


@dataclass(frozen=True, slots=True)
class CreateItem:
    """Create the task's item with our marker (the task's id) and the fields named in `held`, the place's reach.

    `refers`: the item is a reference, and speaks of no field of the task.
    `quiet` are those whom `fields` leave out because the item is imported.
    """

    place: PlaceId
    task: TaskId
    fields: Fields
    held: frozenset[str]
    quiet: Quiet = NOBODY
    refers: bool = False


@dataclass(frozen=True, slots=True)
class UpdateItem:
    """Make the fields named in `changed` equal to those of `fields`; the others are not to be touched.

    `before` is what the place is known to hold, `revision` its precondition, empty where the tool has none.
    `refers`: what stays is a reference, and speaks of no field of the task.
    """

    place: PlaceId
    task: TaskId
    ref: Ref
    fields: Fields
    before: Fields
    changed: tuple[str, ...]
    revision: str = ""
    refers: bool = False


@dataclass(frozen=True, slots=True)
class CreateComment:
    """Write a comment on an item; `text` names its author already, and holds the comments `also` after it."""

    place: PlaceId
    task: TaskId
    comment: CommentId
    item: Ref
    text: Document
    also: tuple[CommentId, ...] = ()

    @property
    def comments(self) -> tuple[CommentId, ...]:
        return (self.comment, *self.also)


@dataclass(frozen=True, slots=True)
class UpdateComment:
    """Replace the text of a comment our account wrote; `also` are the others that it was written for."""

    place: PlaceId
    task: TaskId
    comment: CommentId
    item: Ref
    ref: Ref
    text: Document
    also: tuple[CommentId, ...] = ()

    @property
    def comments(self) -> tuple[CommentId, ...]:
        return (self.comment, *self.also)


@dataclass(frozen=True, slots=True)
class DeleteComment:
    """Delete a comment our account wrote, for these all. Deleting what is gone already counts as done."""

    place: PlaceId
    task: TaskId
    comment: CommentId
    item: Ref
    ref: Ref
    also: tuple[CommentId, ...] = ()

    @property
    def comments(self) -> tuple[CommentId, ...]:
        return (self.comment, *self.also)


Operation = CreateLane | RenameLane | CreateItem | UpdateItem | CreateComment | UpdateComment | DeleteComment
Creating = CreateLane | CreateItem | CreateComment


@dataclass(frozen=True, slots=True)
class Done:
    """Carried out. `ref` names what was created or written.

    `item` is the item as the place's reply shows it (for item operations; `fields` is never None there), `text` the
    comment's text as the reply shows it (for comment operations that leave one).
    """

    operation: Operation
    ref: Ref
    item: Item | None = None
    text: Document | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """Refused for good by the tool; `reason` is one sentence for a person."""

    operation: Operation
    reason: str


Outcome = Done | Parked
