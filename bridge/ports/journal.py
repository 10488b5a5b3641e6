"""The exact technical record, kept 14 days, apart from the log (docs/decisions)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bridge.core.model.ids import PlaceId


@dataclass(frozen=True, slots=True)
class Note:
    """What was tried at a place, and how it ended; `at` is aware UTC."""

    at: datetime
    place: PlaceId
    act: str
    subject: str
    outcome: str


class Journal(Protocol):
    """Where the journal layer writes. No field values, no names, no credentials: what was tried, and how it ended."""

    def note(self, place: PlaceId, act: str, subject: str, outcome: str) -> None:
        """Record that `act` (pull, an operation's name) on `subject` (a task or comment id, or empty) ended so.

        The journal adds the exact time. Committed on return.
        """
        ...


class Noted(Protocol):
    """What the journal still knows."""

    def about(self, subjects: Collection[str]) -> Sequence[Note]:
        """The notes on these tasks and comments, oldest first."""
        ...
