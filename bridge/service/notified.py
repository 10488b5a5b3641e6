"""How many notifications tools are likely to send their people about what is to be written: see `Manifest.notifies`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bridge.core.model.document import Document, Inline, Mention, mapped
from bridge.core.model.ids import PartnerId
from bridge.core.model.memory import Memory
from bridge.core.model.occasion import Occasion
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.task import Fields
from bridge.core.sync.terms import Terms, account_at


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
            set_on = (account_at(terms.reaches[place], person) for person in _people(memory.tasks[task].fields))
            people = {str(each) for each in set_on if each} if Occasion.COMMENT in notifies else people
    if Occasion.MENTION in notifies:
        people |= mentioned(text)
    return watching + len(people)


def mentioned(text: Document) -> set[str]:
    """The accounts, or persons, whom a text mentions."""
    found = set[str]()

    def met(part: Inline) -> Inline:
        if isinstance(part, Mention):
            found.add(part.account)
        return part

    mapped(text, met)
    return found


def _people(fields: Fields) -> set[str]:
    return {person for person in (fields.lead, *fields.helpers) if person}
