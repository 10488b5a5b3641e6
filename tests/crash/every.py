"""`python -m tests.crash.every [--seed N] [--share N]`: every kind of fault on every call of a cycle, then mixed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from time import monotonic

from tests.crash import strikes
from tests.crash.struck import Struck

MIXED = 40
"""Rounds of three cycles each."""


def main() -> int:
    """The last lines have the figures; exit code 1 where a rule broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.every", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what people do is drawn from it; 1 unless given")
    parser.add_argument("--share", type=int, default=1, help="take each N-th case only; 1 unless given: all of them")
    given = parser.parse_args()
    seed, share = given.seed, given.share
    parts: dict[str, Callable[[], Struck]] = {
        "in cycles": lambda: strikes.in_cycles(seed, share),
        "first mirror": lambda: strikes.at_first(seed, share),
        "mixed": lambda: strikes.mixed(seed, max(MIXED // share, 1)),
    }
    told = [_timed(name, part) for name, part in parts.items()]
    if any(each.wrong for each in told):
        sys.stdout.write(f"The same again: python -m tests.crash.every --seed {seed} --share {share}\n")
        return 1
    return 0


def _timed(name: str, part: Callable[[], Struck]) -> Struck:
    began = monotonic()
    told = part()
    for sentence in told.wrong:
        sys.stdout.write(f"{sentence}\n")
    sys.stdout.write(f"{name}: {told.line}, {monotonic() - began:.0f} seconds\n")
    sys.stdout.flush()
    return told


if __name__ == "__main__":
    sys.exit(main())
