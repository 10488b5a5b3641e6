"""Having Graph notify us: a subscription that is made, renewed and found again, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bridge.core.errors import Retry, Stop
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, PartnerId, Ref, TaskId
from bridge.core.model.network import Connection
from bridge.core.model.operation import CreateComment
from bridge.entry.web.hooks import routes
from bridge.entry.web.server import listening, serving
from bridge.ports.connector import Sought
from bridge.ports.receiver import Received, Receiver, Request, Subscribed
from connectors.teams.receiver import Ear
from connectors.teams.subscriptions import LONGEST, LOOK, Notifications
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.teams_world import People, SandboxClock, TeamsWorld

HOST, WEBER, ELSEWHERE = "127.0.0.1", ConnectionId("weber"), ConnectionId("anders")
DAY = timedelta(days=1).total_seconds()
HEARD = 10.0


@dataclass
class Address:
    """The connection's subscription, the address it leads to, and what arrived there. `secrets` may be changed."""

    people: People
    bench: Bench
    secrets: dict[str, str]
    url: str
    told: list[Received] = field(default_factory=list)

    @property
    def connection(self) -> Connection:
        seed = self.people.control("GET", "/seed")["graph"]["teams"][0]
        settings = {"channel": f"{seed['id']}/{seed['channels'][0]['id']}", "login": self.origin}
        return Connection(WEBER, PartnerId("weber"), "teams", settings=settings)

    @property
    def origin(self) -> str:
        return self.people.sandbox.urls["graph"]

    def subscribe(self, url: str = "") -> Subscribed:
        """As a process does that just began."""
        clock, zone = SandboxClock(self.people), ZoneInfo("Europe/Berlin")
        made = Notifications(self.connection, self.secrets, self.origin, WatchedBudget(), clock, zone)
        try:
            return made.subscribe([self.bench.place], url or self.url)
        finally:
            made.close()

    def receive(self, request: Request) -> Received:
        """The connection's ear."""
        clock, zone = SandboxClock(self.people), ZoneInfo("Europe/Berlin")
        place, connection = self.bench.place, self.connection
        return Ear(connection, [place], self.secrets, self.origin, WatchedBudget(), clock, zone).receive(request)

    def there(self) -> list[Any]:
        """The subscriptions that Graph has."""
        return list(self.people.control("GET", "/state/graph")["subscriptions"])

    def now(self) -> datetime:
        return SandboxClock(self.people).now()

    def pass_by(self, seconds: float) -> None:
        self.people.control("POST", "/clock", json={"advance": seconds})

    def calls(self, method: str) -> int:
        """To subscriptions, by the service."""
        calls = self.people.control("GET", "/requests?vendor=graph")["calls"]
        return sum(each["method"] == method and "/subscriptions" in each["path"] for each in calls)

    def touched(self, count: int) -> frozenset[Ref]:
        """What was touched, once so many notifications have arrived."""
        until(lambda: len([each for each in self.told if each.touched]) >= count)
        return frozenset().union(*(each.touched.get(self.bench.place.id, frozenset()) for each in self.told))


def until(holds: Callable[[], object]) -> None:
    ends = monotonic() + HEARD
    while not holds():
        assert monotonic() < ends, "it did not come about"
        sleep(0.01)


@pytest.fixture
def address(people: People, bench: Bench) -> Iterator[Address]:
    service = people.control("GET", "/seed")["service"]["graph"][0]
    names = ("tenant_id", "client_id", "client_secret", "refresh_token")
    with listening(HOST, 0) as opened:
        url = f"http://{HOST}:{opened.getsockname()[1]}/hooks/{WEBER}"
        made = Address(people, bench, {name: service[name] for name in names}, url)

        def take(request: Request, receiver: Receiver) -> Received:
            return receiver.receive(request)

        with serving([routes({WEBER: made, ELSEWHERE: made}, take, made.told.append)], opened, lambda: None):
            yield made


def test_the_channel_is_subscribed_to_once(address: Address, bench: Bench) -> None:
    """The second process finds it and renews it; what happened before the first is to be read, after it is told."""
    first = address.subscribe()
    assert first.missed == {bench.place.id}
    (made,) = address.there()
    address.pass_by(DAY)
    second = address.subscribe()
    assert not second.missed
    (renewed,) = address.there()
    assert renewed["id"] == made["id"]
    assert renewed["expirationDateTime"] > made["expirationDateTime"]
    left = datetime.fromisoformat(renewed["expirationDateTime"]) - address.now()
    assert LONGEST - timedelta(minutes=6) < left < LONGEST
    assert timedelta() < second.again - address.now() <= LOOK


