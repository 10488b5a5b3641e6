"""Released figures: each kept once, and printed from there for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bridge.core.reports.figures import Signed


class Releases(Protocol):
    """What was released."""

    def keep(self, signed: Signed) -> None:
        """Keep it. What was released before for the same network, evaluation and period stays instead."""
        ...

    def of(self, network: str, evaluation: str, period: str) -> Signed | None:
        """What was released for the period; None where nothing was."""
        ...

    def last(self, network: str, evaluation: str, n: int, until: str) -> Sequence[Signed]:
        """The `n` newest releases for periods up to `until`, that one included; oldest first."""
        ...
