"""What two named persons have to know now, found in what the service remembers; asks no tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.core.model.alert import Alert, AlertKind
from bridge.core.model.ids import ConnectionId
from bridge.core.model.memory import Memory
from bridge.core.sync.terms import Terms
from bridge.ports.store import PauseStore, SpaceStore, VisitStore
from bridge.ports.words import Words
from bridge.service.health import READ_LATELY
from bridge.service.refused import sentence

SOON = timedelta(days=14)
"""So long before a sign-in ends somebody has to know."""
LITTLE = 200_000_000
"""So few free bytes are too few: a database that grows takes its write-ahead file beside it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the running process knows beside the store.

    `began` is when it started to read (aware UTC): before that nobody was late. `deliveries` leads from connections to
    why their tools do not deliver, `service` from parts of the service to why they ended; `free` are the data
    directory's free bytes, None where nobody knows; `ends` when sign-ins end that nobody renews.
    """

    began: datetime
    deliveries: Mapping[str, str] = field(default_factory=dict)
    service: Mapping[str, str] = field(default_factory=dict)
    free: int | None = None
    ends: Mapping[ConnectionId, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stores:
    """Where it is remembered how everything stands."""

    spaces: SpaceStore
    visits: VisitStore
    pauses: PauseStore


def troubles(terms: Sequence[Terms], stores: Stores, around: Around, now: datetime, say: Words) -> Sequence[Alert]:
    """All of them. Raises Unusable where the store cannot be read."""
    found = [alert for each in terms for alert in _of_space(each, stores, around, now, say)]
    found += [Alert(AlertKind.DELIVERY, subject, said) for subject, said in sorted(around.deliveries.items())]
    found += [Alert(AlertKind.SERVICE, subject, said) for subject, said in sorted(around.service.items())]
    found += _ending(around, now, say)
    if around.free is not None and around.free < LITTLE:
        found.append(Alert(AlertKind.DISK, "space", say("alert.little", megabytes=around.free // 1_000_000)))
    return found


def _of_space(terms: Terms, stores: Stores, around: Around, now: datetime, say: Words) -> Iterator[Alert]:
    """A paused space is not read on purpose, so its places are not late."""
    space = terms.space.id
    if refusal := stores.pauses.paused(space):
        said = sentence(refusal, say)
        yield Alert(AlertKind.PAUSED, space, said, said)
    else:
        yield from _of_places(terms, stores.visits, around, now)
    yield from _parked(terms, stores.spaces.memory(space))


def _of_places(terms: Terms, visits: VisitStore, around: Around, now: datetime) -> Iterator[Alert]:
    for place in terms.space.places:
        trouble, read = visits.trouble(place.id), visits.last_read(place.id)
        last = read if read and read <= now else None  # a clock that was wrong says nothing
        if trouble and visits.stopped(place.id):
            yield Alert(AlertKind.CREDENTIAL, place.id, trouble, trouble)
        elif now - max(last or around.began, around.began) > READ_LATELY:
            yield Alert(AlertKind.STALE, place.id, trouble)


def _parked(terms: Terms, memory: Memory) -> Iterator[Alert]:
    for place in terms.space.places:
        if number := len(memory.parked.get(place.id, ())):
            yield Alert(AlertKind.PARKED, place.id, sign=str(number), number=number)


def _ending(around: Around, now: datetime, say: Words) -> Iterator[Alert]:
    for connection, ends in sorted(around.ends.items()):
        if ends - now < SOON:
            said = say("alert.ends" if ends > now else "alert.ended", day=ends.date().isoformat())
            yield Alert(AlertKind.CREDENTIAL, connection, said, said)
