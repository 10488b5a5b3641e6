"""What went out of the weekly report, and where it stands: so that no issue reaches anybody twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.sending import Sending


class Sendings(Protocol):
    """One network's. Each method one transaction, on the disk when it returns; raises Unusable where it cannot be."""

    def keep(self, network: str, sending: Sending) -> None:
        """In place of one of the same week, way and recipient."""
        ...

    def of(self, network: str, week: str) -> Sequence[Sending]:
        """Of one issue, by way and recipient."""
        ...

    def standing(self, network: str) -> Sequence[Sending]:
        """What stands in places, oldest first, or may stand there after a broken attempt."""
        ...

    def notes(self, place: PlaceId) -> frozenset[Ref]:
        """The items or messages that we have put into the place, as far as they are remembered."""
        ...

    def since(self, network: str, week: str) -> str:
        """The week that was the newest when the network began; the given one where it begins now."""
        ...

    def forget(self, network: str, before: datetime) -> int:
        """Delete what began before that instant and stands nowhere any more, and return how much that was."""
        ...
