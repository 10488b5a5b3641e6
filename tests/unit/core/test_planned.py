"""What was to be written for a task is asked about again only where something is another value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bridge.core.model.ids import Account, CommentId, LaneId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link
from bridge.core.model.operation import CreateLane, Operation
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.task import Fields, Task
from bridge.core.sync.planned import Asked, Planned
from tests.unit.core.builders import FULL, NARROW, terms, text

TERMS = terms(FULL, NARROW)
PLACE = PlaceId("planned here and nowhere else")
TASK = Task(TaskId("t"), Fields("Halle"), FULL)
SHOWN = Link(Ref("f1"), Fields("Halle"), frozenset({"title"}))
FIRST = Asked(TASK, SHOWN, {})
DUE = CreateLane(PLACE, LaneId("l"), "Offen")
SAID = CommentLink(Ref("c1"), TaskId("t"), text("Hallo"))


class Asking:
    """A plan that counts how often it is made."""

    def __init__(self, *due: Operation) -> None:
        self.times = 0
        self._due = due

    def __call__(self) -> Iterator[Operation]:
        self.times += 1
        yield from self._due


@pytest.fixture(autouse=True)
def _first() -> None:
    """Planned for once, before each test."""
    planned = Planned(PLACE, TERMS)
    assert planned.needed(FIRST, NOBODY, Asking(DUE)) == (DUE,)
    planned.close()


def test_the_same_is_not_planned_again() -> None:
    """However often it is asked about: it waits for a later round."""
    asking = Asking()
    for _ in range(2):
        planned = Planned(PLACE, TERMS)
        assert not planned.is_calm(FIRST)
        assert planned.needed(FIRST, NOBODY, asking) == (DUE,)
        planned.close()
    assert not asking.times


@pytest.mark.parametrize(
    ("asked", "quiet"),
    [
        (FIRST._replace(task=replace(TASK)), NOBODY),
        (FIRST._replace(link=replace(SHOWN)), NOBODY),
        (FIRST._replace(link=None), NOBODY),
        (FIRST._replace(comments={CommentId("c"): SAID}), NOBODY),
        (FIRST, Quiet(frozenset({Account("a-full")}))),
    ],
    ids=["task", "link", "no link", "comments", "left out"],
)
def test_what_is_another_value_is_planned_anew(asked: Asked, quiet: Quiet) -> None:
    """Also where it looks the same."""
    asking = Asking()
    assert Planned(PLACE, TERMS).needed(asked, quiet, asking) == ()
    assert asking.times == 1


def test_under_other_terms_all_is_planned_anew() -> None:
    """Somebody's account was confirmed, or a place has come."""
    asking = Asking()
    assert Planned(PLACE, terms(FULL)).needed(FIRST, NOBODY, asking) == ()
    assert asking.times == 1


def test_a_task_is_calm_where_nothing_was_to_be_written() -> None:
    """Then nobody needs to be asked about who is left out."""
    planned = Planned(PLACE, TERMS)
    planned.needed(FIRST._replace(link=None), NOBODY, Asking())
    planned.close()
    assert Planned(PLACE, TERMS).is_calm(FIRST._replace(link=None))
    assert not Planned(PLACE, TERMS).is_calm(FIRST)
