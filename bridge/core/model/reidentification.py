"""A request to learn whose a pseudonym of the log is, as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bridge.core.model.caller import Role
from bridge.core.model.ids import PartnerId


@dataclass(frozen=True, slots=True)
class Approval:
    """An officer agreed."""

    officer: str
    role: Role
    on: date


@dataclass(frozen=True, slots=True)
class Reidentification:
    """It names nobody but officers: `subject` is the pseudonym, `partner` whose person it is, by the log.

    `entries` are the entries that gave rise to it, where it was made by entries. `purpose` says in a sentence what it
    is for, `case` under which reference. `officer` asked; it holds until the end of the day `until`.
    """

    id: str
    partner: PartnerId
    subject: str = field(repr=False)
    entries: tuple[str, ...]
    purpose: str
    case: str
    officer: str
    on: date
    until: date
    approvals: tuple[Approval, ...] = ()
