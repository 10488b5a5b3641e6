"""W3: what is withheld because nearly all of it was done by one; the only thing about a figure that activity decides.

The p%-rule: where all others but the two largest did less than p % of what the largest did, the second computes the
largest too well. Beside it, who did nearly everything must not compute what little the others did: at least five
numbers have to be left possible (docs/decisions/0019-figures-withheld-by-what-is-left.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.reports.disclosure.rounding import LEAST, MOST_UNDER, rounded

WIDTH = 5
"""So many numbers have to be left possible for whatever few persons or one organisation did (W5)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Of a number of tasks: how many were the largest part's and the second's. A task may be several parts'."""

    total: int
    largest: int = 0
    second: int = 0


def is_dominated(organisations: Parts, single: Parts, share: int) -> bool:
    """Whether the figure has to be withheld; `share` is p, in per cent. The parts are organisations', and single ones'.

    A number that is told as below ten tells nothing of its parts but how much the largest leaves for the others.
    """
    if rounded(organisations.total) < LEAST:
        return _leaves_few(MOST_UNDER, organisations.largest)
    if _leaves_few(organisations.total, organisations.largest):
        return True
    return any(_is_estimated(each, share) for each in (organisations, single))


def _leaves_few(most: int, largest: int) -> bool:
    return most - largest < WIDTH - 1


def _is_estimated(parts: Parts, share: int) -> bool:
    return 100 * (parts.total - parts.largest - parts.second) < share * parts.largest
