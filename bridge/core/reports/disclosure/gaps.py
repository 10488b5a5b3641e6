"""Days on which a place was not read: fewer acts were heard of then, and that must not look like fewer acts.

The total without one place is that place's partner, so nothing is shown; nor in the period in which it is caught up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from bridge.core.reports.figures import Gap

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """How whole a period is: its gaps, and whether it holds what an earlier gap left over."""

    gaps: tuple[Gap, ...] = ()
    catches_up: bool = False


def reading(read: Mapping[str, AbstractSet[date]], first: date, last: date, before: Iterable[Gap] = ()) -> Reading:
    """Of a period from its first to its last day. `read` has for each place the days on which it was read.

    A place that was never read is missing on every day; one that came later, from its first reading on. `before` are
    the gaps of the period before.
    """
    eve = first - DAY
    missing = {place: _missing(days, eve, last) for place, days in read.items()}
    gaps = tuple(_gaps({place: days - {eve} for place, days in missing.items()}))
    late = any(eve in days for days in missing.values()) or any(gap.last == eve for gap in before)
    return Reading(gaps, late)


def _missing(read: AbstractSet[date], first: date, last: date) -> AbstractSet[date]:
    begins = max(first, min(read)) if read else first
    return {begins + DAY * number for number in range((last - begins).days + 1)} - read


def _gaps(missing: Mapping[str, AbstractSet[date]]) -> Iterator[Gap]:
    found = Counter(span for days in missing.values() for span in _spans(days))
    yield from (Gap(first, last, places) for (first, last), places in sorted(found.items()))


def _spans(days: AbstractSet[date]) -> Iterator[tuple[date, date]]:
    """Days that follow each other, as their first and last."""
    for first in sorted(day for day in days if day - DAY not in days):
        last = first
        while last + DAY in days:
            last += DAY
        yield first, last
