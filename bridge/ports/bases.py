"""What figures rest upon beside the log: the rosters a quarter began with, and the days on which places were read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Protocol

from bridge.core.model.ids import PlaceId
from bridge.core.reports.disclosure.basis import Basis


class Bases(Protocol):
    """The rosters that figures rest upon, frozen once per quarter. Persons stand there under keyed hashes."""

    def of(self, network: str, quarter: str) -> Basis | None:
        """The quarter's; None as long as it is not frozen."""
        ...

    def is_first(self, network: str) -> bool:
        """Whether none is kept yet."""
        ...

    def freeze(self, network: str, basis: Basis) -> None:
        """Keep it. Where there is one for the quarter, that one stays. On the disk when this returns."""
        ...

    def leave(self, network: str, quarter: str, gone: Mapping[str, Collection[str]]) -> None:
        """Remember of each space who has left it; they do not come back in this quarter."""
        ...

    def forget(self, network: str, through: str, day: date) -> int:
        """Delete what quarters up to this one rested upon, and the days up to `day` on which places were read.

        Returns how much there was.
        """
        ...


class ReadDays(Protocol):
    """The days on which each place was read; `SpaceStore.agree` notes them."""

    def of(self, places: Collection[PlaceId], first: date, last: date) -> Mapping[PlaceId, AbstractSet[date]]:
        """For each of these places the days from `first` to `last`, and the first day of all that is known."""
        ...
