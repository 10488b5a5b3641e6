"""Taking periods from each other: who came or went in between, and what was counted in both (A07, A08, A25, A26)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bridge.core.reports.attack.insider import is_small, narrowest, own_of
from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World, quarter_of, weeks_of
from bridge.core.reports.attack.spans import Span, added, behind, linked
from bridge.core.reports.figures import Cell, Outcome, Release

WEEK, QUARTER = re.compile(r"\d{4}-W\d\d"), re.compile(r"\d{4}-Q[1-4]")
Spans = Mapping[str, Span]
ONCE = frozenset({"opened"})
"""What happens to a task once. Anything else may happen in two weeks of a quarter, and counts once in the quarter."""


def came(world: World) -> Iterator[Finding]:
    """A07: somebody joined between two releases, so the step is theirs."""
    for before, after in _neighbours(world):
        values: Values = {"period": after.period, "before": before.persons, "after": after.persons}
        yield Finding("basis", values, bad=after.persons > before.persons)


def went(world: World) -> Iterator[Finding]:
    """A25: somebody left or objected between two releases that rest upon the same roster else."""
    for before, after in _neighbours(world):
        gone = before.persons - after.persons
        values: Values = {"period": after.period, "before": before.persons, "after": after.persons}
        yield Finding("basis", values, bad=gone > 0)


def overlapping(world: World) -> Iterator[Finding]:
    """A08: periods that overlap by a part of a week, and weeks seen beside the quarter that they lie in."""
    for release in world.releases:
        form = WEEK if release.evaluation == "F1" else QUARTER
        if not form.fullmatch(release.period):
            yield Finding("period", {"period": release.period}, bad=True)
    for quarter in _quarters(world):
        for metric in _metrics(quarter):
            yield from _linked(world, quarter, metric)


def unpublished(world: World) -> Iterator[Finding] | None:
    """A26: thirteen weekly totals less the published spaces must leave nothing that is somebody's."""
    quarters = [each for each in _quarters(world) if _weekly(world, each.period)]
    return _rests(world, quarters) if quarters else None


def _rests(world: World, quarters: Sequence[Release]) -> Iterator[Finding]:
    for quarter in quarters:
        weeks = _weekly(world, quarter.period)
        hidden = [space for space in quarter.excluded if is_small(world.spaces(quarter.period).get(space, {}))]
        for metric in sorted(ONCE & _metrics(quarter)):
            of_weeks = {week: _span(_total(each, metric)) or Span() for week, each in weeks.items()}
            of_spaces = {cell.space: _span(cell) or Span() for cell in _cells(quarter, metric)}
            least = int(max(0, added(of_weeks).least - added(of_spaces).most))
            values: Values = {"metric": metric, "period": quarter.period, "spaces": ", ".join(hidden) or "–"}
            yield Finding("rest", {**values, "least": least}, bad=bool(hidden) and least > 0)


def _linked(world: World, quarter: Release, metric: str) -> Iterator[Finding]:
    """What weeks and spaces say of each other, after the reader's own is taken off both."""
    cells = {cell.space: (quarter, cell) for cell in _cells(quarter, metric)}
    totals = {week: (each, _total(each, metric)) for week, each in _weekly(world, quarter.period).items()}
    rows: Spans = {week: _left(world, totals[week]) if week in totals else Span() for week in weeks_of(quarter.period)}
    columns: Spans = {space: _left(world, each) for space, each in cells.items()}
    rows, columns = linked(rows, columns) if metric in ONCE else _at_most(rows, columns)
    for spans, found in ((rows, totals), (columns, cells)):
        for name, (release, cell) in found.items():
            if _span(cell):
                yield narrowest(world, release, cell, spans[name])


def _at_most(rows: Spans, columns: Spans) -> tuple[Spans, Spans]:
    """No week has more tasks than the quarter, whatever was counted twice."""
    whole = added(columns).most
    return {week: span.within(Span(0, whole)) for week, span in rows.items()}, columns


def _left(world: World, figure: tuple[Release, Cell]) -> Span:
    span = _span(figure[1])
    return span.without(own_of(world, *figure)) if span else Span()


def _span(cell: Cell) -> Span | None:
    return behind(cell.outcome, cell.value)


def _total(release: Release, metric: str) -> Cell:
    """The figure of the network; what is not there says nothing."""
    return next((cell for cell in _cells(release, metric)), Cell(metric, "", Outcome.GAP))


def _cells(release: Release, metric: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in release.cells if cell.metric == metric)


def _metrics(release: Release) -> frozenset[str]:
    return frozenset(cell.metric for cell in release.cells)


def _quarters(world: World) -> tuple[Release, ...]:
    return tuple(each for each in world.releases if each.evaluation == "F2" and QUARTER.fullmatch(each.period))


def _weekly(world: World, quarter: str) -> Mapping[str, Release]:
    weeks = frozenset(weeks_of(quarter))
    return {each.period: each for each in world.releases if each.evaluation == "F1" and each.period in weeks}


def _neighbours(world: World) -> Iterator[tuple[Release, Release]]:
    """Each two releases of one quarter that follow each other and show anything."""
    shown = [each for each in world.releases if each.evaluation == "F1" and not each.reason]
    for before, after in pairwise(shown):
        if quarter_of(before.period) == quarter_of(after.period):
            yield before, after
