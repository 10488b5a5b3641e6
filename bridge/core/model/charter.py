"""The charter: what the partners agreed that the software enforces, and what is recorded of their agreeing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bridge.core.model.ids import PartnerId
from bridge.core.model.person import Visibility
from bridge.core.model.policy import Policy
from bridge.core.model.task import EDITABLE

COMMENTS = "comments"
ALWAYS = frozenset({"title", "status", "archived"})
"""Fields without which there is nothing to mirror."""
MIRRORED = frozenset(EDITABLE) | {COMMENTS}
"""The closed list of what may be mirrored of a task; custom fields are agreed one by one, by name."""
PURPOSES = frozenset({"mirror", "transparency", "rights", "security"})
FIGURES = frozenset({"network", "spaces"})
"""Whose figures are released unless a charter says less."""
NAMES_DUTIES = "duties"
"""Among the figures: the standing of a partner's duties is told to everybody, where its roster is large enough."""
LINES = frozenset({"overdue", "unassigned", "handover_waiting", "conflict", "blocked_place", "paused_space"})
"""What the worklist may be about."""
WORKLIST = LINES | {"title", "organisation"}
"""What the worklist shows unless a charter says less: these lines, the titles of tasks, and organisations."""
MAILS_WORKLIST = "mail"
"""Of the worklist: mails hold it, and do not only lead to it."""
COPIES, COPIES_DAYS = "sendings", 14
"""The deletion rule of copies of the worklist that went out, and its days: a charter may keep them for fewer."""
DUTIES = frozenset({"accepts_or_declines", "confirms_list"})
"""What people promise to do (take or decline what is handed over, confirm the list each week); never how fast."""

EVALUATIONS = frozenset({"F1", "F2"})
"""What may be permitted: the names of the positive list."""
SHORTENED: Mapping[str, int] = {
    "conflicts": 90,
    "identities": 30,
    "journal": 14,
    "names": 30,
    "participation": 30,
    "tasks": 90,
}
"""Data types that a charter may keep for fewer days than their deletion rule, and the days of that."""

NONE_NEEDED = "none needed (EEA)"
DPF = "DPF(2023/1795)"
SCC = tuple(f"SCC(2021/914, module {number})" for number in (1, 2, 3, 4))
MECHANISMS = (NONE_NEEDED, DPF, *SCC)
"""Why data may be transferred (TR-02). What a court has struck down is none of them."""
EEA, US = "eea", "us"


class Gate(StrEnum):
    """What is recorded of a partner as it joins; contents pass when those in `NEEDED` are there."""

    SIGNED = "signed"
    """Its management signed the charter."""
    COUNCIL = "council"
    """Its works council agreed, or there is none and the trusted person whom the staff chose did."""
    NOTICE = "notice"
    """Its staff were informed."""
    OPINION = "opinion"
    """A data-protection officer gave an opinion."""
    ROSTER = "roster"
    """Council or trusted person confirmed how many persons the roster has."""
    SETTINGS = "settings"
    """Analytics of the partner's own tools are set as docs/charter.md lists it."""
    RELEASE = "release"
    """The coordinator read what would be written, and released it."""
    REVIEW = "review"
    """How it went was looked at together, a month after the beginning."""


NEEDED = (Gate.SIGNED, Gate.COUNCIL, Gate.NOTICE)
"""The gates."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Why data may be transferred to a tool's vendor, for one partner or (None) for all; `fallback` if that falls."""

    tool: str
    mechanism: str
    partner: PartnerId | None = None
    fallback: str = ""

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Both, as far as there are any."""
        return tuple(each for each in (self.mechanism, self.fallback) if each)


@dataclass(frozen=True, slots=True)
class Charter:
    """What the partners agreed that the software enforces.

    `visibility` holds per tool what others see of a person, `policies` per field whose value counts where two people
    changed it; the later one where nothing is said. `fields` are mirrored, `custom` those beside them by name (None:
    those that places name). `retention` shortens deletion rules, in days. `dpf_valid`: the adequacy decision stands.
    """

    version: str = "1"
    visibility: Mapping[str, Visibility] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    fields: frozenset[str] = MIRRORED
    custom: frozenset[str] | None = None
    purposes: frozenset[str] = PURPOSES
    evaluations: frozenset[str] = EVALUATIONS
    figures: frozenset[str] = FIGURES
    worklist: frozenset[str] = WORKLIST
    duties: frozenset[str] = frozenset()
    retention: Mapping[str, int] = field(default_factory=dict)
    transfers: tuple[Transfer, ...] = ()
    dpf_valid: bool = True

    def visible(self, tool: str) -> Visibility:
        """What stands for a person of another partner in this tool; the organisation unless agreed otherwise."""
        return self.visibility.get(tool, Visibility.ORGANISATION)


Points = Mapping[str, str]
"""A charter as single points: what each is about (`field:due`) and its value, empty where being there says all."""


@dataclass(frozen=True, slots=True)
class Version:
    """A charter as it was proposed. `number` grows; `label` is what the partners call it; `by` an officer's id."""

    number: int
    fingerprint: str
    label: str
    points: Points
    proposed_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Consent:
    """One gate of one partner, for one version; `by` is the officer who recorded it.

    `given_on` is the day of the signature, the agreement or the delivery, `reference` the document's, `persons` how
    many were informed. `trusted`: there is no council, and the staff's trusted person agreed. Taken back on a day.
    """

    partner: PartnerId
    gate: Gate
    version: int
    by: str
    given_on: date
    recorded_on: date
    reference: str = ""
    persons: int | None = None
    trusted: bool = False
    withdrawn_on: date | None = None
