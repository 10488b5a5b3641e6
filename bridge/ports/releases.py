"""Released figures: each kept once, and printed from there for ever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bridge.core.reports.disclosure.audit import Audit
from bridge.core.reports.figures import Signed

NOT_AUDITED = Audit()
"""Of a release that shows nothing."""


class Releases(Protocol):
    """What was released."""

    def keep(self, signed: Signed, audit: Audit = NOT_AUDITED) -> None:
        """Keep it, with what the audit of all figures together found.

        What was released before for the same network, evaluation and period stays instead. On the disk then.
        """
        ...

    def of(self, network: str, evaluation: str, period: str) -> Signed | None:
        """What was released for the period; None where nothing was."""
        ...

    def last(self, network: str, evaluation: str, n: int, until: str) -> Sequence[Signed]:
        """The `n` newest releases for periods up to `until`, that one included; oldest first."""
        ...

    def audit(self, network: str, evaluation: str, period: str) -> Audit | None:
        """What the audit found when the period was released; None where nothing was."""
        ...
