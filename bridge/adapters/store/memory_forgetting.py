"""Taking a person out of what is remembered in plain dictionaries, for tests: `Forgetting`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from bridge.adapters.store.memory import MemorySpaces
from bridge.core.model.ids import SpaceId
from bridge.core.model.memory import Memory


class MemoryForgetting:
    """See `Forgetting`."""

    def __init__(self, spaces: MemorySpaces) -> None:
        """`spaces` is where it is remembered."""
        self._spaces = spaces

    def forget(self, space: SpaceId, change: Callable[[Memory], Memory]) -> int:
        """See `Forgetting`; whatever one collection holds counts as one row."""
        before = self._spaces.memory(space)
        after = change(before)
        self._spaces.put(space, after)
        return sum(getattr(before, each.name) != getattr(after, each.name) for each in fields(Memory))
