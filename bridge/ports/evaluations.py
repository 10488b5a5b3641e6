"""Evaluating the log: what stands on the positive list, and whether enough persons took part."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bridge.core.log.evaluations import Evaluation
from bridge.core.log.participation import NOBODY, Newcomers, Participation, Period


class Evaluations(Protocol):
    """Reads the log for figures. Nothing that it gives says who did anything, or for whom they work."""

    def counted(
        self,
        evaluation: Evaluation,
        network: str,
        period: Period,
        spaces: Collection[str],
        newcomers: Newcomers = NOBODY,
    ) -> Participation:
        """What the evaluation finds in these spaces, which are those that may be counted; without any, nothing.

        What `newcomers` did there is left out. Of each number it says whether it is `dominated`. Only entries of the
        evaluation's own purpose count. Raises NotListedError for an evaluation that is not on the list as it is, and
        for a period of another kind than it is made for.
        """
        ...

    def dominated(
        self,
        evaluation: Evaluation,
        network: str,
        period: Period,
        spaces: Collection[str],
        newcomers: Newcomers = NOBODY,
    ) -> frozenset[tuple[str, str]]:
        """Of which of its numbers, by metric and space, one person or organisation did nearly all: yes or no, of each.

        Decided as `bridge.core.reports.disclosure.dominance` says, with the evaluation's own share. Raises
        NotListedError as `counted` does.
        """
        ...

    def took_part(
        self, least: int, evaluation: Evaluation, network: str, period: Period, spaces: Collection[str]
    ) -> bool:
        """Whether at least so many persons did anything there: the one question about persons, answered yes or no.

        For an evaluation, whose figures may have to be withheld. Raises ValueError for fewer than five, since the
        answer would tell of single persons, and NotListedError as `counted` does.
        """
        ...
