"""`python -m tests.bench.diff [--tasks N]`: DIFF, finding that nothing is to be done, against vdirsyncer.

Both run in turn on the same processor; medians of all rounds are compared, in seconds of the processor for each item
compared. vdirsyncer compares two folders of as many items as we compare tasks at four places.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import vdirsyncer
from tests.bench.sandbox import OURS, pinned
from tests.bench.vdirsyncer import NotThere

TASKS, ROUNDS = 10_000, 5
CYCLES = 3
"""In a process: the first, and two later ones."""
GOAL = 0.5
WITHIN = """In: our memory read from SQLite row by row, every field of every item of four complete readings compared
with what was last seen there, every task with what each place has to show, the guard, agreeing in one transaction; of
vdirsyncer the whole process. Out: the network, and taking vendors' JSON apart (vdirsyncer opens no item here either).
The service runs on, so its later cycles are judged: rows whose texts stayed the same give the same values there, and
are not taken apart again. The first cycle, with the start of its process, is told beside it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the processor for one item, theirs and ours, and the most memory in MB."""

    what: str
    items: int
    ours: float
    theirs: float
    memory: tuple[float, float]
    goal: float | None

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def passes(self) -> bool:
        return self.goal is None or self.ratio <= self.goal

    def __str__(self) -> str:
        """One line."""
        verdict = "" if self.goal is None else f", goal {self.goal:.1f}: {'pass' if self.passes else 'FAIL'}"
        ours, theirs = self.memory
        return (
            f"DIFF, {self.what}: {self.ours * 1e6:.1f} µs for each of {self.items:,} items, "
            f"vdirsyncer {self.theirs * 1e6:.1f} µs, ratio {self.ratio:.2f}{verdict} "
            f"(memory {ours:.0f} MB, vdirsyncer {theirs:.0f} MB)"
        )


def measured(tasks: int, folder: Path) -> Sequence[Measured]:
    """The rows. Raises NotThere."""
    space = folder / "space"
    space.mkdir()
    peer = vdirsyncer.synced(folder / "peer", tasks)
    _run("tests.bench.full_space", str(space), str(tasks))
    rounds = [(peer.sync(), _ours(space)) for _ in range(ROUNDS)]
    theirs, ours = [each for each, _ in rounds], [each for _, each in rounds]
    items, an_item = ours[0]["items"], median(cpu for cpu, _ in theirs) / peer.items
    memory = median(each["memory"] for each in ours), median(most for _, most in theirs)
    later = median(took for each in ours for took in each["cycles"][1:])
    first = median(each["start"] + each["cycles"][0] for each in ours)
    return (
        Measured("a cycle of a running service", items, later / items, an_item, memory, GOAL),
        Measured("the first one, with the start of its process", items, first / items, an_item, memory, None),
    )


def _ours(space: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_run("tests.bench.reconcile", str(space), str(CYCLES)))
    return found


def _run(module: str, *given: str) -> str:
    """What a module prints, in a process of its own, in which what it imports is compiled already."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [*pinned(OURS), sys.executable, "-m", module, *given]
    return subprocess.run(command, env=kept, check=True, stdout=subprocess.PIPE, text=True).stdout


def judged(tasks: int) -> bool:
    """Measure and print; whether the goal is reached. A peer that is not there is none that was beaten."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows = measured(tasks, Path(folder))
        except NotThere as reason:
            print(f"DIFF: FAIL. {reason}")
            return False
    print("\n".join(map(str, rows)))
    print(f"\n{WITHIN}")
    return all(row.passes for row in rows)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.diff", description=__doc__)
    parser.add_argument("--tasks", type=int, default=TASKS)
    return 0 if judged(parser.parse_args().tasks) else 1


if __name__ == "__main__":
    sys.exit(main())
