"""`make attack`: the long forms, with what they met. Ends with 1 where anybody could be told."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from random import Random

from bridge.core.reports.attack.learned import Verdict
from tests.attack.campaign import campaign
from tests.attack.office import Office
from tests.attack.project import WEEKS, YEAR, project, weeks_of_year
from tests.attack.scenes import results
from tests.conftest import SHARED

NETWORKS, AUDITED, QUARTER_LONG = 20_000, 60, 13
BY = 1_000


def main() -> int:
    """All of them; 1 where there was any violation."""
    bad = 0
    for found, line in chain(_year(), _networks()):
        bad += found
        sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {line}\n")
        sys.stdout.flush()
    return int(bad > 0)


def _networks() -> Iterator[tuple[int, str]]:
    for first in range(0, NETWORKS, BY):
        tally = campaign(range(first, first + BY))
        yield len(tally.violations) + len(tally.apart), f"from {first}: {tally}"
        yield from ((0, each) for each in (*tally.violations, *tally.apart))
    tally = campaign(range(AUDITED), QUARTER_LONG, audited=True)
    yield len(tally.violations) + len(tally.apart), f"whole quarters, audited: {tally}"
    yield from ((0, each) for each in (*tally.violations, *tally.apart))


def _year() -> Iterator[tuple[int, str]]:
    if not SHARED.is_dir():
        yield 0, f"the folder of real input is missing: {SHARED} (name another in COBRIDGE_SHARED)"
        return
    raw = project(SHARED, Random(YEAR))
    documents = Office(raw).live(weeks_of_year()[0], WEEKS)
    told = Counter(
        each.release.evaluation for each in documents if any(cell.outcome == "shown" for cell in each.release.cells)
    )
    made = Counter(each.release.evaluation for each in documents)
    broken = [each for each in results(raw, documents) if each.verdict is Verdict.BROKEN]
    yield len(broken), f"a real year: {dict(made)} releases, with figures {dict(told)}, {len(broken)} attacks succeeded"


if __name__ == "__main__":
    sys.exit(main())
