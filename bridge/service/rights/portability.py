"""Portability (Datenübertragbarkeit, Art. 20): what a person wrote, to take along; nothing that others wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bridge.core.model.activity import EntryType
from bridge.core.model.caller import Caller
from bridge.core.model.case import Act, Case
from bridge.core.model.ids import TaskId
from bridge.core.reports.gdpr.concerning import Concerning
from bridge.core.reports.gdpr.portability import Supplied, as_activities, as_rows, supplied
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.access import Verb
from bridge.ports.words import Words
from bridge.service.rights.access import Answering
from bridge.service.rights.redacting import redaction
from bridge.service.rights.sources import Sources, entries_of, tasks_of
from bridge.service.rights.subject import asked_about, recorded_about


@dataclass(frozen=True, slots=True)
class Taken:
    """What a person takes along: the activities as JSON holds them, and the rows of the table."""

    activities: Mapping[str, object]
    rows: list[tuple[str, ...]]


def take_along(sources: Sources, text: str, caller: Caller, answering: Answering, case: str = "") -> tuple[Taken, Case]:
    """Everything that the person supplied, and the case that this closes. Raises and records as access does."""
    subject = asked_about(text, caller, Verb.EXPORT, sources.persons, sources.access, case)
    taken = sources.filing.taken_up(Act.PORTABILITY, subject, caller, case)
    with recorded_about(subject, caller, Verb.EXPORT, sources.access, taken.id):
        everything = _everything(sources, subject, answering.say)
        return Taken(as_activities(subject, everything, answering.today), as_rows(everything)), taken


def _everything(sources: Sources, subject: Subject, say: Words) -> list[Supplied]:
    opened, leave_out = _opened(sources, subject), redaction(sources, subject, say)
    return [
        each.without(leave_out)
        for terms, memory in sources.spaces
        for each in supplied(Concerning(memory, terms, subject, frozenset(opened)), opened)
    ]


def _opened(sources: Sources, subject: Subject) -> Mapping[TaskId, date]:
    tasks = tasks_of(sources, subject)
    return {
        tasks[each.object_ref][0]: each.occurred_on
        for each in entries_of(sources, subject)
        if each.event_type is EntryType.OPENED and each.object_ref in tasks
    }
