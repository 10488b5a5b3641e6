"""`python -m tests.bench [--quick]`: exit code 1 when a goal is missed."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import spending
from tests.bench.counting import changes, idle, mirrored
from tests.bench.sandbox import OURS
from tests.bench.service import opened
from tests.bench.table import Row, printed

SIZES, QUICK = (100, 2_000), (60, 200)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"take {QUICK} tasks, not {SIZES}")
    sizes = QUICK if parser.parse_args().quick else SIZES
    if hasattr(os, "sched_setaffinity") and OURS in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {OURS})
    told = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for size in sizes for row in _rows(size, Path(folder), told, most=size == max(sizes))]
    print("Calls of the service, as the vendors' limits count them, against the fewest that can do it:\n")
    print(printed(rows))
    print("\nFor information; no goal depends on it:\n")
    print("\n".join(f"- {line}" for line in told))
    return 0 if all(row.passes for row in rows) else 1


def _rows(size: int, folder: Path, told: list[str], *, most: bool) -> Iterator[Row]:
    """The rows of one size; what else was measured at the largest one goes into `told`."""
    with mirrored("trello", size, folder / f"trello-{size}") as ground, opened(ground.environment) as mirror:
        if most:
            told += [spending.of_first_mirror(ground), spending.of_loading(mirror)]
        yield ground.first
        yield idle(ground, mirror)
        yield from changes(ground, mirror)
        if most:
            told += spending.of_work(ground, mirror)
    with mirrored("asana", size, folder / f"asana-{size}") as ground, opened(ground.environment) as mirror:
        yield ground.first
        yield idle(ground, mirror)
        if most:
            told.append(spending.of_first_mirror(ground))


if __name__ == "__main__":
    sys.exit(main())
