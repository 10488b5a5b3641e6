"""The request of a person about their own data (Betroffenenanfrage), and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from bridge.core.model.ids import PartnerId

CaseId = NewType("CaseId", str)


class Act(StrEnum):
    """What a person may ask for, by the article of the GDPR that says so."""

    ACCESS = "access"
    """Art. 15: to see what is kept about them."""
    RECTIFICATION = "rectification"
    """Art. 16: to have it corrected."""
    ERASURE = "erasure"
    """Art. 17: to have it erased."""
    RESTRICTION = "restriction"
    """Art. 18: to have it kept and used no more."""
    PORTABILITY = "portability"
    """Art. 20: to take along what they supplied."""
    OBJECTION = "objection"
    """Art. 21: to have it used no more, since their situation weighs more."""


class State(StrEnum):
    """How a case stands."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    """With a reason, and told where to complain (Art. 12(4))."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of an act, so that it goes on where it stopped.

    `key` names the piece, once in a case; `result` is a word of the act's own closed list. Neither these nor `note`
    hold a name, a text or a title: a case outlives what it erased.
    """

    key: str
    result: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One request. `subject` is a keyed hash of the person, so that the case tells nobody who it was.

    `partner` is the person's; `received_by` names whoever was asked first: receipt by any partner starts the clock
    (Art. 26(3)). `extended` is the reason for two months more, empty where there is none; `refused` is why nothing was
    done.
    """

    id: CaseId
    network: str
    act: Act
    subject: str
    partner: PartnerId
    received_on: date
    received_by: str
    due_on: date
    state: State = State.OPEN
    steps: tuple[Step, ...] = ()
    extended: str = ""
    refused: str = ""
    closed_on: date | None = None

    def step(self, key: str) -> Step | None:
        """The piece of that name, where it was begun."""
        return next((each for each in self.steps if each.key == key), None)