def test_a_day_takes_four_calls(address: Address) -> None:
    """Two looks, two renewals: that is all that an undisturbed subscription costs."""
    again = address.subscribe().again
    ends = again + timedelta(days=1)
    before = [address.calls(method) for method in ("GET", "PATCH", "POST", "DELETE")]
    while again < ends:
        address.pass_by((again - address.now()).total_seconds())
        again = address.subscribe().again
    after = [address.calls(method) for method in ("GET", "PATCH", "POST", "DELETE")]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 2, 0, 0]


def test_a_subscription_that_ended_is_made_anew(address: Address, bench: Bench) -> None:
    """And what happened in between is to be read."""
    address.subscribe()
    (old,) = address.there()
    address.pass_by(LONGEST.total_seconds() + 1)
    until(lambda: not address.there())
    assert address.subscribe().missed == {bench.place.id}
    (new,) = address.there()
    assert new["id"] != old["id"]


def test_a_reply_that_somebody_wrote_is_found_by_its_notification(
    address: Address, bench: Bench, world: TeamsWorld
) -> None:
    """Without waiting for the daily look; once it was read, the next pull asks for nothing more."""
    ref = world.create("Besprochen", bench.lanes[0])
    world.comment(ref, "Erste")
    cursor = bench.cursor()
    address.subscribe()
    second = world.comment(ref, "Zweite")
    assert address.touched(1) == {second}
    before = bench.calls()
    snapshot = bench.pull(cursor, Sought(refs=address.touched(1)))
    assert bench.calls() - before == 2
    assert [comment.text for comment in snapshot.items[ref].comments] == list(map(plain_document, ("Erste", "Zweite")))
    assert not snapshot.suspects
    before = bench.calls()
    assert snapshot.cursor
    assert not bench.pull(snapshot.cursor).items
    assert bench.calls() - before == 1


def test_edits_and_deletions_of_replies_are_told_as_well(address: Address, bench: Bench, world: TeamsWorld) -> None:
    """A correction and a withdrawal reach the others as quickly as what was first said."""
    ref = world.create("Besprochen", bench.lanes[0])
    first, second = world.comment(ref, "Am Montga"), world.comment(ref, "Am Freitag")
    cursor = bench.cursor()
    address.subscribe()
    world.edit_comment(ref, first, "Am Montag")
    world.delete_comment(ref, second)
    item = bench.pull(cursor, Sought(refs=address.touched(2))).items[ref]
    assert [comment.text for comment in item.comments] == [plain_document("Am Montag")]
    assert item.gone_comments == {second}


def test_a_notification_of_our_own_reply_reads_nothing(address: Address, bench: Bench, world: TeamsWorld) -> None:
    """We know what we wrote; a second one may be of somebody else's deed, and is followed."""
    ref = world.create("Besprochen", bench.lanes[0])
    world.comment(ref, "Erste")
    bench.item(ref)
    address.subscribe()
    words = plain_document("Von uns")
    bench.connector.apply(bench.place, CreateComment(bench.place.id, TaskId("t"), CommentId("c"), ref, words))
    sought = Sought(refs=address.touched(1))
    cursor = bench.cursor()
    bench.connector.apply(bench.place, CreateComment(bench.place.id, TaskId("t"), CommentId("d"), ref, words))
    sought = Sought(refs=address.touched(2) - sought.refs)
    before = bench.calls()
    assert not bench.pull(cursor, sought).items
    assert bench.calls() - before == 1
    assert bench.pull(cursor, sought).items[ref].comments


def test_a_reply_below_a_message_of_no_task_is_left_alone(address: Address, bench: Bench, world: TeamsWorld) -> None:
    """People talk in the channel: that is one call, no item and nothing that could be taken for deleted."""
    cursor = bench.cursor()
    address.subscribe()
    said = world.people.call("anna", "POST", f"{world.channel}/messages", {"body": {"content": "Wer hat Hunger?"}})
    path = f"{world.channel}/messages/{said['id']}/replies"
    world.people.call("bob", "POST", path, {"body": {"content": "Ich"}})
    before = bench.calls()
    snapshot = bench.pull(cursor, Sought(refs=address.touched(1)))
    assert (snapshot.items, snapshot.suspects, bench.calls() - before) == ({}, frozenset(), 1)


