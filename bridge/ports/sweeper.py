"""Taking words out of whatever our account wrote at a place beside items, comments and lanes: after an erasure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bridge.core.model.network import Place

Clean = Callable[[str], str]
"""A text without whoever is to be taken out; the very same text where it names nobody."""


class Sweeper(Protocol):
    """One connection's way to do that. Raises only `bridge.core.errors.Failure`s."""

    def sweep(self, place: Place, clean: Clean) -> int:
        """Take away labels that no item has any more, and write messages of ours anew, as far as they name somebody.

        Returns how many things that were; what people wrote stays as it is. Safe to repeat.
        """
        ...
