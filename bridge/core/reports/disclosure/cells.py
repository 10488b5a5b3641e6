"""W2 to W4: which figures there are for a period, and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.log.evaluations import Dimension, Evaluation
from bridge.core.log.participation import Count, Participation
from bridge.core.reports.disclosure.rounding import told
from bridge.core.reports.figures import Cell, Outcome


def cells(evaluation: Evaluation, found: Participation, spaces: Sequence[str]) -> tuple[Cell, ...]:
    """Metric by metric, and within it space by space in the order of `spaces`, which are those that were counted."""
    return tuple(cell for metric in evaluation.metrics for cell in _of(metric.name, found, columns(evaluation, spaces)))


def withheld(evaluation: Evaluation, spaces: Sequence[str], outcome: Outcome) -> tuple[Cell, ...]:
    """The same figures, none of which is shown."""
    return tuple(
        Cell(metric.name, space, outcome) for metric in evaluation.metrics for space in columns(evaluation, spaces)
    )


def columns(evaluation: Evaluation, spaces: Sequence[str]) -> Sequence[str]:
    """What a metric has one figure for: the network as a whole, or each space."""
    return ("",) if evaluation.by is Dimension.NETWORK else tuple(sorted(spaces))


def _of(metric: str, found: Participation, spaces: Sequence[str]) -> Iterator[Cell]:
    counts = {each.space: each for each in found.counts if each.metric == metric}
    hidden = _hidden(spaces, frozenset(space for space in spaces if space in counts and counts[space].dominated))
    for space in spaces:
        if space in hidden:
            yield Cell(metric, space, Outcome.DOMINATED)
        else:
            yield told(metric, space, counts.get(space, Count(metric, space, 0)).tasks)


def _hidden(spaces: Sequence[str], dominated: frozenset[str]) -> frozenset[str]:
    """Those dominated, and for each the next space that is not: else the others and the weeks would tell it."""
    others = [space for space in spaces if space not in dominated]
    further = {next((each for each in others if each > space), others[0]) for space in dominated} if others else set()
    return dominated | further
