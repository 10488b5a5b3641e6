"""Figures as they are released: numbers of tasks, rounded, or why there are none. No person, organisation or tool.

What may stand here, and when, is decided in `bridge.core.reports.disclosure`; nothing here is computed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a figure. One that is not shown says why; none is silently zero."""

    SHOWN = "shown"
    UNDER = "under_10"
    """Below ten after rounding, zero included."""
    SMALL = "small_group"
    """The group is too small."""
    GAP = "data_gap"
    """Not everything could be read."""
    DOMINATED = "withheld"
    """Nearly all of it was done by one, or it is withheld together with such a figure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `space` is a space's id, empty for the whole network; `value` a multiple of 5, 0 unless shown."""

    metric: str
    space: str
    outcome: Outcome
    value: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which places could not be read, from the first to the last, and how many places that were."""

    first: date
    last: date
    places: int


@dataclass(frozen=True, slots=True)
class Release:
    """The figures of one evaluation and one period, the same for everybody.

    `charter` is the version that they were made under, `persons` and `organisations` are whom the quarter's figures
    rest upon, the same in all of it, so that no difference is one person (0 where there are none). `excluded` are
    spaces whose group is too small to be counted. `reason` says why nothing at all is shown: `few_organisations`,
    `small_group`, `data_gap`, `catching_up` or `first_quarter`; empty where something is.
    """

    evaluation: str
    network: str
    period: str
    released_on: date
    charter: str
    persons: int
    organisations: int
    cells: tuple[Cell, ...]
    excluded: tuple[str, ...] = ()
    reason: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A release as it is kept: its document byte for byte, the SHA-256 of that (hex), and who signed it (hex)."""

    release: Release
    document: bytes
    fingerprint: str
    key: str
    signature: str
