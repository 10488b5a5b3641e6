"""`python -m tests.bench.profile`: where `cobridge sync` spends its time when nothing happened in four tools.

Vendors answer after `DELAY` seconds here. Exit code 1 unless the slowest step of the sync is a vendor's answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.counting import Ground, mirrored
from tests.bench.sandbox import OURS, VENDORS, pinned

TASKS, ROUNDS = 200, 5
DELAY = 0.15
"""Seconds: what vendors' interfaces take at best from a machine in a data centre (an assumption, and a low one)."""
START = "start"
Step = tuple[str, bool]


def main() -> int:
    """Measure, print, and judge."""
    with tempfile.TemporaryDirectory() as folder, mirrored(tuple(VENDORS), TASKS, Path(folder) / "space") as ground:
        slow = [{"vendor": vendor, "kind": "slow", "seconds": DELAY} for vendor in VENDORS.values()]
        ground.sandbox.ask("/faults", "PUT", slow)
        _round(ground, Path(folder))  # compiles what is imported
        seconds = _medians([_round(ground, Path(folder)) for _ in range(ROUNDS)])
    steps = {step: took for step, took in seconds.items() if not step[0].startswith(START)}
    print(f"A sync of {TASKS} tasks in {len(VENDORS)} places, nothing happened, answers after {DELAY} s.")
    print(f"Medians of {ROUNDS} processes: seconds waited for vendors, of the processor for the rest.\n")
    print("\n".join(_line(step, took) for step, took in sorted(steps.items(), key=lambda entry: -entry[1])))
    print("\nBefore it, in a new process only:")
    print("\n".join(_line(step, took) for step, took in seconds.items() if step[0].startswith(START)))
    (_, vendor), _ = max(steps.items(), key=lambda entry: entry[1])
    return 0 if vendor else 1


def _round(ground: Ground, folder: Path) -> dict[Step, float]:
    """One process."""
    file, kept = folder / "steps.json", {**os.environ, **ground.environment}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    command = [*pinned(OURS), sys.executable, "-m", "tests.bench.stopwatch", str(file), "sync"]
    subprocess.run(command, env=kept, stdout=subprocess.DEVNULL, check=True)
    return {(name, vendor): took for name, took, vendor in json.loads(file.read_text("utf-8"))}


def _medians(rounds: Sequence[dict[Step, float]]) -> dict[Step, float]:
    all_of: defaultdict[Step, list[float]] = defaultdict(list)
    for each in rounds:
        for step, took in each.items():
            all_of[step].append(took)
    return {step: median(took) for step, took in all_of.items()}


def _line(step: Step, took: float) -> str:
    name, vendor = step
    return f"{took:8.3f}  {name}{' (vendor)' if vendor else ''}"


if __name__ == "__main__":
    sys.exit(main())
