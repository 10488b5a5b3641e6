"""Having Trello and Asana deliver to us: webhooks that are made, kept, found again and ended, and what they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from time import monotonic, sleep
from zoneinfo import ZoneInfo

import pytest
import requests

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.secrets import Secrets
from bridge.core.errors import Failure, Retry, Stop
from bridge.core.model.ids import PlaceId
from bridge.entry.web.hooks import routes
from bridge.entry.web.server import listening, serving
from bridge.ports.receiver import Received, Receiver, Request
from connectors import registry
from connectors.sandbox.serve import Sandbox, running
from tests.contracts.bench import WatchedBudget
from tests.unit.connectors.webhook_address import (
    ELSEWHERE,
    HEARD,
    HOST,
    SEED,
    TOOLS,
    WEBER,
    Address,
    Welcoming,
    call,
    failed,
    id_of,
    make_theirs,
    take_away,
    url_of,
)


def until(holds: Callable[[], object]) -> None:
    ends = monotonic() + HEARD
    while not holds():
        assert monotonic() < ends, "it did not come about"
        sleep(0.01)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running(SEED) as started:
        yield started


@pytest.fixture(params=TOOLS)
def address(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Address]:
    with requests.Session() as session, listening(HOST, 0) as opened:
        session.post(f"{sandbox.control_url}/reset", timeout=10).raise_for_status()
        made = Address(request.param, sandbox, session, f"http://{HOST}:{opened.getsockname()[1]}/hooks/{WEBER}")

        def take(request: Request, receiver: Receiver) -> Received:
            return receiver.receive(request)

        with serving([routes({WEBER: made, ELSEWHERE: Welcoming()}, take, made.told.append)], opened, lambda: None):
            yield made


def test_each_place_has_one_webhook(address: Address) -> None:
    """The second process finds them and makes no others; nothing has to be read whole for it."""
    first = address.subscribe(0, 1)
    made = {id_of(each) for each in address.there()}
    assert len(made) == 2
    second = address.subscribe(0, 1)
    assert {id_of(each) for each in address.there()} == made
    assert not first.missed | second.missed
    assert timedelta() < second.again - address.clock.now() <= timedelta(hours=12)


def test_what_somebody_does_is_told_at_once(address: Address) -> None:
    """By the tool's own signature, and of the place alone where it happened."""
    address.subscribe(0, 1)
    address.acts(1)
    until(address.hints)
    assert {place for each in address.told for place in each.hints} == {PlaceId("place-1")}


def test_what_we_do_ourselves_wakes_nobody(address: Address) -> None:
    """It is delivered, and is no news."""
    address.subscribe(0)
    configured = address.configured
    address.acts_as({"key": configured.get("key", ""), "token": configured["token"]}, configured["token"])
    until(lambda: any("heartbeat" not in each["name"] for each in address.deliveries()))
    address.acts()
    until(address.hints)
    assert {each["status"] for each in address.deliveries()} == {200}


def test_a_quiet_day_takes_two_calls(address: Address) -> None:
    """Two looks at what there is, beside what a process asks once."""
    make = registry.subscriber(address.tool)
    assert make is not None
    secrets = Secrets(WEBER, address.configured, address.vault, str)
    origin, zone, clock = address.sandbox.urls[address.tool], ZoneInfo("Europe/Berlin"), address.clock
    standing = make(address.connection, secrets, origin, WatchedBudget(), clock, zone)
    again = standing.subscribe(address.places(0, 1), address.url).again
    ends, before = again + timedelta(days=1), address.calls()
    while again < ends:
        clock.sleep((again - clock.now()).total_seconds() + 1)
        again = standing.subscribe(address.places(0, 1), address.url).again
    assert address.calls() - before == 2


def test_what_is_of_no_use_any_more_is_ended_and_others_stay(address: Address) -> None:
    """A place that left the network; not what leads to another address, such as another Cobridge's."""
    address.subscribe(0, 1)
    make_theirs(address)
    address.subscribe(1)
    left = {url_of(each).partition("?")[0] for each in address.there()}
    assert left == {address.url, address.theirs}
    assert len(address.there()) == 2


def test_a_webhook_that_is_gone_is_made_anew(address: Address) -> None:
    """Whoever took it away: the next look finds it missing."""
    address.subscribe(0)
    (old,) = address.there()
    take_away(address, id_of(old))
    assert not address.there()
    address.subscribe(0)
    (new,) = address.there()
    assert id_of(new) != id_of(old)
    address.acts()
    until(address.hints)


def test_an_address_that_nobody_serves_is_told_with_what_to_do(address: Address) -> None:
    """It is tried again soon: perhaps the web server is still being set up."""
    with pytest.raises(Retry) as caught:
        address.subscribe(0, url="http://127.0.0.1:9/hooks/weber")
    assert "http://127.0.0.1:9/hooks/weber" in caught.value.message
    assert "pass /hooks/ on to cobridge run" in caught.value.message
    assert not address.there()


