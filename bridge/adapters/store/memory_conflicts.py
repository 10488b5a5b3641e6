"""Conflicts in plain dictionaries, kept among what the spaces remember: `ConflictStore` for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bridge.adapters.store.memory import MemorySpaces
from bridge.core.model.conflict import Conflict, ConflictId, Ending
from bridge.core.model.ids import SpaceId


class MemoryConflicts:
    """`ConflictStore`."""

    def __init__(self, spaces: MemorySpaces) -> None:
        """`spaces` is where they are."""
        self._spaces = spaces

    def retrievable(self, space: SpaceId) -> Sequence[Conflict]:
        """See `ConflictStore`."""
        return list(self._spaces.memory(space).conflicts.values())

    def ending(self, conflict: ConflictId) -> Ending | None:
        """See `ConflictStore`."""
        return self._spaces.endings.get(conflict)

    def ask(self, conflict: ConflictId, at: datetime) -> None:
        """See `ConflictStore`."""
        for space, found in self._found(conflict):
            self._put(space, found, replace(found, asked=at))

    def keep(self, conflict: ConflictId) -> None:
        """See `ConflictStore`."""
        for space, found in self._found(conflict):
            self._end(space, found, Ending.KEPT)

    def expire(self, before: datetime) -> int:
        """See `ConflictStore`."""
        old = [(space, each) for space in self._spaces.known for each in self.retrievable(space) if each.at < before]
        for space, each in old:
            self._end(space, each, Ending.EXPIRED)
        return len(old)

    def _found(self, conflict: ConflictId) -> Sequence[tuple[SpaceId, Conflict]]:
        return [
            (space, each) for space in self._spaces.known for each in self.retrievable(space) if each.id == conflict
        ]

    def _put(self, space: SpaceId, old: Conflict, new: Conflict | None) -> None:
        memory = self._spaces.memory(space)
        conflicts = {**memory.conflicts, old.id: new}
        self._spaces.put(space, replace(memory, conflicts={key: each for key, each in conflicts.items() if each}))

    def _end(self, space: SpaceId, conflict: Conflict, how: Ending) -> None:
        self._put(space, conflict, None)
        self._spaces.endings[conflict.id] = how
