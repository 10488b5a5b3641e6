"""Between which numbers an unknown one lies, and what follows where the same tasks were counted twice.

Weeks count tasks of all spaces, quarters count those of one space in all weeks. Numbers in a table whose rows and
columns have known sums can be any that fit these sums, so what a row may be follows from its own bounds and from those
of all others by adding up: no solver is asked, and the release's own is no witness of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

ENOUGH = 5
"""So many numbers have to be left possible for whatever a protected set did."""
ROUNDED_TO = 5
UNTOLD_BELOW = 10


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most that a number can be; `most` may be infinite."""

    least: float = 0
    most: float = inf

    @property
    def width(self) -> float:
        """How many whole numbers it holds."""
        return self.most - self.least + 1

    def without(self, known: float) -> Span:
        """What is left of it beside a known part, which is never below nothing."""
        return Span(max(0, self.least - known), max(0, self.most - known))

    def within(self, other: Span) -> Span:
        """What both allow; as it was where they exclude each other: then something was counted twice."""
        both = Span(max(self.least, other.least), min(self.most, other.most))
        return both if both.least <= both.most else self


def behind(outcome: str, value: int) -> Span | None:
    """What a printed figure says of the number behind it; None where it says nothing.

    Half a step to either side; a number that is not on the scale was not rounded at all.
    """
    half = ROUNDED_TO // 2
    if outcome == "under_10":
        return Span(0, UNTOLD_BELOW - ROUNDED_TO + half)
    if outcome != "shown":
        return None
    return Span(value, value) if value % ROUNDED_TO else Span(max(0, value - half), value + half)


def linked(rows: Mapping[str, Span], columns: Mapping[str, Span]) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """Rows and columns of one table, each as narrow as all others make it."""
    of_rows, of_columns = _all(rows), _all(columns)
    return _narrowed(rows, of_rows, of_columns), _narrowed(columns, of_columns, of_rows)


def added(spans: Mapping[str, Span]) -> Span:
    """Their sum."""
    return _all(spans)


def _all(spans: Mapping[str, Span]) -> Span:
    return Span(sum(each.least for each in spans.values()), sum(each.most for each in spans.values()))


def _narrowed(spans: Mapping[str, Span], own: Span, total: Span) -> Mapping[str, Span]:
    infinite = [name for name, each in spans.items() if each.most == inf]
    found = {}
    for name, each in spans.items():
        most_of_others = inf if [other for other in infinite if other != name] else _most_beside(spans, name, own)
        beside = Span(own.least - each.least, most_of_others)
        found[name] = each.within(Span(max(0, total.least - beside.most), max(0, total.most - beside.least)))
    return found


def _most_beside(spans: Mapping[str, Span], name: str, own: Span) -> float:
    if spans[name].most == inf:
        return sum(each.most for other, each in spans.items() if other != name)
    return own.most - spans[name].most
