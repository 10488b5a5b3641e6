"""`python -m tests.crash [--kills N] [--seconds S] [--seed N]`: kill the service again and again while people work."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.crash.campaign import Wish, campaign
from tests.crash.service import BrokenError

KILLS, SECONDS = 210, 780.0


def main() -> int:
    """The last line has the figures; exit code 1 where a rule broke, and then it says how to have the same again."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many; {KILLS} unless given")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"at most so long; {SECONDS:.0f} unless given")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn; 1 unless given")
    parser.add_argument("--fault", default="", help="one of tests/crash/planted.py, to see it noticed")
    parser.add_argument("--keep", type=Path, help="a new folder in which the service's data stay, to look into")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            told = campaign(given.keep or Path(folder), Wish(given.kills, given.seconds, given.seed, given.fault))
        except BrokenError as broken:
            sys.stdout.write(f"{broken}\n")
            return _again(given.seed)
    for sentence in [*told.verdict.sentences, *told.stories]:
        sys.stdout.write(f"{sentence}\n")
    code = _again(given.seed) if told.verdict.sentences else 0
    sys.stdout.write(f"{told.line}\n")
    return code


def _again(seed: int) -> int:
    sys.stdout.write(f"The same acts and deaths again: python -m tests.crash --seed {seed}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
