"""Evaluating the log: what stands on the positive list, and nothing else."""

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

        What `newcomers` did there is left out. Of each number it says whether one person or organisation did nearly
        all, decided as `bridge.core.reports.disclosure.dominance` says: yes or no, the one thing told of persons. Only
        entries of the evaluation's own purpose count. Raises NotListedError for an evaluation that is not on the list
        as it is, and for a period of another kind than it is made for.
        """
        ...
