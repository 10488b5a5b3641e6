"""`python -m tests.system.week [--weeks N] [--seed S]`: weeks of a service, each drawn from a seed of its own."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.system.week.life import lived


def main() -> None:
    """Live through them one after the other; the first rule that breaks ends it with exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.system.week", description=__doc__)
    parser.add_argument("--weeks", type=int, default=3, help="how many; 3 unless given")
    parser.add_argument("--seed", type=int, default=1, help="of the first; each other one has the next")
    given = parser.parse_args()
    for seed in range(given.seed, given.seed + given.weeks):
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(f"Week of seed {seed}:\n{lived(Path(folder), seed)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