def test_other_people_s_subscriptions_are_left_alone(address: Address, people: People) -> None:
    """Another address of the same sign-in, such as another Cobridge's, and another program's: both stay."""
    seed = people.control("GET", "/seed")["graph"]["teams"][0]
    path = f"/teams/{seed['id']}/channels/{seed['channels'][0]['id']}/messages"
    ends = (address.now() + timedelta(minutes=50)).isoformat()
    theirs = {"changeType": "created", "notificationUrl": address.url, "resource": path, "expirationDateTime": ends}
    people.call("anna", "POST", "/subscriptions", theirs)
    address.subscribe(address.url.replace(WEBER, ELSEWHERE))
    before = {each["id"] for each in address.there()}
    assert address.subscribe().missed
    assert not address.subscribe().missed
    assert {each["id"] for each in address.there()} > before
    assert len(address.there()) == 3


def test_a_new_client_secret_gets_a_subscription_of_its_own(address: Address, bench: Bench, world: TeamsWorld) -> None:
    """The old one's notifications would be taken for forged, so it is replaced and not renewed."""
    ref = world.create("Besprochen", bench.lanes[0])
    address.subscribe()
    (old,) = address.there()
    state = address.secrets["client_secret"]
    again = Notifications(
        address.connection, {**address.secrets, "client_secret": "neu"}, address.origin, WatchedBudget(),
        SandboxClock(address.people), ZoneInfo("Europe/Berlin"),
    )  # fmt: skip
    cast("Any", again)._access.tokens.secrets["client_secret"] = state  # noqa: SLF001  the sandbox knows no other
    assert again.subscribe([bench.place], address.url).missed
    again.close()
    (new,) = address.there()
    assert new["id"] != old["id"]
    assert new["clientState"] != old["clientState"]
    world.comment(ref, "Gefälscht?")
    until(lambda: address.people.control("GET", "/deliveries?vendor=graph"))
    assert not [each for each in address.told if each.touched]


def test_an_address_that_nobody_reaches_is_told_with_what_to_do(address: Address) -> None:
    """It is tried again: perhaps the web server is still being set up."""
    with pytest.raises(Retry) as caught:
        address.subscribe("http://127.0.0.1:9/hooks/weber")
    assert "http://127.0.0.1:9/hooks/weber" in caught.value.message
    assert "pass /hooks/ on to cobridge run" in caught.value.message
    assert not address.there()


def test_a_sign_in_that_ran_out_is_told_and_harms_nothing(address: Address) -> None:
    """Until somebody signs in again, comments come with the daily look."""
    address.secrets["refresh_token"] = "abgelaufen"
    with pytest.raises(Stop) as caught:
        address.subscribe()
    assert "sign in again" in caught.value.message
    assert "abgelaufen" not in caught.value.message


def test_an_answer_that_got_lost_makes_no_second_subscription(address: Address) -> None:
    """What was made unanswered is found the next time."""
    fault = {"vendor": "graph", "kind": "drop-after", "times": 1, "match": {"method": "POST", "path_regex": "subscrip"}}
    address.people.control("PUT", "/faults", json=fault)
    with pytest.raises(Retry):
        address.subscribe()
    until(address.there)
    address.subscribe()
    assert len(address.there()) == 1


def test_a_token_that_graph_does_not_take_any_more_is_fetched_anew(address: Address) -> None:
    """One 401 carries nothing out and is asked again with a new token, also where something is created."""
    fault = {
        "vendor": "graph",
        "kind": "expired-token",
        "times": 1,
        "match": {"method": "POST", "path_regex": "subscr"},
    }
    address.people.control("PUT", "/faults", json=fault)
    address.subscribe()
    assert len(address.there()) == 1


def test_a_connection_without_a_channel_subscribes_to_nothing(address: Address, bench: Bench) -> None:
    """Planner tells nothing by itself, and there are no comments."""
    silent = Connection(WEBER, PartnerId("weber"), "teams")
    made = Notifications(
        silent, address.secrets, address.origin, WatchedBudget(), SandboxClock(address.people), ZoneInfo("UTC")
    )
    assert not made.subscribe([bench.place], address.url).missed
    assert not address.there()
    assert address.calls("GET") == 0
