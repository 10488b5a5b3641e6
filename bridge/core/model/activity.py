"""Acts of persons that count as participation: once, where they happened; never copies, never our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bridge.core.model.ids import PartnerId, PersonId, PlaceId, TaskId


class EntryType(StrEnum):
    """The closed list of what an entry may say (PL-02 as amended); edits and comments are not on it."""

    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED = "released"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    REOPENED = "reopened"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    JOINED = "joined"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Activity:
    """Somebody did something to a task at a place. `at` is aware UTC; `actor` is None where the place does not say who.

    `partner` is the organisation whose place it happened at, `counterpart` the other one of a hand-over.
    """

    type: EntryType
    task: TaskId
    place: PlaceId
    partner: PartnerId
    actor: PersonId | None
    at: datetime
    counterpart: PartnerId | None = None
