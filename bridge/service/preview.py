"""What a sync would do: counts, expected notifications, and who becomes visible to whom. Writes nothing anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bridge.core.model.ids import PartnerId, PlaceId, SpaceId
from bridge.core.model.operation import CreateItem, Operation, UpdateItem
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.sync.joining import waits
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms
from bridge.ports.store import Remembered
from bridge.service.cycle import Connectors, Wish, preview
from bridge.service.notified import notified
from bridge.service.visible import Visible, becoming_visible


@dataclass(frozen=True, slots=True)
class Plan:
    """A forecast. `notifications` counts, by partner, the messages its tool is likely to send to its people.

    `hidden` counts the persons who become visible and are not the caller's to look after.
    """

    space: SpaceId
    name: str
    creates: int = 0
    updates: int = 0
    deletes: int = 0
    notifications: Mapping[PartnerId, int] = field(default_factory=dict)
    visible: tuple[Visible, ...] = ()
    hidden: int = 0
    refusal: Refusal | None = None
    unreachable: Mapping[PlaceId, str] = field(default_factory=dict)
    unconfirmed: tuple[PlaceId, ...] = ()


def plan_space(terms: Terms, store: Remembered, connectors: Connectors, answer: Answer | None = None) -> Plan:
    """Look and decide, and stop there. `answer` is what a person has answered the guard and no sync has heard yet."""
    with ThreadPoolExecutor(max_workers=max(1, len(terms.space.places))) as threads:
        cycle = preview(terms, store, connectors, threads, Wish(answer=answer))
    decision, space = cycle.decision, terms.space.id
    before = store.memory(space)
    memory = with_rows(before, decision.agreed)
    operations = [operation for place in decision.operations.values() for operation in place]
    deletes = sum(map(_archives, operations))
    return Plan(
        space,
        terms.space.name,
        creates=sum(isinstance(operation, CreateItem) for operation in operations),
        updates=sum(isinstance(operation, UpdateItem) for operation in operations) - deletes,
        deletes=deletes,
        notifications=notified(operations, memory, terms),
        visible=tuple(becoming_visible(decision.operations, before, memory, terms)),
        refusal=cycle.refusal,
        unreachable={place: failure.message for place, failure in cycle.failures.items()},
        unconfirmed=tuple(place.id for place in terms.space.places if waits(place, before)),
    )


def _archives(operation: Operation) -> bool:
    return isinstance(operation, UpdateItem) and "archived" in operation.changed and operation.fields.archived
