"""Taking a person out of what is remembered: rows that change are written anew, rows that go are overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bridge.core.model.ids import SpaceId
from bridge.core.model.memory import Memory


class Forgetting(Protocol):
    """The memory of spaces, where rows may go for good. `tests/contracts/forgetting.py` holds every promise."""

    def forget(self, space: SpaceId, change: Callable[[Memory], Memory]) -> int:
        """Put what `change` makes of the space's memory in its place, and return how many rows that changed.

        One transaction: no cycle decides or records in between. On the disk when this returns, and nothing of what
        went is left in the file. A submission that goes keeps its key, a conflict that goes counts as expired.
        """
        ...
