"""The access log: who looked at whose data, when and for what. Written once, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.rules.access import Resource, Verb


class Result(StrEnum):
    """How a look ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One look at one person, or at nobody in particular; never what was seen (PL-17).

    `at` is an aware instant, to the second. `caller` is the officer's id, or for a person their own pseudonym.
    `subject` is the pseudonym of the person shown (purpose P4, quarter of the day; for an officer their id), `partner`
    theirs; both empty where nobody was shown. `purpose` is what it was for, `case` the id of a legal case, `version`
    that of the software.
    `number` is drawn by the log: each series counts for itself and has no gaps.
    """

    at: datetime
    caller: str
    role: Role
    resource: Resource
    verb: Verb
    subject: str
    partner: str
    purpose: Purpose
    case: str
    result: Result
    version: str
    number: int = 0


class AccessLog(Protocol):
    """Looks of council and DSB are kept apart from all others (PL-19), with numbers of their own."""

    def record(self, network: str, entries: Sequence[AccessEntry]) -> None:
        """Add them, all or none; kept when this returns."""
        ...

    def about(self, network: str, subject: str) -> Sequence[AccessEntry]:
        """Every look at the person of this pseudonym, whoever looked, oldest first."""
        ...

    def by(self, network: str, caller: str) -> Sequence[AccessEntry]:
        """Every look of the officer of this id, or of the person of this pseudonym, oldest first."""
        ...

    def read(self, network: str, caller: Caller) -> Sequence[AccessEntry]:
        """What the caller's role is shown, oldest first.

        The DSB's: both series. The council's: what concerns its partner, without the DSB's looks. Any other role's:
        the series that has neither's, without a gap. A caller of one partner is shown what concerns that one.
        """
        ...

    def forget_before(self, network: str, day: date) -> int:
        """Delete what was recorded before this day (UTC), and return how many entries that were (deletion rule)."""
        ...
