"""Looks at a whole decision and may refuse it: a mistake in one tool must not empty the others."""

from __future__ import annotations

from collections import Counter

from bridge.core.model.decision import Decision, Refusal
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.network import Limits

FEW = 3
"""Fewer deletions than this at one place are never refused."""


def guard(decision: Decision, memory: Memory, limits: Limits) -> Refusal | None:
    """Why the decision must not be carried out before a person agrees; None where it may.

    `memory` is the one decided on. Counted are items that were deleted since the last cycle, place by place.
    """
    deleted = Counter(change.place for change in decision.changes if change.gone)
    for place, number in sorted(deleted.items()):
        links = memory.links.get(place, {}).values()
        total = sum(link.standing is Standing.LIVE and not link.seen.archived for link in links)
        reason = enough_to_refuse(number, total, limits)
        if reason:
            return Refusal(place, number, total, reason)
    return None


def enough_to_refuse(number: int, total: int, limits: Limits) -> str:
    """Why so many deletions among `total` items are too many: `emptied`, `number` or `share`; empty if they are not."""
    if number < FEW:
        return ""
    if number >= total:
        return "emptied"
    if number > limits.number:
        return "number"
    return "share" if number > limits.share * total else ""
