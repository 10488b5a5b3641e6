"""Where tools reach us, what comes late where they cannot, and what the doctor advises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Place
from bridge.core.model.reach import Delivery, Manifest, Reach
from bridge.core.sync.terms import Terms
from bridge.ports.connector import Finding
from bridge.service.addresses import Addresses, check_addresses, unheard
from connectors import registry
from tests.unit.service.says import says
from tests.unit.service.test_health import SPACE, TERMS

WEBER = ConnectionId("weber")
OURS = "https://cobridge.weber.example"


def at(tool: str, *, comments: bool = True) -> Terms:
    """A space with one place of this tool, called like it."""
    manifest: Manifest = replace(registry.manifest(tool), comments=comments)
    place = Place(PlaceId(tool), WEBER, tool, "1")
    return replace(TERMS, space=replace(SPACE, places=(place,)), reaches={place.id: Reach(manifest, WEBER, TERMS.zone)})


def findings(
    *terms: Terms,
    public: str | None = None,
    lines: frozenset[ConnectionId] = frozenset(),
    answers: Callable[[str], bool] = bool,
) -> list[Finding]:
    return list(check_addresses(terms, Addresses(public, lines, answers), says))


def test_nobody_needs_an_address_for_tools_that_are_asked() -> None:
    """Trello and Asana tell everything when they are asked, so nothing is said of addresses."""
    assert findings(at("trello"), at("asana")) == []


def test_late_comments_are_a_reminder_with_what_to_do() -> None:
    """Teams works without an address, only later: the places are named."""
    (found,) = findings(at("teams"), at("trello"))
    assert (found.subject, found.well) == ("doctor.no_address", True)
    assert found.advice == "doctor.without_comments {'places': 'teams'}"


def test_a_place_that_holds_no_comments_waits_for_none() -> None:
    """A Teams connection without a channel needs no address."""
    assert findings(at("teams", comments=False)) == []


def test_presses_that_cannot_arrive_are_a_fault() -> None:
    """What people press in Slack reaches us by delivery alone."""
    (found,) = findings(at("slack"))
    assert (found.subject, found.well) == ("doctor.no_address", False)
    assert found.advice == "doctor.without_edits {'places': 'slack'}"


def test_a_line_of_our_own_makes_up_for_the_address() -> None:
    """Slack with an APP_TOKEN needs none."""
    assert findings(at("slack"), lines=frozenset({WEBER})) == []


def test_a_public_address_that_answers_is_well() -> None:
    """Asked at /health, which says whether a Cobridge is there."""
    asked = list[str]()

    def answers(url: str) -> bool:
        asked.append(url)
        return True

    assert findings(at("teams"), at("slack"), public=OURS, answers=answers) == [
        Finding(f"doctor.address {{'url': '{OURS}'}}", well=True)
    ]
    assert asked == [f"{OURS}/health"]


def test_an_address_where_nobody_answers_is_a_fault() -> None:
    """The advice names what was asked."""
    (found,) = findings(public=OURS, answers=lambda _: False)
    assert not found.well
    assert found.advice == f"doctor.address_silent {{'url': '{OURS}/health'}}"


@pytest.mark.parametrize("url", ["http://cobridge.weber.example", "http://192.0.2.7:8080", "http://127.0.0.1.example"])
def test_an_address_without_tls_is_a_fault_and_not_asked(url: str) -> None:
    """No tool would deliver there, and what is delivered are people's words."""

    def answers(_: str) -> bool:
        raise AssertionError

    (found,) = findings(public=url, answers=answers)
    assert (found.well, found.advice) == (False, "doctor.address_plain")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"])
def test_this_machine_needs_no_tls(url: str) -> None:
    """The sandbox delivers there."""
    (found,) = findings(public=url)
    assert found.well


def test_places_are_late_only_without_an_address() -> None:
    """What `status` says of each."""
    terms = [at("teams"), at("slack"), at("trello")]
    assert unheard(terms, None, Delivery.COMMENTS) == ["teams"]
    assert unheard(terms, OURS, Delivery.COMMENTS) == []
