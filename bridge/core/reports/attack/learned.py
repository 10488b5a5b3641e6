"""What an attack learned, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

Values = Mapping[str, str | int]
"""What stands in a sentence."""


class Verdict(StrEnum):
    """How an attack ended."""

    HELD = "held"
    """Nobody is told of."""
    BROKEN = "broken"
    """A few persons or one organisation are told of, or something stands where it must not."""
    BEYOND = "beyond"
    """Two organisations that put together what they know learn more than one may: that is not protected."""
    UNTRIED = "untried"
    """What it takes was not there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was learned. `key` names the sentence, `values` stand in it; `bad`: it should not be learned.

    `width` is how many numbers are left possible where a number was sought, else 0.
    """

    key: str
    values: Values
    bad: bool
    width: float = 0

    @property
    def left(self) -> float:
        """How few numbers or persons are left possible; infinite where nothing of that kind was learned."""
        return self.width or float(self.values.get("persons", inf))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case for one reader: all that is bad, else the most precise thing that was learned."""

    case: str
    reader: str
    verdict: Verdict
    findings: tuple[Finding, ...]


def result(case: str, reader: str, found: Iterable[Finding] | None, *, beyond: bool = False) -> Result:
    """Of everything that an attack found; None where it could not be tried. `beyond`: two readers together."""
    if found is None:
        return Result(case, reader, Verdict.UNTRIED, ())
    all_found = tuple(found)
    bad = tuple(each for each in all_found if each.bad)
    if bad:
        return Result(
            case, reader, Verdict.BEYOND if beyond and all(each.width for each in bad) else Verdict.BROKEN, bad
        )
    return Result(case, reader, Verdict.HELD, tuple(sorted(all_found, key=lambda each: each.left)[:1]))
