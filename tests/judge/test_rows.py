"""The connectors' tables of calls against the calls that the suite really sends, and against what vendors publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from connectors.asana.endpoints import FULL
from connectors.layers.endpoint import Endpoint
from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.slack.methods import METHODS
from connectors.slack.endpoints import BESIDES as SLACK_BESIDES
from connectors.slack.signin import SCOPES as SLACK_SCOPES
from connectors.teams.endpoints import BESIDES as TEAMS_BESIDES
from connectors.teams.endpoints import REPLIES
from connectors.teams.signin import SCOPES as TEAMS_SCOPES
from tests.judge.beside import everything
from tests.judge.described import Description
from tests.judge.exchange import Exchange
from tests.judge.rows import ENDPOINTS
from tests.judge.scenario import Heard
from tests.judge.sitting import Sitting, judge

UNPUBLISHED: Mapping[tuple[str, str], str] = {
    ("graph", "POST /$batch"): "the description has no batch",
    ("graph", "GET /me"): "the description has the signed-in user among /users",
    ("graph", f"POST {REPLIES}/{{chatMessage-id1}}/softDelete"): "the file leaves this action out",
    ("graph", f"POST {REPLIES.removesuffix('/replies')}/softDelete"): "the same",
}
"""Rows that the published files lack; what begins with `//`, sign-in, is in none."""
WITHOUT_A_PERSON = {"GroupMember.Read.All", "Tasks.Read.All", "Tasks.ReadWrite.All", "User.ReadBasic.All"}
"""What Graph gives to the app itself, and no person agrees to."""
OF_SOCKETS = "connections:write"
"""What Slack gives to a token of the app."""


@pytest.fixture(scope="module")
def heard() -> Sequence[Heard]:
    return everything()


def named(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


def never_called(heard: Sequence[Heard], shared: Path) -> tuple[set[tuple[str, str]], list[str]]:
    """Rows without a call, and calls without a row."""
    sitting = Sitting(shared)
    for each in heard:
        sitting.witness(each.vendor, each.request, each.response)
    rows_of_all = {(vendor, each) for vendor, those in ENDPOINTS.items() for each in those}
    unlisted = [f"{each}" for each in sitting.taken() if each.rule == "no such row"]
    return {(vendor, named(each)) for vendor, each in rows_of_all - sitting.called}, unlisted


@pytest.mark.slow
def test_every_row_is_called_and_every_call_has_a_row(heard: Sequence[Heard], shared: Path) -> None:
    """What the pages say that Cobridge calls is what it calls: no more, no less."""
    uncalled, unlisted = never_called(heard, shared)
    assert not uncalled
    assert not unlisted


@pytest.mark.slow
def test_a_row_too_many_and_one_too_few_are_noticed(
    heard: Sequence[Heard], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row for what nobody calls is found, and so is a call whose row was forgotten."""
    first, *others = ENDPOINTS["trello"]
    monkeypatch.setitem(ENDPOINTS, "trello", (*others, Endpoint("DELETE", "/boards/{id}", "nothing")))
    uncalled, unlisted = never_called(heard, shared)
    assert uncalled == {("trello", "DELETE /boards/{id}")}
    assert first.path == "/members/{id}"
    assert unlisted
    assert all(each.startswith("GET /members/") for each in unlisted)


def test_a_call_without_a_row_is_a_finding_wherever_it_is_met(shared: Path) -> None:
    """Every test that lets a connector call something new asks for a row; people may call what they like."""
    sitting = Sitting(shared)
    for token in ("trello-anna", "token-of-trello"):
        asked = Request("GET", "/1/boards/1/checklists", {"key": "k", "token": token}, {})
        sitting.witness("trello", asked, Response(200, []))
    assert [each.rule for each in sitting.taken()] == ["no such row"]


@pytest.mark.parametrize("vendor", ENDPOINTS)
def test_every_row_is_as_the_vendor_publishes_it(vendor: str, shared: Path) -> None:
    """Whoever looks a call up finds it under these words in the vendor's reference."""
    unknown = {
        (vendor, named(each))
        for each in ENDPOINTS[vendor]
        if not each.path.startswith("//")
        and judge(vendor, shared).operation(Exchange(each.method, each.path))
        not in (named(each), f"{named(each)}/", each.path)
    }
    assert unknown == {key for key in UNPUBLISHED if key[0] == vendor}


def test_asana_s_permissions_are_those_of_its_description(shared: Path) -> None:
    """Each row names the scope that Asana asks for, and says where no scope is enough."""
    description = Description.read(shared / "specs" / "asana" / "openapi.json")
    for each in ENDPOINTS["asana"]:
        if not each.path.startswith("//"):
            published = description.all["paths"][each.path][each.method.lower()]["security"]
            scopes = next(way["oauth2"] for way in published if "oauth2" in way)
            assert each.permissions == (tuple(scopes) or FULL), named(each)


def test_slack_s_permissions_are_enough_for_each_method() -> None:
    """The sandbox refuses a method without its scope, as Slack does; the rows name those it takes."""
    for each in ENDPOINTS["slack"]:
        if each.path in METHODS and each.permissions != (OF_SOCKETS,):
            assert set(each.permissions) <= set(METHODS[each.path].scopes)
            assert bool(each.permissions) == bool(METHODS[each.path].scopes), each.path


def test_what_a_sign_in_asks_for_is_what_the_rows_need() -> None:
    """No person is asked to agree to more than is used, and nothing that is used is left out."""
    slack = {name for each in ENDPOINTS["slack"] for name in each.permissions} - {OF_SOCKETS}
    assert set(SLACK_SCOPES) == slack | set(SLACK_BESIDES)
    teams = {name for each in ENDPOINTS["graph"] for name in each.permissions} - WITHOUT_A_PERSON
    assert set(TEAMS_SCOPES) == teams | set(TEAMS_BESIDES)
