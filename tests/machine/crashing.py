"""A store that dies: the process ends just before or just after one of its transactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from bridge.core.log.entry import Entry
from bridge.core.model.conflict import Conflict
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating, Outcome
from bridge.ports.store import NOT_READ, SpaceStore

T = TypeVar("T")


class Killed(BaseException):
    """The process is gone; nothing of it goes on."""


class Mortal:
    """A store whose process dies at its n-th transaction from now: before it, or after it was committed."""

    def __init__(self, store: SpaceStore) -> None:
        self._store = store
        self._left: int | None = None
        self._committed = False

    def die(self, transaction: int | None, *, committed: bool = False) -> None:
        """Die at this transaction (0: the next); None: live on."""
        self._left, self._committed = transaction, committed

    def memory(self, space: SpaceId) -> Memory:
        """See `SpaceStore`."""
        return self._store.memory(space)

    def agree(
        self, space: SpaceId, decision: Decision, entries: Sequence[Entry], read: Mapping[PlaceId, date] = NOT_READ
    ) -> None:
        """See `SpaceStore`."""
        self._transact(lambda: self._store.agree(space, decision, entries, read))

    def confirm(self, space: SpaceId, said: Memory) -> None:
        """See `SpaceStore`."""
        self._transact(lambda: self._store.confirm(space, said))

    def intend(self, space: SpaceId, operation: Creating) -> None:
        """See `SpaceStore`."""
        self._transact(lambda: self._store.intend(space, operation))

    def record(self, space: SpaceId, outcome: Outcome) -> None:
        """See `SpaceStore`."""
        self._transact(lambda: self._store.record(space, outcome))

    def conflicts(self, space: SpaceId) -> Sequence[Conflict]:
        """See `SpaceStore`."""
        return self._store.conflicts(space)

    def _transact(self, act: Callable[[], T]) -> T:
        dies = self._left == 0
        if self._left is not None:
            self._left -= 1
        if dies and not self._committed:
            raise Killed
        result = act()
        if dies:
            raise Killed
        return result
