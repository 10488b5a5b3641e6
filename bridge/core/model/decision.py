"""What a cycle found and decided, as values: changes, conflicts, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bridge.core.model.activity import Activity
from bridge.core.model.ids import Account, PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating, Operation
from bridge.core.model.task import Fields


@dataclass(frozen=True, slots=True)
class Change:
    """A person's edit of one field at one place; `before` and `after` are in the place's own terms.

    Only the elements of checklists bear the network's ids already, in both.

    `at` is when the vendor says it happened, else None; `read_at` when it was read (both aware UTC). `gone` says that
    the item was deleted, which the network takes for archiving unless somebody edited the task elsewhere.
    """

    task: TaskId
    place: PlaceId
    name: str
    before: Fields
    after: Fields
    read_at: datetime
    at: datetime | None = None
    actor: Account | None = None
    gone: bool = False


class Reason(StrEnum):
    """Why one of two values was kept."""

    LATER = "later"
    ORIGIN = "origin"
    """Neither is known to be later: the place where the task was created decides."""
    ORDER = "order"
    """Neither is known to be later, and neither place created the task: the order of the places' ids decides."""
    PART = "part"
    """The place shows only the beginning of the text, and the edit cannot be told from a cut."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places changed one field differently. `kept` won for `reason`; `lost` is kept until somebody decides.

    Both are in the network's terms: a task's fields, of which only the field `name` speaks.
    """

    task: TaskId
    name: str
    kept: Fields
    lost: Fields
    kept_from: PlaceId
    lost_from: PlaceId
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember and what to do. `agreed` holds only new and changed rows; `closed` intents that were found.

    `opened` are tasks that are new to the network, `taken` the keys of the submissions that were taken over.
    `operations` are in the order in which each place has to carry them out.
    """

    agreed: Memory = field(default_factory=Memory)
    closed: Mapping[PlaceId, tuple[Creating, ...]] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    opened: tuple[TaskId, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    activities: tuple[Activity, ...] = ()
    operations: Mapping[PlaceId, tuple[Operation, ...]] = field(default_factory=dict)
