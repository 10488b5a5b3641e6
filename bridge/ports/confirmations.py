"""Who confirmed the worklist, and in which week at the latest. `tests/contracts/test_confirmations.py` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bridge.core.model.ids import PartnerId


class Confirmations(Protocol):
    """One week for each partner, in place of the one before: there is no history of it, and no person in it."""

    def keep(self, network: str, partner: PartnerId, week: str) -> None:
        """The partner confirmed the list in that week (`2026-W47`). On the disk when this returns."""
        ...

    def weeks(self, network: str) -> Mapping[PartnerId, str]:
        """Each partner's last one."""
        ...
