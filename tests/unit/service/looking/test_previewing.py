"""Previews show whose persons are the caller's to look after; the counts stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PersonId, SpaceId
from bridge.service.preview import Plan
from bridge.service.previewing import previewing
from bridge.service.visible import Visible
from tests.unit.service.looking.world import (
    AS_PETRA,
    AUDITOR,
    COORDINATOR,
    COUNCIL,
    LENA,
    MANAGER,
    NORD,
    OPERATOR,
    PETRA,
    SUED,
    TOM,
    WEBER,
    World,
)

PLAN = Plan(
    SpaceId("haus-7"),
    "Haus 7",
    creates=3,
    visible=(
        Visible("Petra Weber", "Musterbau Weber GmbH", ("Nordlicht Elektro KG",), PETRA, WEBER),
        Visible("Lena Brandt", "Nordlicht Elektro KG", ("Musterbau Weber GmbH",), LENA, NORD),
        Visible("Tom Sommer", "Südbau Sommer e.K.", ("Musterbau Weber GmbH",), TOM, SUED),
    ),
)


@pytest.mark.parametrize(
    ("caller", "shown"), [(COORDINATOR, [PETRA]), (OPERATOR, [TOM]), (MANAGER, [])], ids=["own", "vacant", "none"]
)
def test_pl_15_pl_17_a_preview_names_only_whom_the_caller_looks_after(caller: Caller, shown: list[PersonId]) -> None:
    """A coordinator its own people, the operator those of partners without one, a manager nobody; each is recorded."""
    world = World()
    with previewing(caller, world.access) as made:
        found = made(PLAN)
    assert ([each.person for each in found.visible], found.hidden, found.creates) == (shown, 3 - len(shown), 3)
    assert [each.subject for each in world.looks()] == [world.access.subject(each) for each in shown]


@pytest.mark.parametrize("caller", [COUNCIL, AUDITOR, AS_PETRA], ids=lambda each: each.id)
def test_pl_15_who_sees_no_previews_is_refused(caller: Caller) -> None:
    """And it is recorded."""
    world = World()
    with pytest.raises(NotPermittedError), previewing(caller, world.access):
        raise AssertionError("shown")
    assert len(world.looks()) == 1


def test_pl_15_where_all_have_coordinators_the_operator_sees_counts() -> None:
    """A plan still says how much it would do; it is a look at nobody, so nothing is recorded."""
    world = World()
    others = tuple(each for each in world.network.partners if each.id != SUED)
    world.network = replace(world.network, partners=others)
    with previewing(OPERATOR, world.access) as made:
        found = made(PLAN)
    assert (found.visible, found.hidden, world.looks()) == ((), 3, [])
