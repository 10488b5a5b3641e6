"""Reading printed numbers backwards: zero, means and percentages, what happens once (A05, A10, A17)."""

from __future__ import annotations

from collections.abc import Iterator
from json import loads

from bridge.core.reports.attack.artefacts import leaves
from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World, told
from bridge.core.reports.attack.spans import ROUNDED_TO, UNTOLD_BELOW, behind

COMMON = frozenset({"opened", "completed", "handed_over", "claimed"})
"""What happens many times a week. What happens once is somebody's: an incident, a substitution, a request."""


def everybody_or_nobody(world: World) -> Iterator[Finding]:
    """A05: a printed zero says of every member that they did nothing."""
    for release, cell in told(world.releases):
        span = behind(cell.outcome, cell.value)
        if span:
            bounds = {"least": int(span.least), "most": int(span.most)}
            values: Values = {"metric": cell.metric, "space": cell.space or "*", "period": release.period, **bounds}
            bad = cell.outcome == "shown" and cell.value < UNTOLD_BELOW
            yield Finding("total", values, bad=bad, width=span.width)


def backwards(world: World) -> Iterator[Finding]:
    """A10: a mean times its number is the sum, a percentage of six is a count, and so is what was not rounded."""
    for release, cell in told(world.releases):
        exact = bool(cell.value % ROUNDED_TO)
        values: Values = {
            "metric": cell.metric,
            "space": cell.space or "*",
            "period": release.period,
            "number": cell.value,
        }
        yield Finding("number", values, bad=exact)
    for document in world.documents:
        for path, leaf in leaves(loads(document.text)):
            if isinstance(leaf, float) or (isinstance(leaf, str) and "%" in leaf):
                yield Finding("stands", {"name": document.name, "where": path, "what": str(leaf)}, bad=True)


def once(world: World) -> Iterator[Finding]:
    """A17: a metric of what happens rarely is about whoever it happened to."""
    for release in world.releases:
        rare = sorted({cell.metric for cell in release.cells} - COMMON)
        yield Finding("metrics", {"period": release.period, "metrics": ", ".join(rare) or "–"}, bad=bool(rare))
