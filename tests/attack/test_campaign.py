"""Random networks under attack, in short; `make attack` runs 20,000 of them."""

from __future__ import annotations

from random import Random

import pytest

from bridge.core.reports.attack.spans import Span, linked
from bridge.core.reports.disclosure.linked import Bound, extreme
from bridge.core.reports.figures import Cell, Outcome
from tests.attack.campaign import apart, campaign

NETWORKS = 300


def test_dg_06_no_attack_on_a_random_network_succeeds_and_nobody_alone_moves_a_figure_far() -> None:
    """300 networks of two to nine organisations: nobody can be told, and without one person the same cells appear.

    Each is then equal or one step apart; further only by what somebody did who had more tasks than a step holds.
    """
    tally = campaign(range(NETWORKS), 1)
    assert (tally.networks, tally.violations, tally.apart) == (NETWORKS, [], [])
    assert tally.outcomes["shown"] > NETWORKS
    assert tally.unpublishable < NETWORKS / 2


def test_dg_06_no_attack_on_weeks_and_their_quarter_succeeds() -> None:
    """The same where the quarter of the weeks is released as well."""
    assert campaign(range(1, 3), 13, audited=True).violations == []


@pytest.mark.parametrize(
    ("value", "tasks", "kind"),
    [(30, 1, "equal"), (25, 1, "step"), (20, 5, "apart"), (20, 9, "steps"), (15, 9, "apart"), (0, 9, "flips")],
)
def test_cells_of_neighbours_are_told_apart(value: int, tasks: int, kind: str) -> None:
    """Two steps are too far for five tasks, and three for nine."""
    other = Cell("opened", "", Outcome.SHOWN, value) if value else Cell("opened", "", Outcome.DOMINATED)
    assert apart(Cell("opened", "", Outcome.SHOWN, 30), other, tasks) == kind


@pytest.mark.parametrize("seed", range(8))
def test_what_follows_from_two_ways_of_counting_is_what_a_linear_program_finds(seed: int) -> None:
    """Adding up gives the same bounds as solving does, so the attack is as good as the audit of the release."""
    chance = Random(seed)
    table = {(row, column): chance.randint(0, 9) for row in "abcd" for column in "xyz"}
    rows = {name: _around(chance, sum(table[name, column] for column in "xyz")) for name in "abcd"}
    columns = {name: _around(chance, sum(table[row, name] for row in "abcd")) for name in "xyz"}
    bounds = [
        *(Bound(frozenset((row, each) for each in "xyz"), span.least, span.most) for row, span in rows.items()),
        *(
            Bound(frozenset((each, column) for each in "abcd"), span.least, span.most)
            for column, span in columns.items()
        ),
    ]
    found = {**linked(rows, columns)[0], **linked(rows, columns)[1]}
    for name, bound in zip(found, bounds, strict=True):
        least = sum(extreme(bounds, bound.parts, most=False)[part] for part in bound.parts)
        most = sum(extreme(bounds, bound.parts, most=True)[part] for part in bound.parts)
        assert (round(least), round(most)) == (found[name].least, found[name].most)


def _around(chance: Random, number: int) -> Span:
    return Span(max(0, number - chance.randint(0, 4)), number + chance.randint(0, 4))
