"""Deleting an item for good, with what its tool keeps of it: only after an erasure, else items are archived."""

from __future__ import annotations

from typing import Protocol

from bridge.core.model.ids import Ref
from bridge.core.model.network import Place


class Eraser(Protocol):
    """One connection's way to take an item out of its tool. Raises only `bridge.core.errors.Failure`s."""

    def erase(self, place: Place, ref: Ref) -> None:
        """Delete the item, which our account created. One that is gone already counts as deleted."""
        ...
