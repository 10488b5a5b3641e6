"""How many notifications tools are likely to send their people about what is to be written: see `Manifest.notifies`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bridge.core.model.document import Document
from bridge.core.model.ids import PartnerId, PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.occasion import Occasion
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.task import Fields
from bridge.core.sync.quiet import accounts_on, mentioned, quiet_at
from bridge.core.sync.terms import Terms


def notified(operations: Iterable[Operation], memory: Memory, terms: Terms) -> dict[PartnerId, int]:
    """By partner; those whom nobody tells anything are left out. `memory` is what was agreed."""
    counted: Counter[PartnerId] = Counter()
    for operation in operations:
        notifies = terms.reaches[operation.place].manifest.notifies
        counted[terms.hosts[operation.place]] += _told(operation, notifies, memory, terms)
    return {partner: number for partner, number in counted.items() if number}


def _told(operation: Operation, notifies: frozenset[Occasion], memory: Memory, terms: Terms) -> int:
    """Nobody is told twice of one act; those who watch a place or a channel count as one."""
    watching, people, text = 0, set[str](), Document()
    match operation:
        case CreateItem(fields=fields):
            watching, text = Occasion.ITEM in notifies, fields.description
            people = _people(fields) if Occasion.SET in notifies else people
        case UpdateItem(fields=fields, before=before):
            people = _people(fields) - _people(before) if Occasion.ADDED in notifies else people
        case CreateComment(place=place, task=task, text=text):
            watching = Occasion.MESSAGE in notifies
            people = _set_at(memory, place, task, terms) if Occasion.COMMENT in notifies else people
    if Occasion.MENTION in notifies:
        people |= mentioned(text)
    return watching + len(people)


def _set_at(memory: Memory, place: PlaceId, task: TaskId, terms: Terms) -> set[str]:
    """The accounts by which people are set at the item, or will be."""
    reach = terms.reaches[place]
    quiet = quiet_at(memory, place, task, reach).people
    return {str(account) for account in accounts_on(memory.tasks[task].fields, reach) - quiet}


def _people(fields: Fields) -> set[str]:
    return {person for person in (fields.lead, *fields.helpers) if person}
