"""What Graph's notifications mean, and which of them are believed."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.ports.receiver import Received, Request
from connectors.teams.notices import MOST_AT_ONCE, client_state
from connectors.teams.receiver import LONGEST_TOKEN, Ear
from tests.contracts.bench import WatchedBudget
from tests.unit.connectors.virtual_clock import VirtualClock

TEAM, CHANNEL = "22222222-0000-4000-8000-000000000001", "19:messe@thread.tacv2"
WEBER = ConnectionId("weber-teams")
SECRETS = {"tenant_id": "t", "client_id": "c", "client_secret": "geheim", "refresh_token": "r"}
PLACES = [Place(PlaceId(each), WEBER, "teams", each) for each in ("rohbau", "dach")]
BOTH = frozenset(place.id for place in PLACES)
NONE = frozenset[PlaceId]()
STATE = client_state(WEBER, SECRETS)
ROOT = f"teams('{TEAM}')/channels('{CHANNEL}')/messages('17')"
REPLY = f"{ROOT}/replies('18')"


def ear(channel: str = f"{TEAM}/{CHANNEL}") -> Ear:
    connection = Connection(WEBER, PartnerId("weber"), "teams", settings={"channel": channel})
    return Ear(connection, PLACES, SECRETS, "", WatchedBudget(), VirtualClock(), ZoneInfo("Europe/Berlin"))


def heard(body: bytes, **query: str) -> Received:
    return ear().receive(Request("POST", "/hooks/weber-teams", query, {}, body))


def notified(*notices: Any) -> Received:
    return heard(json.dumps({"value": notices}).encode())


def notice(resource: str = REPLY, state: Any = STATE, **more: Any) -> dict[str, Any]:
    return {"subscriptionId": "s", "clientState": state, "changeType": "created", "resource": resource, **more}


def changes_nothing(received: Received) -> bool:
    return not (received.hints or received.touched or received.submissions or received.missed or received.lapsed)


def test_the_address_proves_itself_with_the_very_token() -> None:
    """As plain text, unchanged, and as nothing that a browser would run."""
    token = "Validation: Testing <b>reach</b> & Ümlaut 100%"
    received = heard(b"", validationToken=token)
    assert (received.reply.status, received.reply.body.decode()) == (200, token)
    assert received.reply.headers["content-type"].startswith("text/plain")
    assert received.reply.headers["x-content-type-options"] == "nosniff"
    assert changes_nothing(received)


@pytest.mark.parametrize("token", ["", "x" * (LONGEST_TOKEN + 1)])
def test_a_token_that_is_none_is_not_given_back(token: str) -> None:
    """Nobody has us send whatever they like."""
    received = heard(b"", validationToken=token)
    assert received.reply.status == 400
    assert token == "" or token.encode() not in received.reply.body


def test_a_reply_is_sought_at_every_place_of_the_connection() -> None:
    """The notification does not say which task it is about: the places know."""
    received = notified(notice())
    assert received.reply.status == 202
    assert received.hints == BOTH
    assert received.touched == {place: {Ref("17/18")} for place in BOTH}
    assert not received.missed
    assert not received.lapsed


def test_several_at_once_doubled_and_in_any_order_mean_the_same() -> None:
    """Once each."""
    other = notice(f"{ROOT}/replies('19')", changeType="deleted")
    assert notified(notice(), other, notice()) == notified(other, notice())
    assert notified(notice(), other).touched[PLACES[0].id] == {"17/18", "17/19"}


@pytest.mark.parametrize(
    "resource",
    [
        ROOT,
        REPLY.replace("messe", "andere"),
        REPLY.replace(TEAM, TEAM[::-1]),
        f"{REPLY}/hostedContents('1')",
        "chats('19:x')/messages('1')",
        "",
    ],
    ids=["no reply", "other channel", "other team", "deeper", "chat", "none"],
)
def test_what_is_no_reply_in_the_channel_wakes_nobody(resource: str) -> None:
    """It is acknowledged all the same: Graph would send it again."""
    received = notified(notice(resource))
    assert received.reply.status == 202
    assert changes_nothing(received)


@pytest.mark.parametrize("state", ["", STATE[:-1], STATE.upper(), None, 7, [STATE], "\ud800"])
def test_what_does_not_bear_our_secret_changes_nothing(state: Any) -> None:
    """Whoever knows the address cannot have us look, read everything or subscribe again."""
    for forged in (notice(state=state), notice(state=state, lifecycleEvent="missed"), "no notice", None):
        received = notified(forged)
        assert received.reply.status == 401
        assert changes_nothing(received)


def test_what_is_forged_beside_a_notification_of_ours_is_left_alone() -> None:
    """Ours still counts."""
    forged = notice(f"{ROOT}/replies('66')", state="geraten", lifecycleEvent="missed")
    received = notified(forged, notice())
    assert received == notified(notice())


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"value": {}}', b'{"value": "x"}', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "broken", "list", "null", "object", "text", "bytes", "deep"],
)
def test_what_is_no_notification_is_refused(body: bytes) -> None:
    """With a sentence, and without an effect."""
    received = heard(body)
    assert received.reply.status == 400
    assert changes_nothing(received)


def test_more_than_graph_ever_sends_at_once_is_refused() -> None:
    """One delivery keeps nobody busy."""
    assert notified(*[notice()] * MOST_AT_ONCE).reply.status == 202
    assert notified(*[notice()] * (MOST_AT_ONCE + 1)).reply.status == 400


@pytest.mark.parametrize("event", ["reauthorizationRequired", "subscriptionRemoved"])
def test_a_subscription_that_ends_is_asked_for_again(event: str) -> None:
    """Nothing is read for that: what went untold, the new subscription knows."""
    received = notified(notice("", lifecycleEvent=event))
    assert (received.reply.status, received.lapsed, received.hints, received.missed) == (202, BOTH, NONE, NONE)


def test_what_went_untold_has_everything_read() -> None:
    """Graph says that it lost notifications, not which."""
    received = notified(notice("", lifecycleEvent="missed"))
    assert (received.reply.status, received.missed, received.hints, received.lapsed) == (202, BOTH, BOTH, NONE)


def test_the_secret_is_each_connection_s_and_gives_the_client_secret_away_to_nobody() -> None:
    """Another connection's, or that of an earlier client secret, does not pass; it fits into what Graph keeps."""
    others = {client_state(ConnectionId("x"), SECRETS), client_state(WEBER, {"client_secret": "neu"}), STATE}
    assert len(others) == 3
    assert len(STATE) <= 128
    assert SECRETS["client_secret"] not in STATE + repr(ear())


def test_a_connection_without_a_channel_hears_of_no_message() -> None:
    """There is no channel that a message could be in."""
    sent = Request("POST", "/hooks/weber-teams", {}, {}, json.dumps({"value": [notice()]}).encode())
    assert changes_nothing(ear("").receive(sent))
