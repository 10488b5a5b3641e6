"""Reading the access log: who may, what each is shown, and that it is a look itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import Result
from bridge.service.looks import looks, looks_at
from tests.unit.service.looking.world import (
    AS_PETRA,
    AUDITOR,
    COORDINATOR,
    COUNCIL,
    DSB,
    JONAS,
    LENA,
    MANAGER,
    NORD,
    OPERATOR,
    PETRA,
    WEBER,
    World,
)

DAY = timedelta(days=1).total_seconds()


def lived() -> World:
    """The coordinator looked at two of Weber, the DSB at one of each partner."""
    world = World()
    with world.access.recorded(COORDINATOR, Verb.READ, Resource.PERSONS, partner=WEBER) as looked:
        looked.at_all([(PETRA, WEBER), (JONAS, WEBER)])
    with world.access.recorded(DSB, Verb.READ, Resource.CASES) as looked:
        looked.at_all([(PETRA, WEBER), (LENA, NORD)])
    return world


@pytest.mark.parametrize("caller", [MANAGER, COORDINATOR, OPERATOR, AUDITOR], ids=lambda each: each.id)
def test_pl_18_managers_are_refused(caller: Caller) -> None:
    """Nor coordinators, operators and auditors; that they asked is recorded."""
    world = lived()
    with pytest.raises(NotPermittedError):
        looks(caller, world.access)
    asked = world.looks()[-1]
    assert (asked.caller, asked.resource, asked.result) == (caller.id, Resource.ACCESS_LOG, Result.REFUSED)


def test_pl_18_reading_the_access_log_is_an_entry() -> None:
    """Each time, and in the series of those who read it."""
    world = lived()
    assert [len(looks(DSB, world.access)) for _ in range(3)] == [4, 5, 6]
    assert [each.caller for each in world.looks() if each.resource is Resource.ACCESS_LOG] == ["dsb"] * 3


def test_pl_18_the_council_has_the_extract_of_its_partner() -> None:
    """Who looked at its partner's persons; not the DSB's looks, and nobody's of another partner."""
    world = lived()
    looks(COUNCIL, world.access)
    found = looks(COUNCIL, world.access)
    assert {(each.caller, each.partner) for each in found} == {("coord-weber", "weber"), ("council-weber", "weber")}


def test_pl_06_a_person_sees_every_look_at_them() -> None:
    """The DSB's too, after the quarter has changed too; of others none."""
    world = lived()
    world.clock.move(60 * DAY)
    with world.access.recorded(COORDINATOR, Verb.READ, Resource.PERSONS, partner=WEBER) as looked:
        looked.at(PETRA, WEBER)
    found = looks(AS_PETRA, world.access)
    assert [each.caller for each in found[:3]] == ["coord-weber", "dsb", "coord-weber"]
    assert len({each.subject for each in found}) == 2, "a pseudonym for each quarter"
    assert not {each.subject for each in found} & {world.access.subject(each) for each in (JONAS, LENA)}


def test_pl_06_a_person_sees_nobody_elses() -> None:
    """Neither a colleague's nor another partner's."""
    world = lived()
    for person in (JONAS, LENA):
        with pytest.raises(NotPermittedError):
            looks_at(AS_PETRA, person, world.access)


def test_pl_18_looks_of_a_year_ago_are_gone() -> None:
    """The day before that day, and what is younger stays."""
    world = lived()
    world.clock.move(365 * DAY)
    with world.access.recorded(DSB, Verb.READ, Resource.CASES):
        pass
    assert world.log.forget_before("bauverbund", world.access.today() - timedelta(days=364)) == 4
    assert [each.caller for each in world.looks()] == ["dsb"]
