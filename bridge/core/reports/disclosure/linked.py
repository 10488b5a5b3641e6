"""Sums of unknown numbers, none below zero, between bounds: the least or the most that some of them can be together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import inf

Part = tuple[str, ...]
"""What names an unknown."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The least and the most that these unknowns are together."""

    parts: frozenset[Part]
    least: float
    most: float


class NothingFitsError(ValueError):
    """The bounds contradict each other."""


def extreme(bounds: Sequence[Bound], wanted: AbstractSet[Part], *, most: bool) -> Mapping[Part, float]:
    """Numbers within all bounds of which the wanted ones are together the least, or the most.

    Solved by HiGHS; `inf` bounds nothing. Raises NothingFitsError where no numbers are within all bounds.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  its import takes half a second

    keys = sorted({part for each in bounds for part in each.parts})
    above = [each for each in bounds if each.most < inf]
    sign = -1.0 if most else 1.0
    found = linprog(
        [sign * (key in wanted) for key in keys],
        A_ub=[*(_row(keys, each, 1.0) for each in above), *(_row(keys, each, -1.0) for each in bounds)],
        b_ub=[*(each.most for each in above), *(-each.least for each in bounds)],
        method="highs",
    )
    if found.x is None:
        raise NothingFitsError("No numbers fit the released figures.")
    return {key: float(number) for key, number in zip(keys, found.x, strict=True)}


def _row(keys: Sequence[Part], bound: Bound, sign: float) -> list[float]:
    return [sign * (key in bound.parts) for key in keys]
