"""Asking before a look, and recording it: what every use case with personal data goes through."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import pytest

from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.core.errors import NotPermittedError, Unusable
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import PersonId, SpaceId
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import AccessEntry, Result
from bridge.service.access import within
from tests.unit.connectors.virtual_clock import START
from tests.unit.service.looking.world import (
    AS_PETRA,
    COORDINATOR,
    COUNCIL,
    DSB,
    JONAS,
    LENA,
    MANAGER,
    NORD,
    OPERATOR,
    PETRA,
    SUED,
    VERSION,
    WEBER,
    World,
)

READ, PERSONS, CONFLICTS = Verb.READ, Resource.PERSONS, Resource.CONFLICTS


class Full(MemoryAccessLog):
    """Nothing fits in any more."""

    def record(self, network: str, entries: Sequence[AccessEntry]) -> None:
        raise Unusable(f"The disk is full: {network}, {len(entries)}.")


HAUS_7, HAUS_8 = SpaceId("haus-7"), SpaceId("haus-8")


def test_pl_17_one_entry_for_each_person_shown() -> None:
    """A page with three persons is three entries, each under the person's own pseudonym; nobody stands there twice."""
    world = World()
    with world.access.recorded(COORDINATOR, READ, PERSONS, partner=WEBER, case="case-7") as looked:
        looked.at_all([(PETRA, WEBER), (JONAS, WEBER), (PETRA, WEBER)])
        assert not world.looks(), "it is kept when the block is left, before anything is printed"
    who = [world.vault.pseudonym("bauverbund", "P4", START.date(), each) for each in (PETRA, JONAS)]
    assert world.looks() == [
        AccessEntry(
            START, "coord-weber", COORDINATOR.role, PERSONS, READ, each, "weber", Purpose.MIRROR, "case-7",
            Result.DONE, VERSION,
        )
        for each in who
    ]  # fmt: skip


def test_pl_17_a_look_that_shows_nobody_is_one_entry() -> None:
    """An empty list is a look too."""
    world = World()
    with world.access.recorded(COORDINATOR, READ, PERSONS, partner=WEBER):
        pass
    assert [(each.subject, each.partner, each.result) for each in world.looks()] == [("", "weber", Result.DONE)]


def test_pl_17_a_look_that_fails_is_recorded() -> None:
    """With those who were shown until then, and as failed."""
    world = World()
    with suppress(Unusable), world.access.recorded(COORDINATOR, READ, PERSONS, partner=WEBER) as looked:
        looked.at(PETRA, WEBER)
        raise Unusable("The disk is full.")
    assert [(each.subject, each.result) for each in world.looks()] == [(world.access.subject(PETRA), Result.FAILED)]


def test_pl_17_a_refused_look_is_recorded_and_shows_nothing() -> None:
    """The block is never entered."""
    world = World()
    with pytest.raises(NotPermittedError), world.access.recorded(MANAGER, READ, PERSONS):
        raise AssertionError("shown")
    assert [(each.caller, each.role, each.result) for each in world.looks()] == [
        ("office", Role.NETWORK_MANAGER, Result.REFUSED)
    ]


def test_pl_17_what_cannot_be_recorded_is_not_shown() -> None:
    """Where the access log cannot be written, the command ends before it prints."""
    world = World(log=Full())
    with pytest.raises(Unusable), world.access.recorded(COORDINATOR, READ, PERSONS, partner=WEBER):
        pass


def test_pl_17_a_person_who_looks_stands_there_under_a_pseudonym() -> None:
    """Officers by their id, since they act for others; who looks at what is theirs does not put their name there."""
    world = World()
    with world.access.recorded(AS_PETRA, READ, Resource.OWN_DATA, partner=WEBER, person=PETRA):
        pass
    (entry,) = world.looks()
    assert entry.caller == entry.subject == world.access.subject(PETRA) != PETRA


def test_pl_16_a_role_of_one_partner_reaches_no_other() -> None:
    """Neither its coordinator nor its council nor its persons; what is theirs is theirs."""
    access = World().access
    assert access.partners(COORDINATOR, PERSONS) == {WEBER}
    assert access.partners(COUNCIL, Resource.IDENTITIES) == {WEBER}
    assert access.partners(DSB, Resource.CASES) == {WEBER, NORD, SUED}
    assert access.partners(Caller("dsb-weber", Role.DSB, WEBER), Resource.CASES) == {WEBER}
    for caller, resource in ((COORDINATOR, PERSONS), (COUNCIL, Resource.IDENTITIES)):
        with pytest.raises(NotPermittedError):
            access.permit(caller, READ, resource, NORD)
        access.permit(caller, READ, resource, WEBER)


def test_pl_16_a_person_reaches_nobody_else() -> None:
    """Not even a colleague."""
    access = World().access
    access.permit(AS_PETRA, READ, Resource.OWN_DATA, WEBER, person=PETRA)
    for other, partner in ((JONAS, WEBER), (LENA, NORD)):
        with pytest.raises(NotPermittedError):
            access.permit(AS_PETRA, READ, Resource.OWN_DATA, partner, person=other)


def test_pl_15_the_operator_acts_where_nobody_else_was_named() -> None:
    """For a partner without a coordinator, and in a space where no partner has one; with the first named it ends."""
    world = World()
    assert world.access.partners(OPERATOR, PERSONS) == {SUED}
    assert world.access.spaces(OPERATOR, CONFLICTS) == {HAUS_8}
    assert world.access.spaces(COORDINATOR, CONFLICTS) == {HAUS_7}
    with pytest.raises(NotPermittedError):
        world.access.permit(OPERATOR, READ, PERSONS, WEBER)
    alone = world.without(Role.PARTNER_COORDINATOR)
    assert alone.access.partners(OPERATOR, PERSONS) == {WEBER, NORD, SUED}
    assert alone.access.spaces(OPERATOR, CONFLICTS) == {HAUS_7, HAUS_8}


def test_pl_16_the_network_of_a_partner_has_no_other() -> None:
    """No partner, and no space that it has no place in."""
    world = World()
    seen = within(COORDINATOR, world.network)
    assert ([each.id for each in seen.partners], [each.id for each in seen.spaces]) == ([WEBER], [HAUS_7])
    assert within(OPERATOR, world.network) == world.network


def test_a_person_without_a_roster_has_a_pseudonym_too() -> None:
    """Whoever nobody matched is looked at like anybody."""
    world = World()
    with world.access.recorded(COORDINATOR, READ, PERSONS, partner=WEBER) as looked:
        looked.at(PersonId("weber-trello/5f3c99"), WEBER)
    assert len(world.looks()[0].subject) == 64
