"""Evaluations are made by the service alone, for the purpose they declare, and every refusal is recorded."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.words import LANGUAGES, spoken
from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import Evaluation, fitting
from bridge.core.log.participation import Count, Participation, Period, Quarter, Week
from bridge.core.model.caller import Caller, Role, operator, service
from bridge.core.model.ids import PartnerId
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.agreement import points_of
from bridge.core.rules.consent import Force
from bridge.ports.access_log import AccessEntry, Result
from bridge.service.access import Access
from bridge.service.evaluate import evaluate
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import network

NETWORK = network()
WEEK = Week("2026-W47")
DSB = Caller("dsb-1", Role.DSB)
AGREED = Force(points_of(NETWORK), {PartnerId("weber"): 1})


class Asked:
    """Evaluations that find 25 opened tasks."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def counted(
        self, evaluation: Evaluation, network: str, period: Period, spaces: Collection[str], *_: object
    ) -> Participation:
        fitting(evaluation, period)
        self.made.append(evaluation.name)
        return Participation(evaluation.name, network, period.name, tuple(Count("opened", "", 25) for _ in spaces))


class Office:
    """Who asks, and what was recorded of it."""

    def __init__(self, force: Force = AGREED) -> None:
        self.asked, self.log, self.force = Asked(), MemoryAccessLog(), force
        self._access = Access(NETWORK, self.log, MemoryVault(), VirtualClock(), "1")

    def evaluate(
        self, name: str = "F1", purpose: Purpose = Purpose.TRANSPARENCY, period: Period = WEEK, by: Caller | None = None
    ) -> Participation:
        return evaluate(name, purpose, period, ("messe",), by or service(), self._access, self.asked, force=self.force)

    def recorded(self) -> list[AccessEntry]:
        return [*self.log.read(NETWORK.id, DSB)]


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_service_makes_an_evaluation_and_that_is_recorded(office: Office) -> None:
    """Once, with its purpose; nobody is shown, so nobody is named."""
    assert office.evaluate() == Participation("F1", NETWORK.id, "2026-W47", (Count("opened", "", 25),))
    [entry] = office.recorded()
    assert (entry.role, entry.verb, entry.resource) == (Role.SERVICE, Verb.CHANGE, Resource.FIGURES)
    assert (entry.purpose, entry.result, entry.subject) == (Purpose.TRANSPARENCY, Result.DONE, "")


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.TRANSPARENCY])
def test_pl_01_an_evaluation_for_another_purpose_is_refused_and_recorded(office: Office, purpose: Purpose) -> None:
    """Nothing is counted, and the access log has who asked for what purpose."""
    with pytest.raises(NotPermittedError) as refused:
        office.evaluate(purpose=purpose)
    assert refused.value.key == "evaluation.purpose"
    assert office.asked.made == []
    [entry] = office.recorded()
    assert (entry.purpose, entry.result, entry.caller) == (purpose, Result.REFUSED, "service")


@pytest.mark.parametrize(("name", "period"), [("F3", WEEK), ("F1", Quarter("2026-Q4")), ("F2", WEEK)])
def test_pl_40_what_is_not_listed_is_refused_and_recorded(office: Office, name: str, period: Period) -> None:
    """Neither another evaluation nor another period."""
    with pytest.raises(NotPermittedError):
        office.evaluate(name, period=period)
    assert office.asked.made == []
    assert [each.result for each in office.recorded()] == [Result.REFUSED]


@pytest.mark.parametrize(
    "caller",
    [operator(), *(Caller("x", role) for role in Role if role is not Role.SERVICE)],
    ids=lambda each: f"{each.id} {each.role}",
)
def test_pl_40_nobody_but_the_service_evaluates_the_log(office: Office, caller: Caller) -> None:
    """People see what is released; numbers that were not yet held against the rules are shown to no role."""
    with pytest.raises(NotPermittedError):
        office.evaluate(by=caller)
    assert office.asked.made == []
    assert [each.result for each in office.recorded()] == [Result.REFUSED]


@pytest.mark.parametrize("point", ["evaluation:F1", "figure:network", "purpose:transparency"])
def test_pl_40_an_evaluation_that_the_partners_did_not_agree_to_is_refused_and_recorded(point: str) -> None:
    """Its name, figures of its kind or its purpose is missing from the charter in force: nothing is counted."""
    narrower = {each: value for each, value in AGREED.points.items() if each != point}
    office = Office(Force(narrower, AGREED.agreed))
    with pytest.raises(NotPermittedError) as refused:
        office.evaluate()
    assert refused.value.key == "evaluation.not_agreed"
    assert office.asked.made == []
    assert [each.result for each in office.recorded()] == [Result.REFUSED]


def test_pl_40_as_long_as_no_partner_has_agreed_nothing_is_evaluated() -> None:
    """What the network file says alone permits nothing."""
    office = Office(Force(AGREED.points))
    with pytest.raises(NotPermittedError):
        office.evaluate()
    assert office.asked.made == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_has_its_sentence_in_both_languages(office: Office, language: str) -> None:
    """It says what is refused and what there is."""
    for name, purpose, period in (("F3", Purpose.TRANSPARENCY, WEEK), ("F1", Purpose.RIGHTS, WEEK), ("F2", None, WEEK)):
        with pytest.raises(NotPermittedError) as refused:
            office.evaluate(name, purpose or Purpose.TRANSPARENCY, period)
        sentence = spoken(language)(refused.value.key, **refused.value.values)
        assert name in sentence
        assert sentence.endswith(".")
    office.force = Force({})
    with pytest.raises(NotPermittedError) as refused:
        office.evaluate()
    assert "F1" in spoken(language)(refused.value.key, **refused.value.values)
