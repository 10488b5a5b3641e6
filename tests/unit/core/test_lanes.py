"""Lanes: which is which, what they are called, and where they are made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.ids import LaneId, Ref
from bridge.core.model.operation import CreateItem, CreateLane, Parked, RenameLane, UpdateItem
from bridge.core.model.snapshot import ItemLane
from bridge.core.sync.plan import resolve
from tests.unit.core.builders import (
    FULL,
    NARROW,
    OFFEN,
    PLAINLY,
    SPACE,
    Cooperation,
    item,
    shows,
    still_open,
    terms,
)


@pytest.fixture
def together() -> Cooperation:
    """Two places, each with the lane "Offen", and nothing in it."""
    together = Cooperation(terms(FULL, NARROW))
    together.decide(shows(FULL, complete=True, lanes=(OFFEN,)), shows(NARROW, complete=True, lanes=(OFFEN,)))
    return together


def test_lanes_of_one_name_are_one_lane(together: Cooperation) -> None:
    """What both tools have already is not made again, whatever its spelling, and gets one spelling."""
    assert [lane.name for lane in together.memory.lanes.values()] == [OFFEN]
    decision = together.decide(shows(FULL, lanes=(OFFEN, "Prüfen")), shows(NARROW, lanes=(OFFEN, "prüfen")))
    assert len(together.memory.lanes) == 2
    assert [type(each) for each in decision.operations[NARROW]] == [RenameLane]
    assert not decision.operations[FULL]


def test_two_lanes_of_one_name_at_one_place_are_two(together: Cooperation) -> None:
    """A board may have the same name twice; the other place gets a second one too."""
    decision = together.decide(shows(FULL, lanes=(OFFEN, OFFEN + " ", "Prüfen")), shows(NARROW, lanes=(OFFEN,)))
    assert [each.name for each in decision.operations[NARROW] if isinstance(each, CreateLane)] == [OFFEN, "Prüfen"]


def test_a_new_lane_is_made_elsewhere_behind_its_neighbour(together: Cooperation) -> None:
    """Lanes keep their order; what is not there yet is named by the lane that is to come."""
    decision = together.decide(shows(FULL, lanes=(OFFEN, "Prüfen", "Fertig")), shows(NARROW))
    first, second = decision.operations[NARROW]
    assert isinstance(first, CreateLane)
    assert isinstance(second, CreateLane)
    assert (first.name, first.after) == ("Prüfen", f"{NARROW}/{OFFEN}")
    assert resolve(second, {}) is None, "its neighbour did not come about"
    made = resolve(second, {first.lane: Ref("n7")})
    assert isinstance(made, CreateLane)
    assert (made.name, made.after) == ("Fertig", "n7")


def test_an_item_goes_into_a_lane_that_is_made_with_it(together: Cooperation) -> None:
    """The new lane comes first, and the item waits for it: not written into another lane meanwhile."""
    there = item("f1", lane=f"{FULL}/Prüfen")
    decision = together.decide(shows(FULL, there, lanes=(OFFEN, "Prüfen")), shows(NARROW))
    lane, create = decision.operations[NARROW]
    assert isinstance(lane, CreateLane)
    assert isinstance(create, CreateItem)
    assert resolve(create, {}) is None
    made = resolve(create, {lane.lane: Ref("n7")})
    assert isinstance(made, CreateItem)
    assert made.fields.status.lane == "n7"


def test_a_lane_that_a_tool_refuses_holds_nothing_back(together: Cooperation) -> None:
    """Its tasks come into a lane that the place has, the lanes behind it are made, and nothing is tried on and on."""
    decision = together.decide(shows(FULL, item("f1", lane=f"{FULL}/Prüfen"), lanes=(OFFEN, "Prüfen", "Fertig")))
    decision = together.decide(shows(NARROW))
    together.store.record(SPACE, Parked(decision.operations[NARROW][0], "Memory: the board takes no more lists."))
    lane, create = together.decide(shows(NARROW)).operations[NARROW]
    assert isinstance(lane, CreateLane)
    assert isinstance(create, CreateItem)
    assert (lane.name, lane.after) == ("Fertig", f"{NARROW}/{OFFEN}")
    assert create.fields.status.lane is None


def test_a_lane_whose_create_went_unanswered_is_known_by_its_name(together: Cooperation) -> None:
    """It is there after all: it is linked, and not made twice."""
    together.decide(shows(FULL, lanes=(OFFEN, "Prüfen")), shows(NARROW))
    decision = together.decide(shows(NARROW, lanes=(OFFEN, "Prüfen")))
    assert not decision.operations[NARROW]


def test_a_new_name_is_given_everywhere(together: Cooperation) -> None:
    """One person renames a lane, everybody sees the new name; the lane stays the same one."""
    eingang = ItemLane(Ref(f"{FULL}/{OFFEN}"), "Eingang", 0.0)
    decision = together.decide(replace(shows(FULL), lanes=(eingang,)), shows(NARROW))
    [rename] = decision.operations[NARROW]
    assert isinstance(rename, RenameLane)
    assert (rename.ref, rename.name) == (f"{NARROW}/{OFFEN}", "Eingang")
    together.write(decision)
    assert not any(together.decide(shows(FULL), shows(NARROW)).operations.values())


def test_a_name_that_we_gave_is_nobodys_however_late_it_is_seen(together: Cooperation) -> None:
    """Our answer was lost, and meanwhile somebody gave the lane another name elsewhere: that one lasts."""
    called = [ItemLane(Ref(f"{FULL}/{OFFEN}"), name, 0.0) for name in ("Eingang", "Neues")]
    together.decide(replace(shows(FULL), lanes=(called[0],)), shows(NARROW))
    together.decide(replace(shows(FULL), lanes=(called[1],)))
    late = replace(shows(NARROW), lanes=(ItemLane(Ref(f"{NARROW}/{OFFEN}"), "Eingang", 0.0),))
    [rename] = together.decide(late).operations[NARROW]
    assert isinstance(rename, RenameLane)
    assert rename.name == "Neues"


def test_a_lane_that_was_begun_is_known_by_the_name_it_was_begun_with(together: Cooperation) -> None:
    """Its create went unanswered and somebody renamed it elsewhere: it is renamed, and not made twice."""
    [making] = together.decide(shows(FULL, lanes=(OFFEN, "Prüfen")), shows(NARROW)).operations[NARROW]
    assert isinstance(making, CreateLane)
    together.store.intend(SPACE, making)
    renamed = (ItemLane(Ref(f"{FULL}/{OFFEN}"), OFFEN, 0.0), ItemLane(Ref(f"{FULL}/Prüfen"), "Abnahme", 1.0))
    together.decide(replace(shows(FULL), lanes=renamed))
    decision = together.decide(shows(NARROW, lanes=(OFFEN, "Prüfen")))
    [rename] = decision.operations[NARROW]
    assert isinstance(rename, RenameLane)
    assert rename.name == "Abnahme"
    assert decision.closed[NARROW] == (making,)


def test_a_closed_lane_is_closed_there_alone(together: Cooperation) -> None:
    """Nothing cascades, and it is not made again; items elsewhere keep their lane."""
    together.write(
        together.decide(shows(FULL, item("f1", lane=f"{FULL}/Prüfen"), lanes=(OFFEN, "Prüfen")), shows(NARROW))
    )
    lane = together.task.fields.status.lane
    decision = together.decide(shows(NARROW, lanes=(OFFEN,)), shows(FULL))
    assert not any(decision.operations.values())
    assert together.task.fields.status.lane == lane


def test_a_lane_called_like_the_archive_gets_another_name_there() -> None:
    """Where a lane is the archive, a lane of that name must not swallow living items."""
    together = Cooperation(terms(FULL, NARROW))
    decision = together.decide(shows(FULL, complete=True, lanes=("Archiv",)), shows(NARROW, complete=True, lanes=()))
    [lane] = decision.operations[NARROW]
    assert isinstance(lane, CreateLane)
    assert lane.name == "Archiv (2)"


def test_a_name_of_spaces_is_shown_as_a_dash() -> None:
    """No tool takes an empty name."""
    together = Cooperation(terms(FULL, PLAINLY))
    decision = together.decide(shows(FULL, complete=True, lanes=(" ",)), shows(PLAINLY, complete=True, lanes=()))
    assert [each.name for each in decision.operations[PLAINLY] if isinstance(each, CreateLane)] == ["–"]


def test_a_lane_that_is_not_shown_says_nothing(together: Cooperation) -> None:
    """An item read without a lane was not moved."""
    together.write(together.decide(shows(FULL, item("f1", lane=f"{FULL}/{OFFEN}")), shows(NARROW)))
    lane = together.task.fields.status.lane
    together.decide(together.edited(NARROW, status=still_open(None)))
    assert together.task.fields.status.lane == lane


def test_a_place_whose_lanes_people_make_gets_none(together: Cooperation) -> None:
    """Where no app can make lanes none is planned: items stay where they are and say their lane in words."""
    reach = together.terms.reaches[NARROW]
    by_people = replace(reach, manifest=replace(reach.manifest, makes_lanes=False))
    together.terms = replace(together.terms, reaches={**together.terms.reaches, NARROW: by_people})
    there = item("f1", lane=f"{FULL}/{OFFEN}")
    together.write(together.decide(shows(FULL, there, lanes=(OFFEN, "Prüfen")), shows(NARROW)))
    moved = item("f1", lane=f"{FULL}/Prüfen")
    decision = together.decide(shows(FULL, moved, lanes=(OFFEN, "Prüfen")), shows(NARROW))
    [operation] = decision.operations[NARROW]
    assert isinstance(operation, UpdateItem)
    assert (operation.changed, operation.fields.shown[-1]) == (("shown",), "Spalte: Prüfen")
    assert together.memory.lanes[LaneId(together.task.fields.status.lane or "")].name == "Prüfen"
    assert together.link(NARROW).seen.status.lane == f"{NARROW}/{OFFEN}"
