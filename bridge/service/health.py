"""Whether a running service does its work, for whoever watches it: no person, no task, no number of anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Place
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.store import PauseStore, VisitStore

READ_LATELY = timedelta(minutes=15)
"""How long ago a place may have been read: three of the longest pauses between two turns."""


@dataclass(frozen=True, slots=True)
class PlaceHealth:
    """One place. `last_read` is aware UTC; `late` when that is too long ago; `trouble` is one sentence, or empty."""

    id: PlaceId
    tool: str
    last_read: datetime | None
    late: bool
    trouble: str
    paused: bool

    @property
    def well(self) -> bool:
        """Whether the place takes part in the mirroring."""
        return not (self.late or self.trouble or self.paused)


@dataclass(frozen=True, slots=True)
class Health:
    """All places, and what troubles the service beside them."""

    places: tuple[PlaceHealth, ...] = ()
    trouble: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether every place was read lately and nothing troubles the service."""
        return not self.trouble and all(place.well for place in self.places)


def health(
    terms: Sequence[Terms], visits: VisitStore, pauses: PauseStore, clock: Clock, troubles: Mapping[str, str]
) -> Health:
    """How everything stands now, from memory alone: asks no tool. `troubles` are the running process's own."""
    now = clock.now()
    rows = list[PlaceHealth]()
    for each in terms:
        paused = pauses.paused(each.space.id) is not None
        rows += [_place(place, visits, now, paused=paused) for place in each.space.places]
    return Health(tuple(rows), tuple(troubles.values()))


def _place(place: Place, visits: VisitStore, now: datetime, *, paused: bool) -> PlaceHealth:
    """A reading that is still to come was made by a clock that was wrong: when it was made nobody knows."""
    last = visits.last_read(place.id)
    late = last is None or not now - READ_LATELY <= last <= now
    return PlaceHealth(place.id, place.tool, last, late, visits.trouble(place.id), paused)
