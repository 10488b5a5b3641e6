"""Looking for a finer table: by tool, organisation or person, or what the shape of an answer tells (A02, A14, A21)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import loads

from bridge.core.reports.attack.artefacts import leaves
from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World, quarter_of

KEYS = frozenset(
    {
        "schema",
        "evaluation",
        "network",
        "period",
        "released_on",
        "charter",
        "unit",
        "rounded_to",
        "told_from",
        "least",
        "organisations",
        "persons",
        "persons_without_one_organisation",
        "basis",
        "excluded",
        "reason",
        "gaps",
        "first",
        "last",
        "places",
        "figures",
        "metric",
        "space",
        "outcome",
        "value",
    }
)
"""All that a document of figures has names for. What else there is might be a dimension."""
SUNDAY = 7
"""What was not read on the last day of a week is heard of in the next."""
PSEUDONYM = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


def finer(world: World) -> Iterator[Finding]:
    """A02: a table by tool or organisation beside the total; a total without a tool that was not read is one too."""
    for document in world.documents:
        added = sorted({key for path, _ in leaves(loads(document.text)) for key in _keys(path)} - KEYS)
        values: Values = {"name": document.name, "what": ", ".join(added) or "–"}
        yield Finding("keys", values, bad=bool(added))
    unread = False
    for release in (each for each in world.releases if each.evaluation == "F1"):
        shown = any(cell.outcome in ("shown", "under_10") for cell in release.cells)
        yield Finding("gap", {"period": release.period}, bad=shown and (bool(release.gaps) or unread))
        unread = any(gap.last.isoweekday() == SUNDAY for gap in release.gaps)


def by_person(world: World) -> Iterator[Finding]:
    """A14: rows of persons, whose own counts a colleague would recognise."""
    for document in world.documents:
        rows = [
            path for path, leaf in leaves(loads(document.text)) if isinstance(leaf, str) and _is_person(world, leaf)
        ]
        yield Finding("rows", {"name": document.name, "number": len(rows)}, bad=bool(rows))


def shapes(world: World) -> Iterator[Finding]:
    """A21: which figures there are must not depend on what was done: the same in every release of a quarter."""
    first: dict[tuple[str, str, tuple[str, ...]], tuple[tuple[str, str], ...]] = {}
    for release in world.releases:
        if release.reason:
            continue
        shape = tuple((cell.metric, cell.space) for cell in release.cells)
        before = first.setdefault((release.evaluation, quarter_of(release.period), release.excluded), shape)
        yield Finding("shape", {"period": release.period, "number": len(shape)}, bad=shape != before)


def _is_person(world: World, leaf: str) -> bool:
    return leaf in world.secrets.persons or PSEUDONYM.fullmatch(leaf) is not None


def _keys(path: str) -> list[str]:
    return [part for part in path.split(".") if not part.isdigit()]