def test_trouble_with_one_place_keeps_none_of_the_others_from_it(address: Address) -> None:
    """A place whose creation fails is told; the other one has its webhook."""
    create = {"method": "POST", "path_regex": "/webhooks$"}
    address.fault("500", match=create, times=1)
    with pytest.raises(Failure):
        address.subscribe(0, 1)
    assert len(address.there()) == 1
    address.subscribe(0, 1)
    assert len(address.there()) == 2


def test_a_wrong_credential_is_said_so(address: Address) -> None:
    """And nothing is believed to stand."""
    with pytest.raises(Stop):
        address.subscribe(0, token="wrong")


@pytest.mark.parametrize(
    ("kind", "arrive"),
    [
        ("lost-webhook", 1),
        ("duplicate-webhook", 2),
        ("reordered-webhook", 2),
        ("forged-webhook", 1),
        ("late-webhook", 2),
    ],
)
def test_whatever_becomes_of_a_delivery_the_next_one_is_heard(address: Address, kind: str, arrive: int) -> None:
    """Lost, doubled, late, overtaken or forged: what is not Trello's or Asana's wakes nobody, and the rest goes on."""
    address.subscribe(0)
    until(lambda: address.tool == "trello" or any("heartbeat" in each["name"] for each in address.deliveries()))
    match = {"path_regex": "/webhooks/(createCard|events)"}
    address.fault(kind, times=1, match=match, seconds=1)
    address.acts(title="Erstes")
    address.acts(title="Zweites")
    until(lambda: address.hints() >= arrive)
    statuses = [each["status"] for each in address.deliveries() if "heartbeat" not in each["name"]]
    assert statuses.count(401) == (kind == "forged-webhook")
    assert address.hints() == arrive


@pytest.mark.parametrize("address", ["asana"], indirect=True)
def test_asana_s_secret_survives_a_restart_and_what_lost_it_is_replaced(address: Address) -> None:
    """Another process believes the webhook that the first one made; one without the vault makes another."""
    address.subscribe(0)
    (old,) = address.there()
    address.restart()
    address.acts()
    until(address.hints)
    address.subscribe(0)
    assert address.there()[0]["gid"] == old["gid"]
    address.restart(MemoryVault())
    address.subscribe(0)
    (new,) = address.there()
    assert new["gid"] != old["gid"]
    before = address.hints()
    address.acts()
    until(lambda: address.hints() > before)


@pytest.mark.parametrize("address", ["trello"], indirect=True)
def test_trello_without_its_secret_has_no_webhook_and_takes_no_call(address: Address) -> None:
    """It is asked as often as before."""
    before = address.calls()
    address.subscribe(0, secret="")
    assert address.calls() == before
    assert not address.there()


@pytest.mark.parametrize("address", ["trello"], indirect=True)
def test_a_webhook_that_trello_switched_off_is_switched_on_again(address: Address) -> None:
    """The same one, without another HEAD."""
    address.subscribe(0)
    (there,) = address.there()
    call(address, "PUT", f"/{there['id']}", active="false")
    address.subscribe(0)
    (again,) = address.there()
    assert (again["id"], again["active"]) == (there["id"], True)


def test_deliveries_that_fail_are_repeated_as_the_vendor_says(address: Address) -> None:
    """Trello after 30, 60 and 120 seconds; Asana for a day, after which the webhook is gone."""
    address.subscribe(0)
    until(lambda: address.tool == "trello" or address.deliveries())
    address.answers = False
    address.acts()
    until(lambda: failed(address))
    if address.tool == "trello":
        for wait, count in ((29, 1), (2, 2), (60, 3), (120, 4), (600, 4)):
            address.pass_by(timedelta(seconds=wait))
            until(lambda count=count: len(failed(address)) == count)  # type: ignore[misc]
        assert address.there()[0]["consecutiveFailures"] == 4
        return
    failing = address.there()[0]
    deleted = datetime.fromisoformat(failing["failure_deletion_timestamp"])
    assert timedelta(hours=23) < deleted - address.clock.now() <= timedelta(hours=24)
    assert failing["last_failure_content"]
    address.pass_by(timedelta(hours=24, minutes=1))
    until(lambda: not address.there())
    address.answers = True
    address.subscribe(0)
    assert address.there()


@pytest.mark.parametrize("address", ["asana"], indirect=True)
def test_asana_s_heart_beats_every_eight_hours(address: Address) -> None:
    """Once at first, then by the clock."""
    address.subscribe(0)
    until(lambda: len(address.deliveries()) == 1)
    address.pass_by(timedelta(hours=8, minutes=1))
    until(lambda: len(address.deliveries()) == 2)
    assert {(each["name"], each["status"]) for each in address.deliveries()} == {("/webhooks/heartbeat", 200)}
    assert not address.hints()
