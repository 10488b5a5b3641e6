"""Signing in: tokens are fetched when needed, renewed in time, and never shown."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bridge.core.errors import Failure, Retry, Stop
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, PartnerId, PlaceId, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateComment
from bridge.ports.connector import Sought
from connectors.oauth import EARLY
from connectors.teams.connector import Teams
from connectors.teams.tokens import Grant, Tokens
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.teams_world import People, SandboxClock, TeamsWorld

HOUR = 3600


@pytest.fixture
def secrets(people: People) -> dict[str, str]:
    people.control("POST", "/reset")
    (service,) = people.control("GET", "/seed")["service"]["graph"]
    return {name: service[name] for name in ("tenant_id", "client_id", "client_secret", "refresh_token")}


@pytest.fixture
def tokens(people: People, secrets: dict[str, str]) -> Tokens:
    return Tokens(people.sandbox.urls["graph"], secrets, SandboxClock(people))


def asked(people: People) -> int:
    """How often anybody signed in."""
    calls = people.control("GET", "/requests?vendor=graph")["calls"]
    return sum(call["path"].endswith("/token") for call in calls)


@pytest.mark.parametrize("grant", list(Grant))
def test_a_token_is_kept_until_shortly_before_it_expires(people: People, tokens: Tokens, grant: Grant) -> None:
    """One sign-in an hour: again only in the last minutes, so that no call is sent with a token about to expire."""
    first = tokens.token(grant)
    before = asked(people)
    people.control("POST", "/clock", json={"advance": HOUR - EARLY.total_seconds() - 1})
    assert tokens.token(grant) == first
    assert asked(people) == before
    people.control("POST", "/clock", json={"advance": 2})
    assert tokens.token(grant) != first
    assert asked(people) == before + 1


def test_a_service_that_runs_for_half_a_year_stays_signed_in(people: People, tokens: Tokens) -> None:
    """A refresh token lasts ninety days; each answer brings a new one, which is used from then on."""
    for _ in range(4):
        tokens.token(Grant.USER)
        people.control("POST", "/clock", json={"advance": timedelta(days=60).total_seconds()})
    assert tokens.token(Grant.USER)


def test_a_refresh_token_that_ran_out_says_what_to_do(people: People, tokens: Tokens) -> None:
    """A person has to sign in again."""
    people.control("POST", "/clock", json={"advance": timedelta(days=91).total_seconds()})
    with pytest.raises(Stop, match="sign in again"):
        tokens.token(Grant.USER)


@pytest.mark.parametrize("name", ["tenant_id", "client_id", "client_secret"])
def test_a_wrong_secret_stops_and_shows_none(tokens: Tokens, secrets: dict[str, str], name: str) -> None:
    """The sentence says what to look at; neither it nor the exception behind it has a secret."""
    wrong = replace(tokens, secrets={**secrets, name: "falsch-4711"})
    with pytest.raises(Stop) as caught:
        wrong.token(Grant.APP)
    shown = "".join(traceback.format_exception(caught.value)) + repr(wrong)
    assert not [secret for secret in (secrets["client_secret"], "falsch-4711", "access_token") if secret in shown]


@pytest.mark.parametrize("name", ["tenant_id", "client_id", "client_secret", "refresh_token"])
def test_a_missing_secret_is_named(people: People, tokens: Tokens, secrets: dict[str, str], name: str) -> None:
    """Nothing is sent without it."""
    lacking = replace(tokens, secrets={**secrets, name: ""})
    before = asked(people)
    with pytest.raises(Stop, match=name):
        lacking.token(Grant.USER)
    assert asked(people) == before


@pytest.mark.parametrize(("kind", "decision"), [("503", Retry), ("429", Retry), ("drop-before", Retry)])
def test_a_sign_in_that_is_down_is_tried_later(people: People, tokens: Tokens, kind: str, decision: type) -> None:
    """Trouble at the sign-in carries nothing out."""
    people.control("PUT", "/faults", json={"vendor": "graph", "kind": kind, "times": 1})
    with pytest.raises(Failure) as caught:
        tokens.token(Grant.APP)
    assert type(caught.value) is decision
    assert tokens.token(Grant.APP)


def test_nobody_there_is_tried_later(tokens: Tokens) -> None:
    """An address where nothing listens."""
    with pytest.raises(Retry, match="could not be reached"):
        replace(tokens, login="http://127.0.0.1:9").token(Grant.APP)


def test_a_token_that_graph_does_not_take_is_replaced_once(bench: Bench, world: TeamsWorld) -> None:
    """A token can end before its time: the call is sent again with a new one, even if it creates."""
    bench.pull()
    world.people.control("PUT", "/faults", json={"vendor": "graph", "kind": "expired-token", "times": 1})
    assert bench.create().ref
    assert len(world.holds()) == 1


def test_a_week_goes_by_without_anybody_signing_in(bench: Bench, world: TeamsWorld) -> None:
    """Tokens expire every hour; reading, writing and posting go on."""
    ref = bench.create().ref
    for number in range(7):
        world.people.control("POST", "/clock", json={"advance": 24 * HOUR})
        bench.update(ref, title=f"Tag {number}")
        words = plain_document(f"Tag {number}")
        bench.connector.apply(
            bench.place, CreateComment(bench.place.id, TaskId("task-1"), CommentId(str(number)), ref, words)
        )
    item = bench.item(ref)
    assert len(item.comments) == 7
    assert item.fields
    assert item.fields.title == "Tag 6"


@pytest.fixture
def unsigned(people: People, secrets: dict[str, str]) -> Iterator[Teams]:
    """A connection with a channel, whose service user never signed in."""
    connection = Connection(
        ConnectionId("weber"),
        PartnerId("weber"),
        "teams",
        settings={"channel": "team/19:channel@thread.tacv2", "login": people.sandbox.urls["graph"]},
    )
    given = {name: value for name, value in secrets.items() if name != "refresh_token"}
    origin, clock = people.sandbox.urls["graph"], SandboxClock(people)
    connector = Teams(connection, given, origin, WatchedBudget(), clock, ZoneInfo("Europe/Berlin"))
    yield connector
    connector.close()


def test_a_channel_without_a_service_user_is_a_finding(people: People, unsigned: Teams) -> None:
    """The doctor says which secret is missing and why it is needed."""
    team = people.control("GET", "/seed")["graph"]["teams"][0]
    place = Place(PlaceId("weber-plan"), ConnectionId("weber"), "teams", team["plan"]["id"])
    bad = [finding for finding in unsigned.check(place) if not finding.well]
    assert len(bad) == 1
    assert "refresh_token" in bad[0].advice
    assert unsigned.pull(place, None, Sought()).complete, "tasks do not need it"
