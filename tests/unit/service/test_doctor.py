"""What the doctor finds, and what it advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from bridge.core.errors import Retry, Unusable
from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Place
from bridge.core.sync.terms import Terms
from bridge.ports.connector import Connector, Finding
from bridge.service.addresses import Addresses
from bridge.service.cycle import Connectors
from bridge.service.doctor import Checked, Surroundings, doctor
from connectors.layers.limit import Limit
from tests.unit.connectors.virtual_clock import START, VirtualClock
from tests.unit.service.says import says
from tests.unit.service.test_health import PLACE, TERMS

CREDENTIAL = Finding("Trello credential", well=True)
NOWHERE = Addresses(None, frozenset(), lambda _: False)
SURROUNDINGS = Surroundings(None, {"trello": (Limit(100, 10), Limit(300, 10, "key"))}, lambda _: START, NOWHERE)


@dataclass(frozen=True)
class Checking:
    """As much of a connector as the doctor asks."""

    found: Sequence[Finding] | Retry

    def check(self, place: Place) -> Sequence[Finding]:
        assert place.id == PLACE
        if isinstance(self.found, Retry):
            raise self.found
        return self.found


def connected(found: Sequence[Finding] | Retry) -> Mapping[PlaceId, Connector]:
    return {PLACE: cast("Connector", Checking(found))}


def checked(
    surroundings: Surroundings = SURROUNDINGS, found: Sequence[Finding] | Retry = (CREDENTIAL,)
) -> Sequence[Checked]:
    return doctor([TERMS], lambda _: connected(found), surroundings, VirtualClock(), says)


def faults(all_of_them: Sequence[Checked]) -> list[tuple[str, str, str]]:
    return [(each.about, each.finding.subject, each.finding.advice) for each in all_of_them if not each.finding.well]


def test_a_sound_network_has_no_fault() -> None:
    """What each connection says of its place is passed on."""
    found = checked()
    assert not faults(found)
    assert Checked(PLACE, CREDENTIAL) in found


def test_what_a_connection_complains_of_is_a_fault_of_its_place() -> None:
    """The advice comes from who knows the tool."""
    bad = Finding("Trello board", well=False, advice="Invite the account.")
    assert faults(checked(found=[CREDENTIAL, bad])) == [(PLACE, "Trello board", "Invite the account.")]


def test_a_tool_that_does_not_answer_is_a_fault_not_the_end() -> None:
    """The other findings are there all the same."""
    found = checked(found=Retry("Trello could not be reached."))
    assert faults(found) == [(PLACE, "doctor.reached", "Trello could not be reached.")]
    assert len(found) > 1


def test_a_secret_that_is_missing_is_told_with_its_space() -> None:
    """The sentence that names the variable is the advice."""

    def refuse(_: Terms) -> Connectors:
        raise Unusable("Set COBRIDGE_CONNECTIONS__WEBER__TOKEN.")

    found = doctor([TERMS], refuse, SURROUNDINGS, VirtualClock(), says)
    assert faults(found) == [("haus-7", "doctor.connections", "Set COBRIDGE_CONNECTIONS__WEBER__TOKEN.")]


def test_a_clock_that_is_wrong_is_told() -> None:
    """More than a minute away from the vendor's, ahead or behind."""

    def away(seconds: int) -> Surroundings:
        at: datetime = START + timedelta(seconds=seconds)
        return replace(SURROUNDINGS, times=lambda _: at)

    assert not faults(checked(away(59)))
    assert not faults(checked(away(-59)))
    for seconds in (61, -61):
        ((about, subject, advice),) = faults(checked(away(seconds)))
        assert (about, subject) == ("trello", "doctor.clock")
        assert "61" in advice


def test_a_vendor_that_tells_no_time_is_no_fault_of_the_clock() -> None:
    """That it cannot be reached is told of its places."""
    assert not faults(checked(replace(SURROUNDINGS, times=lambda _: None)))


def test_the_vaults_key_is_never_forgotten() -> None:
    """A reminder to keep a copy, with the file where it lies beside the vault; that is no fault."""
    beside = checked(replace(SURROUNDINGS, key_beside=Path("data/vault.key")))
    (reminder,) = [each.finding for each in beside if each.finding.subject == "doctor.vault"]
    assert reminder.well
    assert "data/vault.key" in reminder.advice
    assert any(each.finding.advice == "doctor.key_apart" for each in checked())


def test_what_a_tool_allows_is_told() -> None:
    """Each limit with its number and its time."""
    subjects = [each.finding.subject for each in checked() if each.about == "trello"]
    assert "doctor.limit_token {'number': 100, 'seconds': '10'}" in subjects
    assert "doctor.limit_key {'number': 300, 'seconds': '10'}" in subjects
