"""Two values of one field: which counts, why, and the other one until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bridge.core.model.ids import Account, PlaceId, TaskId
from bridge.core.model.task import Fields

ConflictId = NewType("ConflictId", str)
KEPT_FOR = timedelta(days=90)
"""How long a lost value is kept where nobody decides."""


class Reason(StrEnum):
    """Why one of two values was kept."""

    LATER = "later"
    ORIGIN = "origin"
    """Neither is known to be later: the place where the task was created decides."""
    ORDER = "order"
    """Neither is known to be later, and neither place created the task: the order of the places' ids decides."""
    CHARTER = "charter"
    """The charter has a policy for this field."""
    PART = "part"
    """The place shows only the beginning of the text, and the edit cannot be told from a cut."""
    RESTORED = "restored"
    """A person brought it back, so the conflict is decided; what it replaced is kept in its turn."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places changed one field differently. `kept` won for `reason`; `lost` is kept until somebody decides.

    Both are in the network's terms: a task's fields, of which only the field `name` speaks. `kept_by` and `lost_by` are
    the authors' accounts at `kept_from` and `lost_from`, where the tool tells. `asked` is when a person asked for the
    lost value; the next decision brings it back. `at` is when it lost (aware UTC, as is `asked`).
    """

    task: TaskId
    name: str
    kept: Fields
    lost: Fields
    kept_from: PlaceId
    lost_from: PlaceId
    reason: Reason
    at: datetime
    kept_by: Account | None = None
    lost_by: Account | None = None
    id: ConflictId = ConflictId("")
    asked: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide yet."""
        return self.reason is not Reason.RESTORED

    def until(self, kept_for: timedelta) -> datetime:
        """When the lost value is deleted at last; `kept_for` is as the charter has it."""
        return self.at + kept_for


class Ending(StrEnum):
    """How a conflict ended; nothing of its values is left then."""

    KEPT = "kept"
    """A person said that what stands stays."""
    EDITED = "edited"
    """A person edited the field again."""
    EXPIRED = "expired"
