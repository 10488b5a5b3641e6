"""W3, W4 and W6: what is withheld for what was done, and how everything else is told."""

from __future__ import annotations

import pytest

from bridge.core.log.evaluations import EVALUATIONS, Threshold
from bridge.core.log.participation import Count, Participation
from bridge.core.reports.disclosure.cells import cells
from bridge.core.reports.disclosure.dominance import Parts, is_dominated
from bridge.core.reports.disclosure.rounding import bounds, rounded, told
from bridge.core.reports.figures import Cell, Outcome

F1, F2 = EVALUATIONS
SHARE = Threshold().share


def dominated(*tasks: int) -> bool:
    """Each organisation's tasks; in each of them many persons, one task each."""
    first, second, *_ = *sorted(tasks, reverse=True), 0, 0
    return is_dominated(Parts(sum(tasks), first, second), Parts(sum(tasks), 1, 1), SHARE)


@pytest.mark.parametrize(
    ("tasks", "withheld"),
    [
        ((40, 2, 1, 1, 1, 0), True),
        ((8, 8, 8, 8, 8, 8), False),
        ((11, 8, 4, 2, 1, 1), False),
        ((20, 10, 4), False),
        ((20, 10, 3), True),
        ((30, 0, 0), True),
        ((12, 0, 0, 0), True),
    ],
)
def test_dg_04_a_number_that_one_organisation_made_nearly_alone_is_withheld(
    tasks: tuple[int, ...], *, withheld: bool
) -> None:
    """W3: where the second could compute the largest to a fifth (A06, A23)."""
    assert dominated(*tasks) is withheld


def test_dg_04_a_number_that_one_person_made_nearly_alone_is_withheld() -> None:
    """W3: also where that person worked at the places of several organisations."""
    organisations = Parts(30, 12, 9)
    assert not is_dominated(organisations, Parts(30, 3, 2), SHARE)
    assert is_dominated(organisations, Parts(30, 22, 4), SHARE)


@pytest.mark.parametrize(("tasks", "withheld"), [((9, 1, 1, 1), True), ((8, 2, 1, 1), False), ((16, 1, 1, 1), True)])
def test_dg_04_who_did_nearly_everything_does_not_learn_what_little_is_left(
    tasks: tuple[int, ...], *, withheld: bool
) -> None:
    """W3: at least five numbers fit what the others did, also for who knows the total exactly."""
    assert dominated(*tasks) is withheld


@pytest.mark.parametrize(
    ("tasks", "withheld"), [((), False), ((1,), False), ((3,), False), ((4,), True), ((3, 3, 1), False)]
)
def test_dg_05_below_ten_nothing_tells_whether_one_person_did_anything(
    tasks: tuple[int, ...], *, withheld: bool
) -> None:
    """W4: none, one or three are told alike (A09); only who did four of at most seven would learn of the others."""
    assert dominated(*tasks) is withheld


@pytest.mark.parametrize(
    ("number", "shown"), [(0, None), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (27, 25), (32, 30)]
)
def test_dg_07_numbers_are_told_to_the_nearest_five_and_below_ten_not_at_all(number: int, shown: int | None) -> None:
    """W4 and W6: with zero; whoever reads it learns that it is one of five, or one of eight."""
    cell = told("opened", "", number)
    assert cell == (Cell("opened", "", Outcome.SHOWN, shown) if shown else Cell("opened", "", Outcome.UNDER))
    least, most = bounds(cell) or (1, 0)
    assert least <= number <= most
    assert most - least == (4 if shown else 7)
    assert {rounded(each) for each in range(least, most + 1)} == ({shown} if shown else {0, 5})


def test_dg_05_a_space_that_one_dominates_is_withheld_together_with_the_next() -> None:
    """W3: else the weeks less all other spaces would tell it; which of the two it was is told to nobody."""
    spaces = ("antrag", "logistik", "messe")
    for space, further in zip(spaces, (*spaces[1:], spaces[0]), strict=True):
        counts = tuple(Count("opened", each, 40, dominated=each == space) for each in spaces)
        found = {
            each.space: each.outcome
            for each in cells(F2, Participation("F2", "n", "2026-Q4", counts), spaces)
            if each.metric == "opened"
        }
        assert {each for each, outcome in found.items() if outcome is Outcome.DOMINATED} == {space, further}
        assert {*found.values()} == {Outcome.SHOWN, Outcome.DOMINATED}


def test_dg_05_two_dominated_spaces_are_not_each_others_further_one() -> None:
    """W3: what stays hidden is never dominated altogether, unless all of it is."""
    spaces = ("a", "b", "c", "d")
    counts = tuple(Count("opened", each, 40, dominated=each in "ab") for each in spaces)
    shown = cells(F2, Participation("F2", "n", "2026-Q4", counts), spaces)
    hidden = {each.space for each in shown if each.metric == "opened" and each.outcome is Outcome.DOMINATED}
    assert hidden == {"a", "b", "c"}
    everything = tuple(Count("opened", each, 40, dominated=True) for each in spaces)
    shown = cells(F2, Participation("F2", "n", "2026-Q4", everything), spaces)
    assert {each.outcome for each in shown if each.metric == "opened"} == {Outcome.DOMINATED}


def test_dg_05_of_a_week_the_one_figure_is_withheld() -> None:
    """W3: and no other."""
    counts = tuple(Count(each.name, "", 40, dominated=each.name == "claimed") for each in F1.metrics)
    found = {each.metric: each.outcome for each in cells(F1, Participation("F1", "n", "2026-W47", counts), ("a", "b"))}
    assert [name for name, outcome in found.items() if outcome is Outcome.DOMINATED] == ["claimed"]


def test_dg_04_p_cannot_be_set_lower() -> None:
    """Whatever an evaluation declares."""
    with pytest.raises(ValueError, match="at least 20 %"):
        Threshold(share=19)
