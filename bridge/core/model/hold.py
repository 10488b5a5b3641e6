"""A legal hold: what may not be deleted for a while, because a case needs it (PL-31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridge.core.model.ids import PersonId

NOBODY = PersonId("")


@dataclass(frozen=True, slots=True)
class Hold:
    """What is held for a case up to and with the day `until`: one data type, or one person wherever that can be.

    One of `data_type` (a value of `DataType`) and `person` is empty.
    """

    case: str
    since: date
    until: date
    person: PersonId = NOBODY
    data_type: str = ""

    def holds(self, today: date) -> bool:
        """Whether it holds today."""
        return today <= self.until
