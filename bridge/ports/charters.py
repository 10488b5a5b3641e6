"""What was proposed and what was consented to. `tests/contracts/charters.py` holds every promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bridge.core.model.charter import Consent, Gate, Version
from bridge.core.model.ids import PartnerId


class Charters(Protocol):
    """Versions and consents of all networks; nothing of one is seen from another. Neither is ever changed."""

    def versions(self, network: str) -> Sequence[Version]:
        """Every version that was proposed, the oldest first."""
        ...

    def propose(self, network: str, version: Version) -> Version:
        """Keep the version under the next number, and return it; the one there is where it was proposed before.

        The same is what has the same fingerprint. On the disk when this returns.
        """
        ...

    def consents(self, network: str) -> Sequence[Consent]:
        """Every consent, those that were taken back included, in the order in which they were recorded."""
        ...

    def record(self, network: str, consent: Consent) -> None:
        """Keep a consent. It takes the place of an earlier one for the same gate and version. On the disk then."""
        ...

    def withdraw(self, network: str, partner: PartnerId, gate: Gate, day: date) -> int:
        """Mark the partner's consents for the gate as taken back, for every version; how many there were."""
        ...
