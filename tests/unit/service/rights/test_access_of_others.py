"""Access (Art. 15): nobody else in it, to nobody who may not see it, and as often as the person likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.case import Act, State
from bridge.core.reports.gdpr.found import Kind
from bridge.core.rules.requests import refused
from bridge.ports.access_log import Result
from bridge.service.rights.requests import NoCaseError
from bridge.service.rights.subject import NobodyError
from tests.unit.service.rights.asking import asked, printed
from tests.unit.service.rights.sown import seeded
from tests.unit.service.rights.world import (
    LENA,
    LENAS,
    LENAS_ACCOUNT,
    OFFICE,
    PETRA,
    PETRAS,
    TODAY,
    WEBER,
    World,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Petra's and Lena's data in every store."""
    made = seeded(tmp_path_factory.mktemp("world"))
    yield made
    made.database.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_dt_07_nobody_else_is_in_the_answer(world: World, language: str) -> None:
    """Neither name nor address, id, account or text of another person, in no form; each is said to be somebody."""
    instead = {"de": "[andere Person]", "en": "[another person]"}[language]
    for form in printed(asked(world, language=language)):
        for trace in (
            "Lena",
            "Brandt",
            "lena@",
            LENA,
            LENAS_ACCOUNT,
            "Karl Gast",
            "gast-3",
            "Lenas Text",
            "Lenas Titel",
        ):
            assert trace.casefold() not in form.casefold().replace("brandtstoff", "")
        assert f"Kanari-trello: {instead} ruft an, Frau {instead} weiß es" in " ".join(form.split())


def test_dt_07_the_person_and_the_partners_keep_their_names(world: World) -> None:
    """A word that somebody else's name shares with the own one, or with a company's, stays."""
    disclosure = asked(world)
    assert {each.name for each in disclosure.recipients} >= {"Musterbau Weber GmbH", "Nordlicht Elektro KG"}
    assert disclosure.copy[Kind.IDENTITY][0]["name"] == "Petra Weber"
    assert disclosure.copy[Kind.IDENTITY][0]["email"] == "petra@weber.example"


@pytest.mark.parametrize("text", [LENA, "nobody-there", "nord-asana/lb-asana-9", "lena@nordlicht.example", "x/y"])
def test_dt_08_of_others_a_person_learns_not_even_that_they_exist(world: World, text: str) -> None:
    """Another person and nobody at all: the same sentence, and nothing is filed."""
    before = world.cases.all(world.network.id)
    with pytest.raises(NobodyError) as refusal:
        asked(world, PETRAS, text)
    assert (refusal.value.key, refusal.value.values) == ("report.nobody", {})
    assert world.cases.all(world.network.id) == before


@pytest.mark.parametrize("role", [Role.PARTNER_COORDINATOR, Role.NETWORK_MANAGER, Role.BETRIEBSRAT, Role.AUDITOR])
def test_dt_08_who_may_see_nobodys_data_is_told_so_alike(world: World, role: Role) -> None:
    """Whether there is such a person makes no difference to the refusal."""
    caller = Caller("somebody", role, WEBER if role is Role.PARTNER_COORDINATOR else None)
    refusals = []
    for text in (PETRA, "nobody-there"):
        with pytest.raises(NotPermittedError) as refusal:
            asked(world, caller, text)
        refusals.append((refusal.value.key, refusal.value.values))
    assert refusals[0] == refusals[1]


def test_dt_08_another_persons_case_opens_nothing(world: World) -> None:
    """A case is of one person and one right; another's, a closed one and none there is are the same."""
    subject = world.sources().persons.found(LENA)
    assert subject
    lenas = world.filing.open(Act.ACCESS, subject, "nordlicht")
    mine = world.filing.open(Act.PORTABILITY, replace(subject, person=PETRA), "weber")
    for case in (lenas.id, mine.id, "2026-00000000"):
        with pytest.raises(NoCaseError):
            asked(world, PETRAS, case=case)


def test_pl_06_each_person_sees_their_own(world: World) -> None:
    """By their own sign-in alone, without naming themselves: Petra Petra's, Lena Lena's."""
    petras, lenas = asked(world, PETRAS), asked(world, LENAS)
    assert (petras.person, lenas.person) == (PETRA, LENA)
    entries = {each["event_id"] for each in petras.copy[Kind.LOG]} & {each["event_id"] for each in lenas.copy[Kind.LOG]}
    assert not entries
    assert len(petras.copy[Kind.LOG]) == 6
    assert len(lenas.copy[Kind.LOG]) == 1


def test_pl_06_the_log_is_complete_against_the_database(world: World) -> None:
    """Sealed and waiting entries together are all that the database has of the two."""
    sealed = world.log.entries(world.network.id)
    number = len(sealed) + world.log.staged(world.network.id)
    assert sum(len(asked(world, each).copy[Kind.LOG]) for each in (PETRAS, LENAS)) == number
    assert sum("commitment" not in each for each in asked(world).copy[Kind.LOG]) == world.log.staged(world.network.id)


def test_pl_06_a_person_sees_when_and_why_somebody_looked_and_never_who(world: World) -> None:
    """The day, the purpose and how it ended; no reader, in no form."""
    disclosure = asked(world)
    looks = disclosure.copy[Kind.ACCESSES]
    assert {each["looked_for"] for each in looks} == {Purpose.RIGHTS}
    assert all(each["day"] == TODAY for each in looks)
    assert not any({"caller", "role", "at", "number"} & each.keys() for each in looks)


def test_dt_09_asking_again_is_allowed(world: World) -> None:
    """As often as the person likes; each is a request of its own."""
    cases = {asked(world).case for _ in range(3)}
    assert len(cases) == 3
    assert all(each.state is State.DONE for each in world.cases.all(world.network.id) if each.id in cases)


def test_dt_09_a_request_that_was_refused_is_not_answered(world: World) -> None:
    """It was refused with a reason, and stays so."""
    subject = world.sources().persons.found(PETRA)
    assert subject
    case = world.filing.open(Act.ACCESS, subject, "weber")
    world.cases.change(world.network.id, case.id, lambda found: refused(found, "Die zwölfte in einer Woche", TODAY))
    with pytest.raises(NoCaseError):
        asked(world, case=case.id)


def test_pl_06_one_look_is_recorded_for_each_answer(tmp_path: Path) -> None:
    """An answer, and a refusal, each leave exactly one entry about the person concerned, beside the two from before."""
    world = seeded(tmp_path)
    asked(world, OFFICE, PETRA)
    with pytest.raises(NobodyError):
        asked(world, LENAS, PETRA)
    pseudonyms = world.vault.pseudonyms(world.network.id, Purpose.SECURITY, PETRA)
    looks = [each for pseudonym in pseudonyms for each in world.access.log.about(world.network.id, pseudonym)]
    world.database.close()
    assert sorted((each.role, each.result) for each in looks) == [
        (Role.DSB, Result.DONE),
        (Role.PERSON, Result.DONE),
        (Role.PERSON, Result.REFUSED),
        (Role.SYSADMIN, Result.DONE),
    ]
