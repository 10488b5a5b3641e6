"""What the service remembers of a space, in two memories: what was agreed, and what each place was seen to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bridge.core.model.conflict import Conflict, ConflictId
from bridge.core.model.document import Document
from bridge.core.model.ids import CheckId, CommentId, Cursor, LaneId, PersonId, PlaceId, Ref, TaskId
from bridge.core.model.operation import Creating, Operation, Parked
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.stay import Pair, Stay
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields, Lane, Task


class Standing(StrEnum):
    """How a link stands. `GONE`: deleted there; `LEFT`: moved away or out of reach; neither is written to again."""

    LIVE = "live"
    GONE = "gone"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Link:
    """Task <-> item at one place, and what that place was last known to hold.

    `seen` moves only on what the place said: a pull, or the reply to a successful write and then only for the fields
    written. `held` names the fields `seen` speaks of; a field the place gained since is written, never taken for an
    edit. `sent` is the projection last written: while it is still wanted and the place still shows `seen`, there is
    nothing to write, even where the tool holds the value in its own form. `based` is `seen` from before that write:
    a value the write replaced that is neither was somebody's edit. `tried` is what was agreed to be
    written since the item was last read: found there, it is our own write whose answer was lost. `ours` says that we
    created the item. `held` is empty where `seen` speaks of no field: the item is a reference, or nothing but that it
    is there is known of it. `checks` leads from the elements of the task's checklist to the native ones that `seen`
    shows. `quiet` are those whom an import has left out.
    """

    ref: Ref
    seen: Fields
    held: frozenset[str]
    sent: Fields | None = None
    based: Fields | None = None
    revision: str = ""
    standing: Standing = Standing.LIVE
    ours: bool = False
    tried: Fields | None = None
    checks: Mapping[CheckId, Ref] = field(default_factory=dict)
    quiet: Quiet = NOBODY


@dataclass(frozen=True, slots=True)
class CommentLink:
    """Comment <-> native comment at one place; `seen`, `sent` and `ours` as for items.

    Of several comments that stand in one native comment of ours, the link of one has its text; the others have neither
    `seen` nor `sent`.
    """

    ref: Ref
    task: TaskId
    seen: Document
    sent: Document | None = None
    standing: Standing = Standing.LIVE
    ours: bool = False


@dataclass(frozen=True, slots=True)
class LaneLink:
    """Lane <-> native lane at one place, with the name last seen. One that went is not made again.

    Without a `ref` it is: a person wants back what went with it. `tried` is the name that was agreed to be given since
    it was last seen; empty where none was.
    """

    ref: Ref
    seen: str
    standing: Standing = Standing.LIVE
    tried: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything remembered of a space, or (as `Decision.agreed`) only the rows that are new or changed.

    `intents` are creates that were begun and not recorded: sent or not, answered or not. `parked` are operations that
    a tool refused for good; they are not sent again as long as they would be the same. `names` are the display names
    of persons who are on no roster. `submissions` wait to be taken over, in the order in which they came. `stays` tell
    how places take part that did not just begin, `pairs` which tasks are the same as another by a person's word.
    `accepted` are operations that need not be by a person's word too. `conflicts` are those whose lost value can still
    be brought back.
    """

    tasks: Mapping[TaskId, Task] = field(default_factory=dict)
    lanes: Mapping[LaneId, Lane] = field(default_factory=dict)
    links: Mapping[PlaceId, Mapping[TaskId, Link]] = field(default_factory=dict)
    comment_links: Mapping[PlaceId, Mapping[CommentId, CommentLink]] = field(default_factory=dict)
    lane_links: Mapping[PlaceId, Mapping[LaneId, LaneLink]] = field(default_factory=dict)
    intents: Mapping[PlaceId, tuple[Creating, ...]] = field(default_factory=dict)
    cursors: Mapping[PlaceId, Cursor] = field(default_factory=dict)
    parked: Mapping[PlaceId, tuple[Parked, ...]] = field(default_factory=dict)
    names: Mapping[PersonId, str] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()
    accepted: Mapping[PlaceId, tuple[Operation, ...]] = field(default_factory=dict)
    conflicts: Mapping[ConflictId, Conflict] = field(default_factory=dict)
    stays: Mapping[PlaceId, Stay] = field(default_factory=dict)
    pairs: Mapping[TaskId, Pair] = field(default_factory=dict)
