"""Requests to learn whose a pseudonym is, kept in the vault until they are forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from bridge.core.model.ids import PersonId
from bridge.core.model.reidentification import Reidentification


class Reidentifications(Protocol):
    """`tests/contracts/reidentifications.py` holds every promise."""

    def add(self, network: str, request: Reidentification, person: PersonId | None) -> None:
        """Keep a new one; on the disk when this returns. It ends with the key of `person`, whose pseudonym it is."""
        ...

    def of(self, network: str) -> Sequence[Reidentification]:
        """Those of the network, by day and id."""
        ...

    def change(
        self, network: str, identifier: str, change: Callable[[Reidentification], Reidentification]
    ) -> Reidentification | None:
        """Put what `change` makes of a request in its place, and return it; None where there is none.

        In one piece: nobody changes it in between, and whatever `change` raises leaves it as it was.
        """
        ...

    def forget_before(self, network: str, day: date) -> int:
        """Delete those that ended before this day (deletion rule), and return how many there were."""
        ...
