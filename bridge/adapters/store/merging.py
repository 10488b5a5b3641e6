"""How rows join a memory: by place and key, or by place and subject; nothing is changed in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Operation
from bridge.core.model.subject import subject_of
from bridge.core.sync.rows import with_rows

Kept = TypeVar("Kept")


def merged(memory: Memory, news: Memory) -> Memory:
    """`memory` with the rows of `news`; intents and parked operations replace those of the same subject."""
    return replace(
        with_rows(memory, news),
        intents=_merged_subjects(memory.intents, news.intents, subject_of),
        parked=_merged_subjects(memory.parked, news.parked, lambda each: subject_of(each.operation)),
    )


def _merged_subjects(
    known: Mapping[PlaceId, tuple[Kept, ...]],
    news: Mapping[PlaceId, tuple[Kept, ...]],
    subject: Callable[[Kept], str],
) -> Mapping[PlaceId, tuple[Kept, ...]]:
    """One per place and subject, ordered by subject."""
    if not news:
        return known
    joined = {**known}
    for place, rows in news.items():
        by_subject = {subject(each): each for each in (*known.get(place, ()), *rows)}
        if by_subject:
            joined[place] = tuple(by_subject[key] for key in sorted(by_subject))
    return joined


def without_intents(memory: Memory, operations: Sequence[Operation]) -> Memory:
    """Without the intents of the operations' subjects."""
    return replace(memory, intents=_without(memory.intents, operations, subject_of)) if operations else memory


def without_accepted(memory: Memory, operations: Sequence[Operation]) -> Memory:
    """Without these of the operations that a person accepted."""
    if not operations:
        return memory
    left = {place: tuple(each for each in rows if each not in operations) for place, rows in memory.accepted.items()}
    return replace(memory, accepted={place: rows for place, rows in left.items() if rows})


def with_conflicts(memory: Memory, decision: Decision) -> Memory:
    """With the conflicts of the decision, oldest first, and without those that ended as they were."""
    left = {each.id: each for each in memory.conflicts.values() if each not in decision.decided}
    joined = left | {each.id: each for each in decision.conflicts}
    return replace(memory, conflicts={each.id: each for each in sorted(joined.values(), key=lambda each: each.at)})


def without_parked(memory: Memory, operations: Sequence[Operation]) -> Memory:
    """Without what was parked of the operations' subjects."""
    if not operations or not memory.parked:
        return memory
    return replace(memory, parked=_without(memory.parked, operations, lambda each: subject_of(each.operation)))


def _without(
    known: Mapping[PlaceId, tuple[Kept, ...]], operations: Iterable[Operation], subject: Callable[[Kept], str]
) -> Mapping[PlaceId, tuple[Kept, ...]]:
    """Without what is about the same as one of the operations; places left with nothing go too."""
    gone = {(each.place, subject_of(each)) for each in operations}
    left = {place: tuple(each for each in rows if (place, subject(each)) not in gone) for place, rows in known.items()}
    return {place: rows for place, rows in left.items() if rows}
