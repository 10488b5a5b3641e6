"""An entry: the fields of the allowlist (PL-02 as amended), a day for time (PL-04), pseudonyms for persons (PL-10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bridge.core.model.activity import EntryType

WEEK = re.compile(r"\d{4}-W\d\d")


class Purpose(StrEnum):
    """The closed list of purposes (PL-01)."""

    MIRROR = "P1"
    TRANSPARENCY = "P2"
    RIGHTS = "P3"
    SECURITY = "P4"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of participation, as it may be kept. `actor_ref` is empty where the place did not say who acted.

    `recorded_week` (ISO, such as `2026-W47`) is when the service learned of it. References are pseudonyms: no id in
    an entry leads back to a tool, a person or a time without the vault. Raises ValueError for a type or purpose that
    is on no list, and for a time finer than a day.
    """

    event_id: str
    event_type: EntryType
    network_id: str
    space_ref: str
    org_id: str
    counterpart_org: str
    actor_ref: str
    object_ref: str
    object_kind: str
    responsibility_role: str
    source_tool: str
    occurred_on: date
    recorded_week: str
    purpose: Purpose
    policy_version: str
    retention_class: str

    def __post_init__(self) -> None:
        EntryType(self.event_type)
        Purpose(self.purpose)
        if isinstance(self.occurred_on, datetime):
            raise ValueError(f"An entry says the day and no time, found {self.occurred_on}.")  # noqa: TRY004  a value
        if not WEEK.fullmatch(self.recorded_week):
            raise ValueError(f"An entry is recorded in a week such as 2026-W47, found {self.recorded_week!r}.")


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry in the log with its salted commitment; both are hex."""

    entry: Entry
    salt: str
    commitment: str
