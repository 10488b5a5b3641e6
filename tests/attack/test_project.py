"""A quarter of a real project's log, released week by week and attacked; `make attack` does its whole year."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.attack.office import Office
from tests.attack.project import YEAR, project, weeks_of_year
from tests.attack.scenes import broken


def test_dg_06_figures_of_a_real_project_appear_in_most_weeks_and_survive_every_attack(shared: Path) -> None:
    """Thirteen weeks and their quarter, its people spread over six partners by chance: most weeks have a figure."""
    raw = project(shared, Random(YEAR))
    documents = Office(raw).live(weeks_of_year()[0], 13)
    assert sorted(each.release.evaluation for each in documents) == ["F1"] * 13 + ["F2"]
    shown = [each for each in documents if any(cell.outcome == "shown" for cell in each.release.cells)]
    assert len(shown) >= 11
    assert broken(raw, documents) == frozenset()
