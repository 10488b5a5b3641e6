"""What the webhooks of Trello and Asana deliver: which of it is believed, and what follows."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from bridge.ports.receiver import Received, Receiver, Request
from connectors import registry
from connectors.asana import deliveries as asana
from connectors.trello import deliveries as trello
from tests.contracts.bench import WatchedBudget
from tests.unit.connectors.virtual_clock import START, VirtualClock

ADDRESS = "https://tasks.example.org/hooks/weber"
WEBER, HALL = ConnectionId("weber"), PlaceId("halle")
US, ANNA = "5f0000000000000000000009", "5f0000000000000000000002"
BOARD, OTHER_BOARD = "5f0000000000000000000003", "5f0000000000000000000004"
SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"
SIGN = "sign-of-the-webhook"
JSON = {"content-type": "application/json"}


def stamp(ago: timedelta) -> str:
    return (START - ago).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Tool:
    """How one tool's deliveries look. `signed` makes a body into a request that passes."""

    name: str
    signed: Callable[[bytes], Request]
    told: Callable[..., Any]
    header: str
    oldest: timedelta
    secrets: MutableMapping[str, str]
    address: str = ADDRESS
    clock: VirtualClock = field(default_factory=VirtualClock)

    def ear(self) -> Receiver:
        """As new, with one place."""
        connection = Connection(WEBER, PartnerId("weber"), self.name, settings={"address": self.address})
        place, make = Place(HALL, WEBER, self.name, BOARD), registry.receiver(self.name)
        assert make is not None
        zone = ZoneInfo("Europe/Berlin")
        return make(connection, [place], dict(self.secrets), "", WatchedBudget(), self.clock, zone)

    def hears(self, request: Request) -> Received:
        return self.ear().receive(request)

    def delivery(self, **values: Any) -> Request:
        """By somebody else, just now, unless told otherwise."""
        return self.signed(json.dumps(self.told(**values)).encode())


def by_trello(body: bytes) -> Request:
    code = hmac.new(b"app-secret", body + f"{ADDRESS}?by={US}".encode(), hashlib.sha1).digest()
    headers = {**JSON, "x-trello-webhook": base64.b64encode(code).decode()}
    return Request("POST", "/hooks/weber", {"by": US}, headers, body)


def by_asana(body: bytes) -> Request:
    code = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    query = {"place": BOARD, "sign": SIGN, "by": US}
    return Request("POST", "/hooks/weber", query, {**JSON, "x-hook-signature": code}, body)


def trello_says(by: str = ANNA, ago: timedelta = timedelta(seconds=2), number: int = 1) -> Any:
    action = {"id": f"{number:024x}", "idMemberCreator": by, "date": stamp(ago), "type": "updateCard", "data": {}}
    return {"action": action, "model": {"id": BOARD}, "webhook": {"id": "1"}}


def asana_says(by: str = ANNA, ago: timedelta = timedelta(seconds=2), number: int = 1) -> Any:
    resource = {"gid": str(number), "resource_type": "task"}
    told = {"user": {"gid": by}, "created_at": stamp(ago), "action": "changed", "resource": resource, "parent": None}
    return {"events": [told]}


GIVEN = {f"webhook_sign_{BOARD}": SIGN, f"webhook_secret_{BOARD}": SECRET, "token": "t"}
CREDENTIALS = {"key": "k", "token": "t", "secret": "app-secret"}
TOOLS = (
    Tool("trello", by_trello, trello_says, "x-trello-webhook", trello.LONGEST_AGO, CREDENTIALS),
    Tool("asana", by_asana, asana_says, "x-hook-signature", asana.LONGEST_AGO, GIVEN),
)


@pytest.fixture(params=TOOLS, ids=lambda tool: str(tool.name))
def tool(request: pytest.FixtureRequest) -> Tool:
    found: Tool = request.param
    return found


def changes_nothing(received: Received) -> bool:
    return not (received.hints or received.touched or received.submissions or received.missed or received.lapsed)


def test_what_somebody_did_has_its_place_looked_at(tool: Tool) -> None:
    """At once, and nothing more: what it was is read from the tool."""
    received = tool.hears(tool.delivery())
    assert received.reply.status == 200
    assert received.hints == {HALL}
    assert changes_nothing(replace(received, hints=frozenset()))


def test_what_we_did_ourselves_is_no_news(tool: Tool) -> None:
    """Else each of our writes would cost a reading."""
    received = tool.hears(tool.delivery(by=US))
    assert received.reply.status == 200
    assert changes_nothing(received)


