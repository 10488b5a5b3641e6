"""What a cycle found and decided, as values: changes, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bridge.core.model.activity import Activity
from bridge.core.model.conflict import Conflict
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


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember and what to do. `agreed` holds only new and changed rows; `closed` intents that were found.

    `opened` are tasks that are new to the network, `taken` the keys of the submissions that were taken over.
    `conflicts` are new, or replace the one of their id; `decided` are those that an edit of their field has ended.
    `outdated` are operations whose refusal a person has accepted, and which are no longer wanted anyway.
    `operations` are in the order in which each place has to carry them out; at the places in `rest` there is more to do
    than was to be decided at once.
    """

    agreed: Memory = field(default_factory=Memory)
    closed: Mapping[PlaceId, tuple[Creating, ...]] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    opened: tuple[TaskId, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    decided: tuple[Conflict, ...] = ()
    outdated: Mapping[PlaceId, tuple[Operation, ...]] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    operations: Mapping[PlaceId, tuple[Operation, ...]] = field(default_factory=dict)
    rest: frozenset[PlaceId] = frozenset()
