"""`python -m tests.bench [--quick]`: exit code 1 when a goal is missed."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import diff, figures, log, spending
from tests.bench.counting import changes, idle, mirrored
from tests.bench.sandbox import OURS
from tests.bench.service import opened
from tests.bench.table import Row, printed

SIZES, QUICK = (100, 2_000), (60, 200)
RECONCILED, QUICKLY_RECONCILED = diff.TASKS, 1_000
SPACES = (
    ("trello", "asana"),
    ("asana", "trello"),
    ("trello", "slack"),
    ("trello", "teams"),
    ("teams", "trello"),
    ("trello", "asana", "slack", "teams"),
)
"""Which tools mirror each other; the first one's place is full, the others' are empty."""


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"take {QUICK} tasks, not {SIZES}")
    quick = parser.parse_args().quick
    sizes = QUICK if quick else SIZES
    if hasattr(os, "sched_setaffinity") and OURS in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {OURS})
    told = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for size in sizes for row in _rows(size, Path(folder), told, most=size == max(sizes))]
    print("Calls of the service, as the vendors' limits count them, against the fewest that can do it:\n")
    print(printed(rows))
    print("\nFor information; no goal depends on it:\n")
    print("\n".join(f"- {line}" for line in told))
    print("\nFinding that nothing is to be done, against vdirsyncer:\n")
    reconciled = diff.judged(QUICKLY_RECONCILED if quick else RECONCILED)
    print("\nThe log, against the same work in bare SQL:\n")
    sealed = log.judged(log.QUICKLY if quick else log.ENTRIES)
    print("\nThe weekly report's figures, against the same questions in bare SQL:\n")
    counted = figures.judged(figures.QUICKLY if quick else figures.ENTRIES)
    return 0 if reconciled and sealed and counted and all(row.passes for row in rows) else 1


def _rows(size: int, folder: Path, told: list[str], *, most: bool) -> Iterator[Row]:
    """The rows of one size; what else was measured at the largest one goes into `told`."""
    for tools in SPACES:
        place = folder / f"{size}-{'-'.join(tools)}"
        with mirrored(tools, size, place) as ground, opened(ground.environment) as mirror:
            yield ground.first
            yield from idle(ground, mirror)
            yield from changes(ground, mirror)
            if most:
                told.append(spending.of_first_mirror(ground))
            if most and tools == SPACES[0]:
                told += [spending.of_loading(mirror), *spending.of_work(ground, mirror)]


if __name__ == "__main__":
    sys.exit(main())
