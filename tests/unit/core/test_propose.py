"""What is proposed to be the same: only pairs that nothing else could be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.ids import LaneId, PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.task import Fields, Status, Task
from bridge.core.sync.propose import normalised, proposed, twice
from tests.unit.core.builders import FULL, NARROW, PLAINLY, ZONE, text

DAYS = st.none() | st.dates(date(2026, 12, 1), date(2026, 12, 3))
TITLES = st.sampled_from(["Halle", "halle!", " HALLE ", "Wand", "…", ""])
SIDES = st.lists(st.tuples(TITLES, DAYS, st.sampled_from(["offen", "fertig"])), max_size=5)


def task(identity: str, title: str = "Halle", place: PlaceId = FULL, lane: str | None = None, **more: object) -> Task:
    fields = Fields(title=title, status=Status(lane=LaneId(lane) if lane else None), **more)  # type: ignore[arg-type]
    return Task(TaskId(identity), fields, place)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gerüst stellen", "gerüst  stellen"),
        ("Gerüst stellen", "»Gerüst stellen!«"),
        ("Gerüst", "Geru\u0308st"),
        ("STRASSE", "Straße"),
        ("Plan\u00a0B", "Plan B"),
    ],
)
def test_titles_are_compared_as_people_read_them(one: str, other: str) -> None:
    """Case, spaces, signs at the ends and how an umlaut is written make no difference."""
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("Plan A", "Plan B"), ("Version 1.2", "Version 12"), ("Halle", "Hallen")])
def test_other_titles_stay_others(one: str, other: str) -> None:
    """What stands within a title counts."""
    assert normalised(one) != normalised(other)


def test_the_only_two_of_a_title_are_a_pair() -> None:
    """Also where nothing else is equal; what is, is said."""
    found = proposed([task("b", due=date(2026, 12, 1))], [task("a", due=date(2026, 12, 1)), task("x", "Wand")], ZONE)
    assert [(each.other.id, each.into.id, each.agree) for each in found.pairs] == [("b", "a", ("due",))]


def test_of_several_the_due_date_tells_which() -> None:
    """The one that is more alike than every other, on both sides."""
    ours = [task("a1", due=date(2026, 12, 1)), task("a2", due=date(2026, 12, 2))]
    theirs = [task("b1", due=date(2026, 12, 2)), task("b2", due=date(2026, 12, 1))]
    found = proposed(theirs, ours, ZONE)
    assert {(each.other.id, each.into.id) for each in found.pairs} == {("b1", "a2"), ("b2", "a1")}
    assert not found.doubts


def test_what_nothing_tells_apart_is_a_doubt() -> None:
    """Listed with those that it may be, and not proposed."""
    found = proposed([task("b")], [task("a1"), task("a2")], ZONE)
    assert not found.pairs
    assert [(each.other.id, [into.id for into in each.among]) for each in found.doubts] == [("b", ["a1", "a2"])]


def test_what_is_left_over_is_not_a_pair_because_it_is_left_over() -> None:
    """One pair is certain by its text; the other two have nothing but a title in common."""
    ours = [task("a1", description=text("Am Giebel")), task("a2")]
    theirs = [task("b1", description=text("Am Giebel")), task("b2")]
    found = proposed(theirs, ours, ZONE)
    assert [(each.other.id, each.into.id) for each in found.pairs] == [("b1", "a1")]
    assert [each.other.id for each in found.doubts] == ["b2"]


def test_a_task_without_a_title_is_like_no_other() -> None:
    """Nothing but punctuation says nothing."""
    assert not proposed([task("b", "…")], [task("a", "…")], ZONE).pairs


def test_two_of_one_place_are_meant_to_be_two() -> None:
    """People of one place see both; only what was created at two places is asked about, and three become one."""
    tasks = [task("a"), task("a2", "Wand"), task("a3", "Wand"), task("b", place=NARROW), task("c", place=PLAINLY)]
    found = twice(Memory(tasks={each.id: each for each in tasks}), ZONE)
    assert {(each.other.id, each.into.id) for each in found.pairs} == {("b", "a"), ("c", "a")}


@given(SIDES, SIDES)
def test_nothing_is_paired_twice(ours: list[tuple[str, date, str]], theirs: list[tuple[str, date, str]]) -> None:
    """Each task is in one pair at most, or in doubt; pairs have one title; the order of either side does not matter."""
    left = [task(f"a{number}", title, due=due, lane=lane) for number, (title, due, lane) in enumerate(ours)]
    right = [task(f"b{number}", title, NARROW, lane, due=due) for number, (title, due, lane) in enumerate(theirs)]
    found = proposed(right, left, ZONE)
    others, intos = [each.other.id for each in found.pairs], [each.into.id for each in found.pairs]
    doubted = [each.other.id for each in found.doubts]
    assert len({*others, *doubted}) == len(others) + len(doubted)
    assert len(set(intos)) == len(intos)
    assert all(normalised(each.other.fields.title) == normalised(each.into.fields.title) != "" for each in found.pairs)
    again = proposed(right[::-1], left[::-1], ZONE)
    assert {(each.other.id, each.into.id) for each in again.pairs} == set(zip(others, intos, strict=True))
