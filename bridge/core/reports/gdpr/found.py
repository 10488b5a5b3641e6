"""What was found about a person: records of a kind, from the stores that were searched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Value = str | date | datetime
Record = Mapping[str, Value]
"""What one row says, by field. An instant is aware UTC."""


class Kind(StrEnum):
    """What records are about; the closed list of what a copy of somebody's data may hold."""

    IDENTITY = "identity"
    ACCOUNTS = "accounts"
    NAMES = "names"
    TASKS = "tasks"
    COMMENTS = "comments"
    MENTIONS = "mentions"
    EDITS = "edits"
    COPIES = "copies"
    LEFT_OUT = "left_out"
    SUBMISSIONS = "submissions"
    CONFLICTS = "conflicts"
    OPERATIONS = "operations"
    LOG = "log"
    JOURNAL = "journal"
    CASES = "cases"
    ACCESSES = "accesses"
    LOOKS = "looks"
    REIDENTIFICATIONS = "reidentifications"
    HOLDS = "holds"
    STARTS = "starts"
    OFFICES = "offices"


@dataclass(frozen=True, slots=True)
class Found:
    """What one collector found in the tables and files of `stores`, each with the kinds of records it may have."""

    stores: Mapping[str, tuple[Kind, ...]]
    records: Mapping[Kind, tuple[Record, ...]] = field(default_factory=dict)


def united(all_found: tuple[Found, ...]) -> Mapping[Kind, tuple[Record, ...]]:
    """The records of all collectors, by kind, in the order of the kinds; kinds without records are there too."""
    return {kind: tuple(record for found in all_found for record in found.records.get(kind, ())) for kind in Kind}
