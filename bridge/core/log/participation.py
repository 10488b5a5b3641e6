"""What reports are given of the log: numbers of tasks, and nothing about who did what (PL-05).

No field here can hold a person, a pseudonym or an organisation. Nothing else of the log leads into a report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

WEEKS = 13
"""In a quarter. One of a year with 53 weeks has 14, its last."""
QUARTERS = 4
FIRST_OF_QUARTER = tuple(range(1, WEEKS * QUARTERS, WEEKS))
WEEK, QUARTER = re.compile(r"(\d{4})-W(\d\d)"), re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week, such as `2026-W47`. Raises ValueError for one that there is not."""

    name: str

    def __post_init__(self) -> None:
        parts = WEEK.fullmatch(self.name)
        if not parts:
            raise ValueError(f"A week is written like 2026-W47, found {self.name!r}.")
        date.fromisocalendar(int(parts[1]), int(parts[2]), 1)

    @property
    def weeks(self) -> tuple[str, ...]:
        """Itself."""
        return (self.name,)

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(int(self.name[:4]), int(self.name[-2:]), 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @classmethod
    def of(cls, day: date) -> Week:
        """The week of a day."""
        return cls(day.strftime("%G-W%V"))


@dataclass(frozen=True, slots=True)
class Quarter:
    """Thirteen whole ISO weeks, such as `2026-Q4`; no week is in two of them. Raises ValueError for another form."""

    name: str

    def __post_init__(self) -> None:
        if not QUARTER.fullmatch(self.name):
            raise ValueError(f"A quarter is written like 2026-Q4, found {self.name!r}.")

    @property
    def weeks(self) -> tuple[str, ...]:
        """Those of its weeks, in order."""
        year, number = int(self.name[:4]), int(self.name[-1])
        last = _last_week(year) if number == QUARTERS else number * WEEKS
        return tuple(f"{year}-W{week:02}" for week in range(FIRST_OF_QUARTER[number - 1], last + 1))

    @property
    def first(self) -> date:
        """The Monday of its first week."""
        return Week(self.weeks[0]).first

    @property
    def last(self) -> date:
        """The Sunday of its last week."""
        return Week(self.weeks[-1]).last

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter of a day's week."""
        year, week, _ = day.isocalendar()
        return cls(f"{year}-Q{min(QUARTERS, (week - 1) // WEEKS + 1)}")


Newcomers = Mapping[str, Collection[str]]
"""By space, whose acts there do not count before the next quarter: by what stands for them in the log."""
NOBODY: Newcomers = MappingProxyType({})

Period = Week | Quarter
"""Periods of one kind do not overlap, and there is no other: no rolling window, no running total."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks. `space` is empty where all spaces were counted together.

    `dominated`: nearly all of it was done by one person or organisation, as `Evaluations` says; not by which.
    """

    metric: str
    space: str
    tasks: int
    dominated: bool = False


@dataclass(frozen=True, slots=True)
class Participation:
    """What one evaluation found for one period, metric by metric in its order, then by space."""

    evaluation: str
    network: str
    period: str
    counts: tuple[Count, ...]


def _last_week(year: int) -> int:
    return (date.fromisocalendar(year + 1, 1, 1) - timedelta(days=7)).isocalendar().week
