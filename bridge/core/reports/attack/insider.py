"""Subtracting what one knows: one's own tasks, a colleague's, or those of partners who were away (A01 to A06, A23)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World, told, weeks_of
from bridge.core.reports.attack.spans import ENOUGH, Span, behind
from bridge.core.reports.figures import Cell, Release

FEW_PERSONS = 5
"""Fewer than so many persons are protected, whoever they work for."""
FEW_ORGANISATIONS = 2
CLOSE = 20
"""A guess that lies within so many per cent of the truth is as good as having been told."""


def any_organisation(world: World) -> Iterator[Finding]:
    """A01: what the totals alone say of an organisation."""
    for release, cell in told(world.releases):
        span = behind(cell.outcome, cell.value)
        if span:
            yield narrowest(world, release, cell, span.without(own_of(world, release, cell)))


def what_remains(world: World) -> Iterator[Finding] | None:
    """A03: the rest after one's own is taken off has to be that of several organisations."""
    return _remaining(world, FEW_ORGANISATIONS, persons=0) if world.reader.organisations and world.rosters else None


def who_remains(world: World) -> Iterator[Finding] | None:
    """A04: and of five persons at least, so that no colleague can be told by leaving out the others."""
    return _remaining(world, 0, persons=FEW_PERSONS) if world.reader.organisations and world.rosters else None


def the_largest(world: World) -> Iterator[Finding] | None:
    """A06: who did the second most takes the whole rest for the largest part; who did the most learns what is left."""
    if not world.parts:
        return None
    return _guesses(world)


def alone_at_work(world: World) -> Iterator[Finding] | None:
    """A23: in a week in which all others are known to have been away, the total is that of one."""
    return _alone(world) if world.knows_all else None


def narrowest(world: World, release: Release, cell: Cell, span: Span) -> Finding:
    """What is learned of the protected set of which most is learned, where `span` is what all others did together.

    A set with anybody beside it may have done none of it, or all. Only a set beside which there is nobody is bounded
    from below. Without rosters nobody's name is known, and that there are others is all that is.
    """
    others = world.others(release, cell)
    about, found = sorted(others, key=lambda name: (len(others[name]), name))[:1], Span(0, span.most)
    everybody = frozenset[str]().union(*others.values())
    if world.rosters and (len(others) < FEW_ORGANISATIONS or len(everybody) < FEW_PERSONS):
        about, found = sorted(others), span
    values: Values = {
        **_where(release, cell),
        "about": ", ".join(about) or "–",
        "least": int(found.least),
        "most": "∞" if found.most == float("inf") else int(found.most),
    }
    return Finding("interval", values, bad=found.width < ENOUGH and bool(about or not world.rosters), width=found.width)


def is_small(group: Mapping[str, AbstractSet[str]]) -> bool:
    """Whether somebody of the group who leaves out their own organisation has too few before them."""
    there = [members for members in group.values() if members]
    others = [frozenset[str]().union(*(each for each in there if each is not own)) for own in there]
    return len(there) <= FEW_ORGANISATIONS or min(map(len, others)) < FEW_PERSONS


def own_of(world: World, release: Release, cell: Cell) -> int:
    """How much of the figure is known to be the reader's own: as known for the period, else added up from its weeks."""
    spaces = world.counted(release, cell)
    whole = [(release.period, cell.metric, space) for space in spaces]
    known = {part for name in world.reader.organisations for part in world.parts.get(name, {})}
    if "-Q" in release.period and not known & {*whole}:
        return sum(world.own((week, cell.metric, space)) for week in weeks_of(release.period) for space in spaces)
    return sum(map(world.own, whole))


def _remaining(world: World, organisations: int, *, persons: int) -> Iterator[Finding]:
    for release, cell in told(world.releases):
        others = world.others(release, cell)
        number = len(frozenset[str]().union(*others.values()))
        bad = len(others) < organisations or number < persons
        yield Finding("remaining", {**_where(release, cell), "organisations": len(others), "persons": number}, bad=bad)
        span = behind(cell.outcome, cell.value)
        if span and world.parts:
            yield narrowest(world, release, cell, span.without(own_of(world, release, cell)))


def _guesses(world: World) -> Iterator[Finding]:
    if world.reader.organisations:
        yield from any_organisation(world)
    for release, cell in told(world.releases):
        if cell.outcome != "shown" or not world.knows_all:
            continue
        span = behind(cell.outcome, cell.value) or Span()
        parts = _parts(world, release, cell)
        for (_, largest), (_, second) in [] if len(parts) < FEW_ORGANISATIONS else [(parts[0], parts[1])]:
            off = span.most - second - largest
            values: Values = {**_where(release, cell), "guess": int(span.most - second), "off": int(max(0, off))}
            yield Finding("guess", values, bad=largest > 0 and 100 * off < CLOSE * largest)


def _alone(world: World) -> Iterator[Finding]:
    for release, cell in told(world.releases):
        if cell.outcome != "shown":
            continue
        working = [name for name, number in _parts(world, release, cell) if number]
        values: Values = {**_where(release, cell), "organisations": len(working)}
        yield Finding("working", values, bad=len(working) < FEW_ORGANISATIONS)


def _parts(world: World, release: Release, cell: Cell) -> list[tuple[str, int]]:
    """What each organisation is known to have done of it, the largest first."""
    spaces, periods = world.counted(release, cell), [release.period]
    found = []
    for name, parts in world.parts.items():
        if "-Q" in release.period and not any(key[0] == release.period for key in parts):
            periods = list(weeks_of(release.period))
        number = sum(parts.get((period, cell.metric, space), 0) for period in periods for space in spaces)
        found.append((name, number))
    return sorted(found, key=lambda each: -each[1])


def _where(release: Release, cell: Cell) -> Values:
    return {"metric": cell.metric, "space": cell.space or "*", "period": release.period}
