"""The three answers at the top of the weekly report, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bridge.core.model.ids import SpaceId
from bridge.core.reports.figures import Cell, Outcome, Release
from bridge.core.reports.weekly import Weekly, glance
from bridge.core.reports.worklist import Kind, Line, Sheet, Worklist

MONDAY = date(2026, 11, 23)


def released(*cells: Cell, period: str = "2026-W47", reason: str = "") -> Release:
    return Release("F1", "n", period, MONDAY, "1", 42, 6, cells, reason=reason)


def sheet(name: str, *lines: Line) -> Sheet:
    return Sheet(SpaceId(name), name, (), lines)


def weekly(*sheets: Sheet, figures: tuple[Release, ...] = ()) -> Weekly:
    work = Worklist("n", MONDAY, sheets)
    return Weekly("n", "2026-W47", MONDAY, "1", 6, work, figures, (), (), (), (), "", "")


LATE, FREE = Line(Kind.OVERDUE, "a"), Line(Kind.UNASSIGNED, "b")
BLOCKED, PAUSED = Line(Kind.BLOCKED, tool="trello"), Line(Kind.PAUSED, missing=12, of=14)
CONFLICT = Line(Kind.CONFLICT, "c", field="due", values=("2026-11-27", "2026-11-30"))


def test_what_is_disturbed_is_told_before_what_is_late() -> None:
    """A tool that cannot be written and a paused sync come first, then late tasks; at most three spaces."""
    found = glance(
        weekly(sheet("late", LATE), sheet("blocked", LATE, BLOCKED), sheet("later", LATE), sheet("paused", PAUSED))
    )
    assert [stuck.space for stuck in found.stuck] == ["blocked", "paused", "late"]
    assert found.stuck[0].overdue is LATE
    assert found.stuck[0].blocked is BLOCKED
    assert found.stuck[1].paused


def test_a_task_that_is_free_is_not_stuck() -> None:
    """Nobody is behind because nobody has taken it yet."""
    assert glance(weekly(sheet("space", FREE))).stuck == ()


def test_a_conflict_is_decided_before_a_paused_space() -> None:
    """The first conflict, else whether the paused space goes on, else nothing."""
    first = glance(weekly(sheet("paused", PAUSED), sheet("space", CONFLICT))).decision
    assert first
    assert (first.space, first.line) == ("space", CONFLICT)
    second = glance(weekly(sheet("late", LATE), sheet("paused", PAUSED))).decision
    assert second
    assert second.line is PAUSED
    assert glance(weekly(sheet("late", LATE))).decision is None


@pytest.mark.parametrize(
    ("figures", "working"),
    [
        ((released(Cell("completed", "", Outcome.SHOWN, 30), Cell("opened", "", Outcome.SHOWN, 25)),), True),
        ((released(Cell("completed", "", Outcome.UNDER), Cell("opened", "", Outcome.SHOWN, 25)),), True),
        ((released(Cell("completed", "", Outcome.UNDER), Cell("opened", "", Outcome.UNDER)),), None),
        ((released(Cell("completed", "", Outcome.SHOWN, 30), reason="data_gap"),), None),
        ((released(Cell("completed", "", Outcome.SHOWN, 30), period="2026-W46"),), None),
        ((released(Cell("completed", "messe", Outcome.SHOWN, 30)),), None),
        ((), None),
    ],
)
def test_yes_is_only_said_where_a_released_figure_says_so(figures: tuple[Release, ...], working: bool | None) -> None:  # noqa: FBT001  an expected answer
    """Under ten may be none, last week is not this week, a space is not the network: then nothing is claimed."""
    assert glance(weekly(figures=figures)).working is working


def test_without_a_worklist_nothing_is_known_of_it() -> None:
    """A mail that only leads to it says nothing of what is stuck or to be decided."""
    found = glance(replace(weekly(sheet("paused", PAUSED)), worklist=None))
    assert found.stuck == ()
    assert found.decision is None