def test_what_comes_again_is_acknowledged_and_has_no_effect(tool: Tool) -> None:
    """Doubled by the tool or played back by somebody; what comes in another order all counts."""
    ear = tool.ear()
    first, second = tool.delivery(number=1), tool.delivery(number=2)
    assert [bool(ear.receive(each).hints) for each in (second, first, second, first)] == [True, True, False, False]
    assert ear.receive(first).reply.status == 200


@pytest.mark.parametrize("signature", ["", "x", "ümlaut", "\ud800", "0" * 64, "A" * 10_000])
def test_what_bears_another_signature_changes_nothing(tool: Tool, signature: str) -> None:
    """Whoever knows the address alone cannot have us do anything."""
    genuine = tool.delivery()
    received = tool.hears(replace(genuine, headers={**JSON, tool.header: signature}))
    assert received.reply.status == 401
    assert changes_nothing(received)


def test_what_bears_no_signature_changes_nothing(tool: Tool) -> None:
    """Not even with everything else as it should be."""
    received = tool.hears(replace(tool.delivery(), headers=JSON))
    assert received.reply.status == 401
    assert changes_nothing(received)


def test_what_was_changed_or_cut_on_its_way_changes_nothing(tool: Tool) -> None:
    """The signature is that of the very bytes."""
    genuine = tool.delivery()
    bodies = (genuine.body[:-1], genuine.body + b" ", b"", genuine.body.replace(b"2026", b"2027"))
    for body in bodies:
        received = tool.hears(replace(genuine, body=body))
        assert received.reply.status == 401
        assert changes_nothing(received)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"7", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"action": {}, "events": {}}',
     b'{"action": 7, "model": [], "events": [7]}', b'{"events": [{}]}', b'{"events": [{"created_at": 7}]}',
     b'{"events": [{"created_at": "2026-11-23"}]}', b'{"action": {"id": 1, "idMemberCreator": 2, "date": 3}}'],
)  # fmt: skip
def test_what_is_signed_and_no_delivery_is_refused(tool: Tool, body: bytes) -> None:
    """With a sentence, and without an effect."""
    received = tool.hears(tool.signed(body))
    assert received.reply.status == 400
    assert changes_nothing(received)


def test_what_is_too_old_or_of_the_future_is_refused(tool: Tool) -> None:
    """Nobody plays back tomorrow what he caught today."""
    for ago, status in (
        (tool.oldest - timedelta(seconds=1), 200),
        (tool.oldest + timedelta(seconds=1), 400),
        (timedelta(minutes=-4), 200),
        (timedelta(minutes=-6), 400),
    ):
        received = tool.hears(tool.delivery(ago=ago))
        assert received.reply.status == status
        assert bool(received.hints) == (status == 200)


def test_what_is_of_no_place_of_ours_changes_nothing(tool: Tool) -> None:
    """Another board's webhook, of the same app and address."""
    genuine = json.loads(tool.delivery().body)
    sent = tool.signed(json.dumps({**genuine, "model": {"id": OTHER_BOARD}}).encode())
    assert changes_nothing(tool.hears(replace(sent, query={**sent.query, "place": OTHER_BOARD})))


def test_without_its_secret_nothing_is_believed(tool: Tool) -> None:
    """An empty secret is no secret that one could sign with."""
    empty = tool.delivery()
    code = hmac.new(b"", empty.body, hashlib.sha256).hexdigest()
    bare = replace(tool, secrets={})
    for signature in (empty.headers[tool.header], code, ""):
        received = bare.hears(replace(empty, headers={tool.header: signature}))
        assert received.reply.status == 401
        assert changes_nothing(received)


def test_nothing_that_it_holds_is_shown(tool: Tool) -> None:
    """Its text has no secret."""
    assert not any(value in repr(tool.ear()) for value in tool.secrets.values() if len(value) > 1)


def test_the_signatures_are_those_that_the_vendors_describe() -> None:
    """Worked out by another program: openssl dgst -hmac."""
    body = (
        b'{"action":{"id":"65f000000000000000000001","idMemberCreator":"5f0000000000000000000002",'
        b'"date":"2026-11-23T07:59:58.000Z","type":"updateCard"},"model":{"id":"5f0000000000000000000003"}}'
    )
    url = trello.callback("https://tasks.example.org/hooks/trello", US)
    assert trello.is_signed(body, url, "app-secret", "Caow4aWWyPDxmMMUPfjd4voG+x0=")
    assert not trello.is_signed(body, url + "x", "app-secret", "Caow4aWWyPDxmMMUPfjd4voG+x0=")
    body = (
        b'{"events":[{"user":{"gid":"12","resource_type":"user"},"created_at":"2026-11-23T07:59:58.000Z",'
        b'"action":"changed","resource":{"gid":"1337","resource_type":"task"},"parent":null}]}'
    )
    code = "aebb00c66be2b58f348adb236563c555c04c46ff82f3e293eec1b3f2bbb42881"
    assert asana.is_signed(body, SECRET, code)
    assert not asana.is_signed(body, SECRET, code.upper())


