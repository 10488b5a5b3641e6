"""The figures as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.sandbox import Calls

FIRST, CHANGE, IDLE = 1.2, 1.1, 1.0
"""The most calls for one of the minimum."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `goal` is None for what is told only."""

    what: str
    tasks: int
    minimum: int
    calls: Calls
    goal: float | None

    @property
    def ratio(self) -> float:
        return self.calls.total / self.minimum

    @property
    def passes(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


HEAD = ("workload", "tasks", "minimum", "reads", "writes", "calls", "parts", "429", "ratio", "goal", "")


def printed(rows: Sequence[Row]) -> str:
    """A table; below it, for each goal missed, every call that was sent."""
    lines = [HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    table = "\n".join(_line(line, widths) for line in lines)
    missed = [f"\n{row.what} ({row.tasks} tasks) sent:\n{_paths(row.calls)}" for row in rows if not row.passes]
    return "\n".join([table, *missed])


def _cells(row: Row) -> tuple[str, ...]:
    calls, goal = row.calls, "-" if row.goal is None else f"{row.goal:.1f}"
    verdict = "" if row.goal is None else ("pass" if row.passes else "FAIL")
    numbers = (row.tasks, row.minimum, calls.reads, calls.writes, calls.total, calls.parts, calls.refused)
    return (row.what, *(f"{number:,}" for number in numbers), f"{row.ratio:.3f}", goal, verdict)


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def _paths(calls: Calls) -> str:
    return "\n".join(f"  {number:6,}  {path}" for path, number in calls.paths.most_common())
