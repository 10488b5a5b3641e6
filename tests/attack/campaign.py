"""Random networks release their figures and are attacked; once more without what one person of them did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

from bridge.core.log.participation import Quarter
from bridge.core.reports.attack.cases import attacked
from bridge.core.reports.attack.learned import Result, Verdict
from bridge.core.reports.attack.material import Document, World
from bridge.core.reports.disclosure.rounding import LEAST, STEP
from bridge.core.reports.figures import Cell, Release
from bridge.ports.releases import NOT_AUDITED
from tests.attack.office import Office
from tests.attack.raw import Raw, drawn
from tests.attack.scenes import readers

QUARTER = Quarter("2026-Q3")
SHORT = 2
"""Weeks of most networks."""


@dataclass(slots=True)
class Tally:
    """What a campaign met."""

    networks: int = 0
    unpublishable: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    apart: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {number}" for name, number in sorted(self.outcomes.items()))
        steps = ", ".join(f"{name} {number}" for name, number in sorted(self.steps.items()))
        return (
            f"{self.networks} networks, {self.unpublishable} of them too small for any figure; cells: {told}; "
            f"violations {len(self.violations)}; without one person: {steps}, {len(self.apart)} further apart"
        )


def campaign(seeds: range, weeks: int = SHORT, *, audited: bool = False) -> Tally:
    """Attack one network for each seed; `audited` with the linear programs of the release, which take most of the time.

    Without them the other rules stand alone, as far as they reach: within one week.
    """
    tally = Tally()
    for seed in seeds:
        chance = Random(seed)
        raw = drawn(chance, QUARTER.name, weeks)
        documents = _released(raw, weeks, audited=audited)
        _attacked(tally, seed, raw, documents)
        if raw.acts:
            spared = chance.choice(raw.acts).person
            done = Counter((act.week, act.metric) for act in raw.acts if act.person == spared)
            _compared(tally, seed, (documents, _released(raw.without(spared), weeks, audited=audited)), done)
    return tally


def _released(raw: Raw, weeks: int, *, audited: bool) -> list[Document]:
    office = Office(raw)
    if audited:
        return office.live(QUARTER.weeks[0], weeks)
    with patch("bridge.service.counting.audit", lambda *_: NOT_AUDITED):
        return office.live(QUARTER.weeks[0], weeks)


def _attacked(tally: Tally, seed: int, raw: Raw, documents: list[Document]) -> None:
    tally.networks += 1
    tally.outcomes.update(cell.outcome.value for each in documents for cell in each.release.cells)
    tally.unpublishable += all(each.release.reason for each in documents)
    found = attacked(World(documents, {"": raw.rosters}, parts=raw.parts()), readers(raw))
    tally.violations += [_worded(seed, each) for each in found if each.verdict is Verdict.BROKEN]


def _worded(seed: int, result: Result) -> str:
    return f"network {seed}: {result.case} by {result.reader or 'outsider'}: {dict(result.findings[0].values)}"


def _compared(
    tally: Tally, seed: int, both: tuple[list[Document], list[Document]], done: Counter[tuple[str, str]]
) -> None:
    """The same releases, the same cells, each equal or one step apart; but where one did nearly everything.

    Who did more than a step's worth of tasks moves the number by as many steps as that takes, and no more.
    """
    for document, other in zip(*both, strict=True):
        one, two = document.release, other.release
        if _frame(one) != _frame(two):
            tally.apart.append(f"network {seed}: {one.period} has other cells without one person")
        for cell, without in zip(one.cells, two.cells, strict=True):
            weeks = (one.period,) if cell.space == "" else QUARTER.weeks
            kind = apart(cell, without, sum(done[week, cell.metric] for week in weeks))
            tally.steps[kind] += 1
            if kind == "apart":
                tally.apart.append(f"network {seed}: {one.period} {cell} became {without}")


def apart(cell: Cell, without: Cell, tasks: int) -> str:
    """How two versions of a cell differ, where somebody who did so many of its tasks is missing in one."""
    if "withheld" in (cell.outcome, without.outcome):
        return "equal" if cell == without else "flips"
    if cell == without:
        return "equal"
    values = [each.value if each.outcome == "shown" else LEAST - STEP for each in (cell, without)]
    if abs(values[0] - values[1]) <= STEP:
        return "step"
    return "steps" if tasks > STEP and abs(values[0] - values[1]) < tasks + STEP else "apart"


def _frame(release: Release) -> object:
    cells = [(cell.metric, cell.space) for cell in release.cells]
    return release.period, release.reason, release.excluded, release.persons, release.organisations, cells
