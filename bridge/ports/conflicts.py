"""What a person decides about conflicts: each method one transaction, also while a cycle runs elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bridge.core.model.conflict import Conflict, ConflictId, Ending
from bridge.core.model.ids import SpaceId


class ConflictStore(Protocol):
    """Conflicts by id. What decisions make of them comes by `SpaceStore.agree`."""

    def retrievable(self, space: SpaceId) -> Sequence[Conflict]:
        """Those whose lost value is there, decided or not, oldest first."""
        ...

    def ending(self, conflict: ConflictId) -> Ending | None:
        """How the conflict ended; None while its lost value is there, and for an id nobody knows."""
        ...

    def ask(self, conflict: ConflictId, at: datetime) -> None:
        """Let the next decision bring the lost value back. An edit that a running cycle sees does not end it then."""
        ...

    def keep(self, conflict: ConflictId) -> None:
        """What stands stays: forget the lost value, and that somebody asked for it."""
        ...

    def expire(self, before: datetime) -> int:
        """Forget the values that lost before this instant, and return how many."""
        ...
