"""What has to be written anew where people read a person's name, role or partner: the copies that say the old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import UpdateComment, UpdateItem
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.terms import Terms


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One place, and the items and comments of ours there that the next cycle writes anew."""

    place: PlaceId
    operations: tuple[UpdateItem | UpdateComment, ...]


def rewritten(memory: Memory, before: Terms, after: Terms) -> Iterator[Rewritten]:
    """What the change of terms alone makes necessary, by place; what is yet to be written shows no old words."""
    was, now = remembering(before, memory), remembering(after, memory)
    for place in before.space.places:
        known = set(map(repr, plan(memory, place.id, was)))
        operations = tuple(
            each
            for each in plan(memory, place.id, now)
            if isinstance(each, UpdateItem | UpdateComment) and repr(each) not in known
        )
        if operations:
            yield Rewritten(place.id, operations)