def test_trello_s_address_counts_as_it_is_configured() -> None:
    """A signature for another address is none for ours, and without a public address there is none at all."""
    (trello_tool, _) = TOOLS
    sent = trello_tool.delivery()
    assert replace(trello_tool, address="https://other.example.org/hooks/weber").hears(sent).reply.status == 401
    assert replace(trello_tool, address="").hears(sent).reply.status == 401
    assert trello_tool.hears(replace(sent, query={"by": ANNA})).reply.status == 401


def test_trello_may_try_the_address() -> None:
    """A HEAD is answered, and is no delivery."""
    received = TOOLS[0].hears(Request("HEAD", "/hooks/weber", {"by": US}, {}, b""))
    assert (received.reply.status, received.reply.body) == (200, b"")
    assert changes_nothing(received)


def test_asana_s_heartbeat_is_acknowledged() -> None:
    """Else Asana would give the webhook up."""
    received = TOOLS[1].hears(by_asana(b'{"events":[]}'))
    assert received.reply.status == 200
    assert changes_nothing(received)


def test_more_than_asana_ever_sends_at_once_is_refused() -> None:
    """One delivery keeps nobody busy."""
    (told,) = asana_says()["events"]
    assert TOOLS[1].hears(by_asana(json.dumps({"events": [told] * asana.MOST_AT_ONCE}).encode())).hints
    many = by_asana(json.dumps({"events": [told] * (asana.MOST_AT_ONCE + 1)}).encode())
    assert TOOLS[1].hears(many).reply.status == 400


class Vault(dict[str, str]):
    """Secrets that several may hold; it may be full."""

    full = False

    def __setitem__(self, name: str, value: str) -> None:
        if self.full:
            raise OSError("full")
        super().__setitem__(name, value)


def asana_ear(secrets: MutableMapping[str, str]) -> Receiver:
    make = registry.receiver("asana")
    assert make is not None
    place, connection = Place(HALL, WEBER, "asana", BOARD), Connection(WEBER, PartnerId("weber"), "asana")
    return make(connection, [place], secrets, "", WatchedBudget(), VirtualClock(), ZoneInfo("Europe/Berlin"))


def shake(secrets: MutableMapping[str, str], sign: str, secret: str = SECRET, place: str = BOARD) -> Received:
    query = {"place": place, "sign": sign, "by": US}
    return asana_ear(secrets).receive(Request("POST", "/hooks/weber", query, {"x-hook-secret": secret}, b"{}"))


def test_asana_s_secret_is_kept_before_it_is_given_back() -> None:
    """An answer that was not kept would make a webhook that nobody can believe."""
    vault = Vault()
    sign = asana.Kept(vault).expect(BOARD)
    vault.full = True
    with pytest.raises(OSError, match="full"):
        shake(vault, sign)
    vault.full = False
    received = shake(vault, sign)
    assert (received.reply.status, received.reply.headers["X-Hook-Secret"]) == (200, SECRET)
    assert asana.Kept(vault).is_known(BOARD, sign)
    assert changes_nothing(received)


def test_only_asana_gives_a_secret_and_only_once() -> None:
    """Whoever guesses the address, or saw it later, cannot have us believe him."""
    vault = Vault()
    sign = asana.Kept(vault).expect(BOARD)
    assert shake(vault, "guessed").reply.status == 401
    assert shake(vault, "").reply.status == 401
    assert shake(vault, sign, place=OTHER_BOARD).reply.status == 401
    assert shake(vault, sign, secret="kurz").reply.status == 401
    assert not asana.Kept(vault).is_known(BOARD, sign)
    assert shake(vault, sign).reply.status == 200
    assert shake(vault, sign, secret=SECRET[::-1]).reply.status == 401
    assert shake(vault, sign).reply.status == 200
    assert asana.Kept(vault).secret(BOARD) == SECRET
    later = asana.Kept(vault).expect(BOARD)
    assert shake(vault, sign).reply.status == 401
    asana.Kept(vault).forget(BOARD)
    assert shake(vault, later).reply.status == 401
    assert shake(vault, "").reply.status == 401
