"""W5: what all released figures tell together, worked out by linear programming as a reader would.

The reader has every figure of a quarter and its weeks, and knows their own organisation's part exactly. Unknown is how
many tasks each other organisation has in each space, week and metric. The least and the most that fits the figures is
computed for whatever one organisation did, and for organisations of fewer than five persons together. At least five
numbers have to fit. A few persons of a larger organisation are hidden in it: nothing but zero bounds their part below,
and nothing but the organisation's own part above, so that more numbers fit than for the organisation.

The service knows no organisation's part either, so the reader who learns most is looked for: one whose own part of the
figure is as large as may be before the figure is withheld (W3). Weeks of which no quarter has been released stand for
themselves, and are worked out without the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import ceil, floor, inf

from bridge.core.log.evaluations import FEWEST_PERSONS
from bridge.core.log.participation import Quarter
from bridge.core.reports.disclosure.dominance import WIDTH
from bridge.core.reports.disclosure.linked import Bound, NothingFitsError, Part, extreme
from bridge.core.reports.disclosure.rounding import bounds
from bridge.core.reports.figures import Cell, Release

Sizes = Mapping[str, Mapping[str, int]]
"""How many persons each organisation has in each space, by the ids of both."""
Figure = tuple[str, str]
"""A released figure of one metric, by its period and its space."""
SLACK = 1e-6
"""How exact the solver is."""


@dataclass(frozen=True, slots=True)
class Interval:
    """How many of the tasks that one figure counts fit as some organisations', as one reader computes it.

    `reader` is empty for who belongs to no organisation.
    """

    metric: str
    reader: str
    about: tuple[str, ...]
    figure: Figure
    least: int
    most: int

    @property
    def width(self) -> int:
        """How many numbers fit."""
        return self.most - self.least + 1


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found of one release: how many intervals there are, the fewest numbers in any, those too narrow."""

    intervals: int = 0
    narrowest: int = 0
    narrow: tuple[Interval, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nobody learns too much."""
        return not self.narrow


def audit(released: Release, before: Sequence[Release], sizes: Sizes) -> Audit:
    """Of what a new release tells together with those `before` it; `sizes` are of the spaces that were counted."""
    found = [
        interval
        for metric in sorted({cell.metric for cell in released.cells})
        for interval in intervals(metric, (*before, released), sizes, released.period)
    ]
    narrow = tuple(each for each in found if each.width < WIDTH)
    return Audit(len(found), min((each.width for each in found), default=0), narrow)


def intervals(
    metric: str,
    releases: Sequence[Release],
    sizes: Sizes,
    period: str,
    own: Mapping[str, Mapping[Part, int]] | None = None,
) -> list[Interval]:
    """What every reader computes for every protected set of organisations, of every figure linked with the period's.

    `own` is each reader's own part by space and week; without it, as large as leaves the figure released. Raises
    NothingFitsError where the reader's parts do not fit the figures.
    """
    linked = {name: _bound(cell, name, sizes) for name, cell in _linked(metric, releases, period).items()}
    if not linked:
        return []
    figures = _fitting(linked)
    everybody, solve = sorted({name for each in sizes.values() for name in each}), cache(extreme)
    readers = [_Reader(reader, figures, sizes, solve) for reader in ("", *everybody)]
    return [
        Interval(metric, reader.name, about, name, *knowing.of(about, name))
        for reader in readers
        for name, bound in figures.items()
        for knowing in [reader.knowing(name, own)]
        for about in protected(sizes, reader.name)
        if any(set(about) & sizes[space].keys() for space, _ in bound.parts)
    ]


def protected(sizes: Sizes, reader: str) -> Iterator[tuple[str, ...]]:
    """The sets of organisations of which nobody may learn too much: each one, and those of too few persons together."""
    most: dict[str, int] = {}
    for space in sizes.values():
        for name, number in space.items():
            most[name] = max(number, most.get(name, 0))
    others = sorted(name for name in most if name != reader)
    yield from ((name,) for name in others)
    for number in range(2, FEWEST_PERSONS):
        small = [name for name in others if most[name] < FEWEST_PERSONS - 1]
        yield from (each for each in combinations(small, number) if sum(map(most.__getitem__, each)) < FEWEST_PERSONS)


def _linked(metric: str, releases: Sequence[Release], period: str) -> Mapping[Figure, Cell]:
    """The figures that are to be seen together with those of the period."""
    wanted = {period, *_weeks(period)}
    cells = ((each.period, cell) for each in releases if each.period in wanted for cell in each.cells)
    return {(name, cell.space): cell for name, cell in cells if cell.metric == metric and bounds(cell)}


def _fitting(figures: Mapping[Figure, Bound]) -> Mapping[Figure, Bound]:
    """The bounds as they hold together.

    A task that was completed in two weeks counts in both, and once in the quarter: where the weeks are more than the
    quarter, its figures bound them from below alone.
    """
    try:
        extreme(tuple(figures.values()), frozenset(), most=True)
    except NothingFitsError:
        return {name: replace(each, most=inf) if "-Q" in name[0] else each for name, each in figures.items()}
    return figures


def _bound(cell: Cell, figure: Figure, sizes: Sizes) -> Bound:
    period, space = figure
    counted = (space,) if space else sizes
    least, most = bounds(cell) or (0, 0)
    return Bound(frozenset((each, week) for each in counted for week in _weeks(period)), least, most)


def _weeks(period: str) -> tuple[str, ...]:
    return Quarter(period).weeks if "-Q" in period else (period,)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody of an organisation who looks at these figures; their name is empty for who is of none.

    `solve` is `extreme`, which remembers: readers whose parts are as large have the same problems.
    """

    name: str
    figures: Mapping[Figure, Bound]
    sizes: Sizes
    solve: Callable[..., Mapping[Part, float]]

    def knowing(self, figure: Figure, own: Mapping[str, Mapping[Part, int]] | None) -> _Knowing:
        """With their own parts: as told, or those that make the most of this figure and leave it released.

        The others have at least so many tasks in it that it is not withheld; where other figures leave them fewer,
        that is too narrow whatever the reader knows.
        """
        if own is not None:
            return _Knowing(self, own.get(self.name, {}))
        bound = self.figures[figure]
        here = [part for part in bound.parts if self.name in self.sizes[part[0]]]
        if not here:
            return _Knowing(self, {})
        mine = {part: ("mine", *part) for part in here}
        both = [
            Bound(each.parts | {mine[part] for part in each.parts & mine.keys()}, each.least, each.most)
            for each in self.figures.values()
        ]
        try:
            others = Bound(bound.parts, WIDTH - 1, bound.most)
            found = self.solve((*both, others), frozenset(mine.values()), most=True)
        except NothingFitsError:
            return _Knowing(self, {})
        return _Knowing(self, {part: floor(found.get(key, 0) + SLACK) for part, key in mine.items()})


@dataclass(frozen=True, slots=True)
class _Knowing:
    """A reader with their own parts taken off all figures.

    What is left of a space in a week is the others' together, in whatever way: any of it fits as one organisation's,
    and none, unless there is no further organisation. So only those totals are unknown to the solver.
    """

    reader: _Reader
    own: Mapping[Part, int]

    def of(self, about: tuple[str, ...], figure: Figure) -> tuple[int, int]:
        """The least and the most of the figure that fits as these organisations'."""
        parts, sizes = self.reader.figures[figure].parts, self.reader.sizes
        theirs = frozenset(part for part in parts if set(about) & sizes[part[0]].keys())
        alone = frozenset(part for part in theirs if not sizes[part[0]].keys() - {*about, self.reader.name})
        return ceil(self._extreme(alone, most=False) - SLACK), floor(self._extreme(theirs, most=True) + SLACK)

    def _extreme(self, parts: frozenset[Part], *, most: bool) -> float:
        if not parts:
            return 0
        found = self.reader.solve(self._rests(), parts, most=most)
        return sum(found[part] for part in parts)

    def _rests(self) -> tuple[Bound, ...]:
        mine = {name: sum(self.own.get(part, 0) for part in each.parts) for name, each in self.reader.figures.items()}
        return tuple(
            Bound(each.parts, each.least - mine[name], each.most - mine[name])
            for name, each in self.reader.figures.items()
        )
