"""How much one place is written at once: a large import must not hold up what people do meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.core.model.operation import NEW, CreateComment, CreateItem, Operation


def bounded(operations: Sequence[Operation], most: int | None) -> tuple[Operation, ...]:
    """The first so many; where that leaves some out, what people see already comes before what is new.

    The rest is found again by the next cycle. New items keep their order, and so do the comments below each.
    """
    if most is None or len(operations) <= most:
        return tuple(operations)
    return tuple(sorted(operations, key=_is_new)[:most])


def _is_new(operation: Operation) -> bool:
    match operation:
        case CreateItem():
            return True
        case CreateComment(item=item):
            return item.startswith(NEW)
    return False
