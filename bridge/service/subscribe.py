"""Having a tool deliver to us: subscribing, and what follows from having been unsubscribed for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bridge.core.errors import Failure, Retry
from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Place
from bridge.ports.clock import Clock
from bridge.ports.receiver import Subscriber
from bridge.ports.store import VisitStore

SOON = timedelta(minutes=5)
LATER = timedelta(hours=1)
"""When what failed is tried again: by itself it may work soon, but not before a person acts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Deliveries of one connection: who asks its tool for them, what happens at which places, to which address."""

    subscriber: Subscriber
    places: Sequence[Place]
    url: str


@dataclass(frozen=True, slots=True)
class Arranged:
    """When to look again, at the latest; the places that are to be looked at now; what is the matter, or empty."""

    again: datetime
    missed: frozenset[PlaceId] = frozenset()
    trouble: str = ""


def subscribe(wanted: Wanted, visits: VisitStore, clock: Clock) -> Arranged:
    """Have the tool deliver, and have places read whole of which something may have gone untold.

    Without deliveries everything still arrives, only later: trouble is told and tried again. Raises Unusable where
    the store cannot be written to.
    """
    try:
        said = wanted.subscriber.subscribe(wanted.places, wanted.url)
    except Failure as failure:
        return Arranged(clock.now() + _pause(failure), trouble=failure.message)
    for place in said.missed:
        visits.missed(place)
    return Arranged(said.again, said.missed)


def _pause(failure: Failure) -> timedelta:
    if not isinstance(failure, Retry):
        return LATER
    return max(SOON, timedelta(seconds=failure.after or 0))
