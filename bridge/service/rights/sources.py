"""Everything that may hold data of persons, and a person's part of the log, which several searches begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.ids import TaskId
from bridge.core.model.memory import Memory
from bridge.core.reports.gdpr.found import Kind, Record
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.retention import DataType, Rule
from bridge.core.sync.terms import Terms
from bridge.ports.codes import Codes
from bridge.ports.journal import Noted
from bridge.ports.log import LogStore
from bridge.ports.reidentifications import Reidentifications
from bridge.ports.retention import Begun, HoldStore
from bridge.service.access import Access
from bridge.service.rights.requests import Filing
from bridge.service.rights.subject import Persons


@dataclass(frozen=True, slots=True)
class Sources:
    """What is searched. `spaces` has each space's terms, with the people as they are known now, and its memory.

    `rules` are the deletion rules that hold in the network.
    """

    persons: Persons
    spaces: Sequence[tuple[Terms, Memory]]
    log: LogStore
    journal: Noted
    filing: Filing
    holds: HoldStore
    starts: Begun
    codes: Codes
    reidentifications: Reidentifications
    access: Access
    rules: Mapping[DataType, Rule]

    @property
    def network(self) -> str:
        """Its id."""
        return self.persons.network.id

    def pseudonyms(self, purpose: Purpose, subject: Subject) -> frozenset[str]:
        """The person's in all quarters, under every id."""
        vault = self.access.vault
        return frozenset(each for person in subject.ids for each in vault.pseudonyms(self.network, purpose, person))


Collect = Callable[[Sources, Subject], Mapping[Kind, tuple[Record, ...]]]


@dataclass(frozen=True, slots=True)
class Collector:
    """One place to look: the tables of database and vault, and the files, that it searches.

    `stores` leads from each of them to the kinds of records that are found there.
    """

    stores: Mapping[str, tuple[Kind, ...]]
    collect: Collect


def entries_of(sources: Sources, subject: Subject) -> list[Entry]:
    """The person's entries, sealed and waiting."""
    actors = sources.pseudonyms(Purpose.TRANSPARENCY, subject)
    sealed = sources.log.about(sources.network, actors)
    return [*(each.entry for each in sealed), *sources.log.waiting(sources.network, actors)]


def tasks_of(sources: Sources, subject: Subject) -> Mapping[str, tuple[TaskId, str]]:
    """The tasks that the person's entries may speak of, by the references of their days; each with its title."""
    days = {(each.occurred_on.year, each.occurred_on.month): each.occurred_on for each in entries_of(sources, subject)}
    vault, network, purpose = sources.access.vault, sources.network, Purpose.TRANSPARENCY
    return {
        vault.reference(network, purpose, day, f"task/{task.id}"): (task.id, task.fields.title)
        for day in days.values()
        for _, memory in sources.spaces
        for task in memory.tasks.values()
    }
