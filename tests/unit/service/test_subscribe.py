"""Having a tool deliver, and what follows from having been unsubscribed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bridge.adapters.store.memory import MemoryVisits
from bridge.core.errors import Ambiguous, Failure, Park, Retry, Stop
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Place
from bridge.ports.receiver import Subscribed
from bridge.service.subscribe import LATER, SOON, Wanted, subscribe
from tests.unit.connectors.virtual_clock import START, VirtualClock

URL = "https://cobridge.weber.example/hooks/weber"
PLACES = [Place(PlaceId(each), ConnectionId("weber"), "teams", each) for each in ("rohbau", "dach")]
TOMORROW = START + timedelta(days=1)


@dataclass
class Scripted:
    """A subscriber that says this, or raises it."""

    said: Subscribed | Failure
    asked: list[tuple[Sequence[Place], str]] = field(default_factory=list)

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        self.asked.append((places, url))
        if isinstance(self.said, Failure):
            raise self.said
        return self.said


def read() -> MemoryVisits:
    """Both places were read whole just now."""
    visits = MemoryVisits()
    for place in PLACES:
        visits.visited(place.id, START, "", complete=True)
    return visits


def test_a_subscription_that_stands_has_nothing_read() -> None:
    """The tool is asked for the connection's own places and address, and says when it wants to be asked again."""
    subscriber, visits = Scripted(Subscribed(TOMORROW)), read()
    said = subscribe(Wanted(subscriber, PLACES, URL), visits, VirtualClock())
    assert (said.again, said.missed, said.trouble) == (TOMORROW, frozenset(), "")
    assert subscriber.asked == [(PLACES, URL)]
    assert visits.last_complete(PLACES[0].id) == START


def test_what_went_untold_is_read_whole() -> None:
    """Those places whose subscription is new, and no others."""
    visits = read()
    subscriber = Scripted(Subscribed(TOMORROW, frozenset({PLACES[1].id})))
    said = subscribe(Wanted(subscriber, PLACES, URL), visits, VirtualClock())
    assert said.missed == {"dach"}
    assert [visits.last_complete(place.id) for place in PLACES] == [START, None]


@pytest.mark.parametrize(
    ("failure", "pause"),
    [
        (Retry("Später."), SOON),
        (Retry("Später.", after=1), SOON),
        (Retry("Später.", after=3_000), timedelta(seconds=3_000)),
        (Ambiguous("Wer weiß."), SOON),
        (Stop("Neu anmelden."), LATER),
        (Park("Nein."), LATER),
    ],
)
def test_trouble_is_told_and_tried_again(failure: Failure, pause: timedelta) -> None:
    """Soon where it may pass by itself, not before the tool wants it, and seldom where a person has to act first."""
    visits = read()
    said = subscribe(Wanted(Scripted(failure), PLACES, URL), visits, VirtualClock())
    assert (said.again, said.trouble, said.missed) == (START + pause, failure.message, frozenset())
    assert visits.last_complete(PLACES[0].id) == START
