"""What a person decides about parked operations: each method one transaction, also while a cycle runs elsewhere."""

from __future__ import annotations

from typing import Protocol

from bridge.core.model.ids import SpaceId
from bridge.core.model.operation import Operation


class ParkedStore(Protocol):
    """Parked operations are read from `SpaceStore.memory`."""

    def retry(self, space: SpaceId, operation: Operation) -> None:
        """Forget that the operation was refused: the next cycle sends what is still wanted of it."""
        ...

    def drop(self, space: SpaceId, operation: Operation) -> None:
        """Forget that it was refused, and remember it as accepted (`Memory.accepted`)."""
        ...
