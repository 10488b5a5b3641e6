"""The exact technical record, kept 14 days, apart from the log (docs/decisions)."""

from __future__ import annotations

from typing import Protocol

from bridge.core.model.ids import PlaceId


class Journal(Protocol):
    """Where the journal layer writes. No field values, no names, no credentials: what was tried, and how it ended."""

    def note(self, place: PlaceId, act: str, subject: str, outcome: str) -> None:
        """Record that `act` (pull, an operation's name) on `subject` (a task or comment id, or empty) ended so.

        The journal adds the exact time. Committed on return.
        """
        ...


class Tidying(Protocol):
    """What keeps itself to the time for which it may be kept."""

    def tidy(self) -> None:
        """Delete what is too old."""
        ...
