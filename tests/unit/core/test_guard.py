"""When a person is asked before deletions are carried out."""

from __future__ import annotations

import pytest

from bridge.core.model.decision import Change, Decision, Refusal
from bridge.core.model.ids import Ref, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.network import Limits
from bridge.core.model.task import Fields
from bridge.core.sync.guard import enough_to_refuse, guard
from tests.unit.core.builders import FULL, NARROW, NOW


@pytest.mark.parametrize(
    ("number", "total", "reason"),
    [
        (2, 2, ""),  # so few may go, even if they are all
        (3, 3, "emptied"),
        (3, 12, ""),  # a quarter is the limit, not beyond it
        (4, 12, "share"),
        (20, 200, ""),
        (21, 200, "number"),
    ],
)
def test_too_many_deletions_are_refused(number: int, total: int, reason: str) -> None:
    """An emptied place, more than a share or more than a number of its items: a person is asked."""
    assert enough_to_refuse(number, total, Limits(share=0.25, number=20)) == reason


def test_deletions_count_place_by_place_among_living_items() -> None:
    """Archived items and those gone earlier do not make a place look fuller; edits are no deletions."""
    living = {TaskId(f"t{number}"): Link(Ref(f"r{number}"), Fields(), frozenset()) for number in range(8)}
    dead = {TaskId("x"): Link(Ref("x"), Fields(), frozenset(), standing=Standing.GONE)}
    away = {TaskId("y"): Link(Ref("y"), Fields(archived=True), frozenset())}
    memory = Memory(links={FULL: living | dead | away, NARROW: living})
    gone = [Change(task, FULL, "archived", Fields(), Fields(), NOW, gone=True) for task in list(living)[:3]]
    kept = [Change(task, NARROW, "title", Fields(), Fields(), NOW) for task in living]
    refusal = guard(Decision(changes=(*gone, *kept)), memory, Limits(share=0.25, number=20))
    assert refusal == Refusal(FULL, 3, 8, "share")
    assert guard(Decision(changes=(*gone[:2], *kept)), memory, Limits(share=0.1, number=1)) is None
