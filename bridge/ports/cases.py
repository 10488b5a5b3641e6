"""Where requests of persons about their own data are filed. `tests/contracts/cases.py` holds every promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from bridge.core.model.case import Case, CaseId


class CaseStore(Protocol):
    """The request files of all networks; nothing of one is seen from another."""

    def open(self, case: Case) -> None:
        """Keep a new case. On the disk when this returns. Raises ValueError for an id that was given before."""
        ...

    def get(self, network: str, case: CaseId) -> Case | None:
        """The case; None where that network has none of this id."""
        ...

    def all(self, network: str) -> Sequence[Case]:
        """Every case of the network, by the day it was received, then by id."""
        ...

    def about(self, network: str, subject: str) -> Sequence[Case]:
        """The cases of one person, whom `subject` hashes, in the same order."""
        ...

    def change(self, network: str, case: CaseId, change: Callable[[Case], Case]) -> Case:
        """Put what `change` makes of the case in its place, and return it.

        In one piece: nobody changes it in between, and whatever `change` raises leaves it as it was. On the disk when
        this returns. Raises KeyError where the network has no such case.
        """
        ...

    def forget(self, network: str, before: date) -> int:
        """Delete the cases that were closed before this day, and return how many there were."""
        ...
