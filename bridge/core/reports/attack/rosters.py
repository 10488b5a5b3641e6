"""Counting who stands behind a figure, with every organisation left out in turn (A09, A16, A20, A24)."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.reports.attack.insider import FEW_ORGANISATIONS, FEW_PERSONS
from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World, quarter_of, told

LEAST_ORGANISATIONS = FEW_ORGANISATIONS + 1


def without_each(world: World) -> Iterator[Finding] | None:
    """A16: whichever organisation looks, five persons of two others remain behind every figure."""
    return _without_each(world) if world.rosters else None


def _without_each(world: World) -> Iterator[Finding]:
    seen = set()
    for release, cell in told(world.releases):
        if (key := (quarter_of(release.period), world.counted(release, cell))) in seen:
            continue
        seen.add(key)
        groups = [world.spaces(release.period).get(space, {}) for space in key[1]]
        everybody = {name for group in groups for name, members in group.items() if members}
        for name in sorted(everybody):
            rest = {person for group in groups for other in everybody - {name} for person in group.get(other, ())}
            values: Values = {"period": release.period, "reader": name, "organisations": len(everybody) - 1}
            bad = len(everybody) - 1 < FEW_ORGANISATIONS or len(rest) < FEW_PERSONS
            yield Finding("left_out", {**values, "persons": len(rest)}, bad=bad)


def spaces_of_few(world: World) -> Iterator[Finding] | None:
    """A20: a space in which two work is theirs, by its own figure or as a part of the total."""
    return _spaces_of_few(world) if world.rosters else None


def _spaces_of_few(world: World) -> Iterator[Finding]:
    for release, cell in told(world.releases):
        for space in sorted(world.counted(release, cell)):
            group = world.spaces(release.period).get(space, {})
            number = sum(1 for members in group.values() if members)
            values: Values = {"space": space, "period": release.period, "organisations": number}
            yield Finding("space", values, bad=number < LEAST_ORGANISATIONS)


def appearing(world: World) -> Iterator[Finding]:
    """A09: a figure that comes and goes while rosters stay tells what somebody did, or that they did nothing."""
    for evaluation in ("F1", "F2"):
        first: dict[tuple[str, int, int], frozenset[str]] = {}
        for release in world.releases:
            if release.evaluation != evaluation or release.reason:
                continue
            small = {f"{cell.metric} {cell.space}" for cell in release.cells if cell.outcome == "small_group"}
            found = frozenset({*release.excluded, *small})
            before = first.setdefault((quarter_of(release.period), release.persons, release.organisations), found)
            values: Values = {"period": release.period, "spaces": ", ".join(sorted(found ^ before)) or "–"}
            yield Finding("withheld", values, bad=found != before)


def accounts(world: World) -> Iterator[Finding] | None:
    """A24: accounts that were added to reach the least number; only persons count, and none within a quarter."""
    return _accounts(world) if world.rosters else None


def _accounts(world: World) -> Iterator[Finding]:
    for release in world.releases:
        if release.reason:
            continue
        spaces = world.spaces(release.period)
        groups = [group for space, group in spaces.items() if space not in release.excluded]
        number = len(frozenset(person for group in groups for members in group.values() for person in members))
        values: Values = {"period": release.period, "persons": number, "before": release.persons}
        yield Finding("persons", values, bad=release.persons > number)
