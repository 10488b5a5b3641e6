"""What a tool refused for good is not sent again while it is the same: as it was refused, or as a person accepted it.

A parked operation waits for a person as a whole. Of an accepted one the difference counts: a field that was accepted is
left out, the others of the same item are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bridge.core.model.operation import NEW, CreateComment, CreateItem, Operation, Parked, UpdateItem
from bridge.core.model.task import same


def not_refused(
    needed: Sequence[Operation], parked: Sequence[Parked], accepted: Sequence[Operation]
) -> tuple[Operation, ...]:
    """What is left to do; comments below an item that is not made wait with it."""
    refused = {each.operation for each in parked}
    left = [each for each in _wanted(needed, accepted) if each not in refused]
    making = {NEW + each.task for each in left if isinstance(each, CreateItem)}
    return tuple(each for each in left if not (_waits_for_item(each) and _item(each) not in making))


def no_longer_wanted(accepted: Sequence[Operation], needed: Sequence[Operation]) -> tuple[Operation, ...]:
    """Accepted operations of which nothing would be done anyway."""
    return tuple(each for each in accepted if all(_without(need, each) == need for need in needed))


def _wanted(needed: Sequence[Operation], accepted: Sequence[Operation]) -> Iterator[Operation]:
    for each in needed:
        left: Operation | None = each
        for one in accepted:
            left = left and _without(left, one)
        if left:
            yield left


def _without(needed: Operation, accepted: Operation) -> Operation | None:
    """What is left of an operation when the accepted one need not be done; None where nothing is."""
    if not isinstance(needed, UpdateItem) or not isinstance(accepted, UpdateItem) or needed.ref != accepted.ref:
        return None if needed == accepted else needed
    given_up = {name for name in accepted.changed if same(name, needed.fields, accepted.fields)}
    changed = tuple(name for name in needed.changed if name not in given_up)
    if changed == needed.changed:
        return needed
    return replace(needed, changed=changed) if changed else None


def _waits_for_item(operation: Operation) -> bool:
    return isinstance(operation, CreateComment) and operation.item.startswith(NEW)


def _item(operation: Operation) -> str:
    return operation.item if isinstance(operation, CreateComment) else ""
