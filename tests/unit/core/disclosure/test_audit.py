"""W5: what all released figures tell together, as each reader computes it."""

from __future__ import annotations

from datetime import date

import pytest

from bridge.core.log.participation import Quarter
from bridge.core.reports.disclosure.audit import Sizes, audit, intervals, protected
from bridge.core.reports.disclosure.linked import Bound, NothingFitsError, extreme
from bridge.core.reports.figures import Cell, Outcome, Release

SIZES: Sizes = {
    "messe": {"ahorn": 18, "birke": 12, "distel": 3},
    "antrag": {"ahorn": 18, "birke": 12, "zeder": 6, "distel": 3, "erle": 2, "fichte": 1},
    "logistik": {"birke": 12, "zeder": 6, "fichte": 1},
}
QUARTER = Quarter("2026-Q3")
WEEK = QUARTER.weeks[-1]


def released(period: str, **values: int | None) -> Release:
    """Of one metric, by space ("" as `all`); None for one below ten, 0 for one withheld."""
    cells = tuple(Cell("opened", "" if space == "all" else space, *_told(value)) for space, value in values.items())
    return Release("F2" if "Q" in period else "F1", "n", period, date(2026, 9, 28), "3", 42, 6, cells)


def _told(value: int | None) -> tuple[Outcome, int]:
    if value is None:
        return Outcome.UNDER, 0
    return (Outcome.SHOWN, value) if value else (Outcome.DOMINATED, 0)


@pytest.mark.parametrize("value", [10, 15, 25, 100, None])
def test_dg_06_at_least_five_numbers_fit_whatever_one_organisation_did(value: int | None) -> None:
    """W5: for every reader, also one whose own part is as large as the figure allows (A03)."""
    found = audit(released(WEEK, all=value), (), SIZES)
    assert found.holds
    assert found.narrowest == 5
    assert found.intervals > 40


def test_dg_06_the_audit_finds_what_the_rules_would_have_withheld() -> None:
    """W5: a number that is not rounded, a reader who did nearly everything, two organisations alone."""
    exact = released(WEEK, all=4)
    assert not audit(exact, (), {"messe": {"ahorn": 18, "birke": 12}}).holds
    most = intervals("opened", [released(WEEK, all=10)], SIZES, WEEK, {"ahorn": {("messe", WEEK): 11}})
    narrow = [each for each in most if each.reader == "ahorn"]
    assert {(each.least, each.most) for each in narrow} == {(0, 1)}
    pair = intervals(
        "opened", [released(WEEK, all=11)], {"messe": {"ahorn": 18, "birke": 12}}, WEEK, {"ahorn": {("messe", WEEK): 6}}
    )
    assert [(each.least, each.most) for each in pair if each.reader == "ahorn"] == [(5, 5)]


def test_dg_06_weeks_and_the_spaces_of_their_quarter_are_held_together() -> None:
    """W5: thirteen totals and the quarter's spaces bound each other (A26), a withheld space too."""
    weeks = [released(week, all=10) for week in QUARTER.weeks]
    quarter = released(QUARTER.name, messe=60, antrag=0, logistik=60)
    found = intervals("opened", [*weeks, quarter], SIZES, QUARTER.name)
    assert {each.figure[0] for each in found} == {*QUARTER.weeks, QUARTER.name}
    assert min(each.width for each in found) == 5
    alone = intervals("opened", [released(QUARTER.name, messe=60)], SIZES, QUARTER.name)
    outsider = {each.most for each in alone if each.reader == "" and each.figure == (QUARTER.name, "messe")}
    assert outsider == {62}
    few = [released(week, all=None) for week in QUARTER.weeks]
    bound = intervals("opened", [*few, released(QUARTER.name, messe=90)], SIZES, QUARTER.name)
    assert {each.most for each in bound if each.reader == "" and each.figure == (QUARTER.name, "messe")} == {91}


def test_dg_06_a_task_that_counts_in_two_weeks_and_once_in_the_quarter_contradicts_nothing() -> None:
    """W5: it was completed twice; the quarter then bounds the weeks from below alone."""
    weeks = [released(week, all=20) for week in QUARTER.weeks]
    assert audit(released(QUARTER.name, messe=50, antrag=50, logistik=50), weeks, SIZES).holds


def test_dg_06_organisations_of_few_persons_are_protected_together() -> None:
    """W5: every one alone, and any that have fewer than five persons between them; the reader's own is no secret."""
    assert set(protected(SIZES, "ahorn")) == {
        ("birke",), ("distel",), ("erle",), ("fichte",), ("zeder",), ("distel", "fichte"), ("erle", "fichte"),
    }  # fmt: skip
    assert ("fichte",) not in set(protected(SIZES, "fichte"))


def test_dg_06_bounds_that_contradict_each_other_are_told() -> None:
    """W5: rather than any numbers."""
    part = frozenset({("a",)})
    with pytest.raises(NothingFitsError):
        extreme([Bound(part, 5, 6), Bound(part, 8, 9)], part, most=True)
    assert extreme([Bound(part, 5, 6)], part, most=False) == {("a",): 5}
