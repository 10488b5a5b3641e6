"""What a sync would do: counts, expected notifications, and who becomes visible to whom. Writes nothing anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from bridge.core.model.decision import Decision
from bridge.core.model.ids import PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.person import Visibility
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.sync.joining import waits
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms, account_at, called
from bridge.ports.store import Remembered
from bridge.service.cycle import Connectors, Wish, preview

NAMING = frozenset({Visibility.NAME, Visibility.ROLE})


@dataclass(frozen=True, slots=True)
class Visible:
    """A person whom other partners will read about for the first time by this plan."""

    name: str
    partner: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A forecast. `notifications` counts, by partner, the messages its tool is likely to send to its people."""

    space: SpaceId
    name: str
    creates: int = 0
    updates: int = 0
    deletes: int = 0
    notifications: Mapping[PartnerId, int] = field(default_factory=dict)
    visible: tuple[Visible, ...] = ()
    refusal: Refusal | None = None
    unreachable: Mapping[PlaceId, str] = field(default_factory=dict)
    unconfirmed: tuple[PlaceId, ...] = ()


def plan_space(terms: Terms, store: Remembered, connectors: Connectors, answer: Answer | None = None) -> Plan:
    """Look and decide, and stop there. `answer` is what a person has answered the guard and no sync has heard yet."""
    with ThreadPoolExecutor(max_workers=max(1, len(terms.space.places))) as threads:
        cycle = preview(terms, store, connectors, threads, Wish(answer=answer))
    decision, space = cycle.decision, terms.space.id
    memory = with_rows(store.memory(space), decision.agreed)
    operations = [operation for place in decision.operations.values() for operation in place]
    deletes = sum(map(_archives, operations))
    return Plan(
        space,
        terms.space.name,
        creates=sum(isinstance(operation, CreateItem) for operation in operations),
        updates=sum(isinstance(operation, UpdateItem) for operation in operations) - deletes,
        deletes=deletes,
        notifications=_notifications(operations, memory, terms),
        visible=tuple(_visible(decision, memory, terms)),
        refusal=cycle.refusal,
        unreachable={place: failure.message for place, failure in cycle.failures.items()},
        unconfirmed=tuple(place.id for place in terms.space.places if waits(place, store.memory(space))),
    )


def _archives(operation: Operation) -> bool:
    return isinstance(operation, UpdateItem) and "archived" in operation.changed and operation.fields.archived


def _notifications(operations: list[Operation], memory: Memory, terms: Terms) -> dict[PartnerId, int]:
    """Tools tell people who are newly put on an item, and those who are on an item that gets a comment."""
    counted: Counter[PartnerId] = Counter()
    for operation in operations:
        people = _told(operation, memory, terms)
        if people:
            counted[terms.hosts[operation.place]] += people
    return dict(counted)


def _told(operation: Operation, memory: Memory, terms: Terms) -> int:
    match operation:
        case CreateItem(fields=fields):
            return len({*fields.helpers, fields.lead} - {None})
        case UpdateItem(fields=fields, before=before):
            return len({*fields.helpers, fields.lead} - {None} - {*before.helpers, before.lead})
        case CreateComment(place=place, task=task):
            fields = memory.tasks[task].fields
            people = {*fields.helpers, fields.lead} - {None}
            return sum(account_at(terms.reaches[place], person) is not None for person in people if person)
    return 0


def _visible(decision: Decision, memory: Memory, terms: Terms) -> Iterator[Visible]:
    """Persons of one partner whom operations name to another, as far as the charter lets them be named."""
    terms = replace(terms, names=memory.names)
    seen_by: dict[PersonId, set[PartnerId]] = {}
    for place, operations in decision.operations.items():
        if terms.visibility[place] in NAMING:
            for operation in operations:
                for person in _named(operation, memory):
                    if terms.partner_of(person) != terms.hosts[place]:
                        seen_by.setdefault(person, set()).add(terms.hosts[place])
    for person, partners in sorted(seen_by.items()):
        partner = terms.partner_of(person)
        home = next((place for place, host in terms.hosts.items() if host == partner), None)
        name = called(person, terms, home) if home else person
        organisation = terms.partners.get(partner, "") if partner else ""
        yield Visible(name, organisation, tuple(sorted(terms.partners[each] for each in partners)))


def _named(operation: Operation, memory: Memory) -> set[PersonId]:
    if isinstance(operation, CreateItem):
        fields = memory.tasks[operation.task].fields
        return {PersonId(person) for person in (fields.lead, *fields.helpers) if person}
    if isinstance(operation, CreateComment):
        author = memory.tasks[operation.task].comments[operation.comment].author
        return {author} if author else set()
    return set()
