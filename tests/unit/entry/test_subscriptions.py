"""Keeping the subscriptions of a running service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from time import monotonic, sleep
from types import SimpleNamespace
from typing import cast

from bridge.adapters.clock import Ending, RealClock
from bridge.adapters.store.memory import MemoryVisits
from bridge.bootstrap import Installation
from bridge.core.errors import Stop, Unusable
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Place
from bridge.entry.subscriptions import Subscriptions
from bridge.ports.receiver import Received, Reply, Subscribed
from bridge.service.subscribe import Wanted

TEAMS, OTHER = ConnectionId("teams"), ConnectionId("other")
DEADLINE = 20.0


def until(condition: Callable[[], object]) -> None:
    ends = monotonic() + DEADLINE
    while not condition():
        assert monotonic() < ends, "it did not come about"
        sleep(0.01)


@dataclass
class Scripted:
    """Does as told; `asked` counts."""

    act: Callable[[], Subscribed]
    asked: int = 0

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        assert places
        assert url
        self.asked += 1
        return self.act()


@dataclass
class Going:
    """Subscriptions of connections that have one place each, called like them."""

    subscribers: dict[ConnectionId, Scripted]
    woken: list[frozenset[PlaceId]] = field(default_factory=list)
    ending: Ending = field(default_factory=Ending)
    kept: Subscriptions = field(init=False)
    heard: dict[ConnectionId, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = SimpleNamespace(clock_url=None)
        found = SimpleNamespace(
            clock=RealClock(self.ending), visits=MemoryVisits(), settings=settings, ending=self.ending, deliveries=self
        )
        wanted = {
            each: Wanted(subscriber, [Place(PlaceId(each), each, "teams", "1")], "https://weber.example/hooks/1")
            for each, subscriber in self.subscribers.items()
        }
        self.kept = Subscriptions(cast("Installation", found), wanted, self.woken.append)

    def arranged(self, connection: ConnectionId, until: datetime, trouble: str) -> None:
        """See `DeliveryStore`: what `status` will say."""
        assert until > datetime.now(UTC)
        self.heard[connection] = trouble


def lasting() -> Subscribed:
    return Subscribed(RealClock().now() + timedelta(hours=1))


def is_told(going: Going, word: str) -> bool:
    return word in going.kept.troubles.get(TEAMS, "")


def lapsed(connection: ConnectionId) -> Received:
    return Received(Reply(202), lapsed=frozenset({PlaceId(connection)}))


def test_each_connection_is_subscribed_at_the_start_and_again_when_it_is_time() -> None:
    """One that is content for an hour is left alone; one that wants to be asked again soon is."""
    soon = Scripted(lambda: Subscribed(RealClock().now() + timedelta(milliseconds=20)))
    patient = Scripted(lasting)
    with Going({TEAMS: soon, OTHER: patient}).kept.going():
        until(lambda: soon.asked >= 3)
    assert patient.asked == 1


def test_what_the_tool_says_has_lapsed_is_subscribed_again_at_once() -> None:
    """That connection's, and no other's; what says nothing of it does nothing."""
    first, second = Scripted(lasting), Scripted(lasting)
    going = Going({TEAMS: first, OTHER: second})
    with going.kept.going():
        until(lambda: first.asked and second.asked)
        going.kept.heard(Received(Reply(202), hints=frozenset({PlaceId(OTHER)})))
        going.kept.heard(lapsed(TEAMS))
        until(lambda: first.asked == 2)
    assert second.asked == 1


def test_places_of_which_something_went_untold_are_looked_at() -> None:
    """As soon as the tool tells again."""
    missed = frozenset({PlaceId(TEAMS)})
    going = Going({TEAMS: Scripted(lambda: Subscribed(RealClock().now() + timedelta(hours=1), missed))})
    with going.kept.going():
        until(lambda: going.woken == [missed])


def test_trouble_is_told_until_it_is_over() -> None:
    """In words, with the connection; it keeps no other connection from being subscribed."""
    said = list[Exception]([Stop("Melden Sie sich neu an."), Unusable("Die Platte ist voll."), KeyError("unerwartet")])

    def act() -> Subscribed:
        if said:
            raise said[0]
        return lasting()

    other = Scripted(lasting)
    going = Going({TEAMS: Scripted(act), OTHER: other})
    with going.kept.going():
        for word in ("Melden Sie sich", "Platte", "error of Cobridge's own"):
            until(partial(is_told, going, word))
            said.pop(0)
            going.kept.heard(lapsed(TEAMS))
        until(lambda: not going.kept.troubles)
    assert other.asked == 1


def test_two_calls_at_a_time_never_subscribe_twice() -> None:
    """What the tool says while it is being asked waits until that is answered."""
    inside, go_on, together = Event(), Event(), list[bool]()

    def act() -> Subscribed:
        together.append(inside.is_set())
        inside.set()
        assert go_on.wait(DEADLINE)
        inside.clear()
        return lasting()

    subscriber = Scripted(act)
    going = Going({TEAMS: subscriber, OTHER: Scripted(lasting)})
    with going.kept.going():
        assert inside.wait(DEADLINE)
        going.kept.heard(lapsed(TEAMS))
        go_on.set()
        until(lambda: subscriber.asked == 2)
    assert together == [False, False]
