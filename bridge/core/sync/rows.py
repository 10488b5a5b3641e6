"""Memories and the rows that change them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating

K = TypeVar("K")
V = TypeVar("V")


def with_rows(memory: Memory, rows: Memory) -> Memory:
    """The memory after `rows` replaced the rows of the same key; what is not decided by rows stays."""
    return Memory(
        tasks=_over(memory.tasks, rows.tasks),
        lanes=_over(memory.lanes, rows.lanes),
        links=_each_over(memory.links, rows.links),
        comment_links=_each_over(memory.comment_links, rows.comment_links),
        lane_links=_each_over(memory.lane_links, rows.lane_links),
        intents=memory.intents,
        cursors=_over(memory.cursors, rows.cursors),
        parked=memory.parked,
        names=_over(memory.names, rows.names),
        submissions=memory.submissions,
        accepted=memory.accepted,
        conflicts=memory.conflicts,
        stays=_over(memory.stays, rows.stays),
        pairs=_over(memory.pairs, rows.pairs),
    )


def without_intents(memory: Memory, place: PlaceId, intents: Sequence[Creating]) -> Memory:
    """The memory without these intents of a place."""
    if not intents:
        return memory
    left = tuple(intent for intent in memory.intents.get(place, ()) if intent not in intents)
    return replace(memory, intents={**memory.intents, place: left})


def without_tasks(memory: Memory, tasks: Collection[TaskId]) -> Memory:
    """The memory without these tasks and their links."""
    if not tasks:
        return memory
    links = {place: _without(of, tasks) for place, of in memory.links.items()}
    return replace(memory, tasks=_without(memory.tasks, tasks), links=links)


def _without(rows: Mapping[K, V], keys: Collection[K]) -> Mapping[K, V]:
    return {key: row for key, row in rows.items() if key not in keys}


def _over(before: Mapping[K, V], rows: Mapping[K, V]) -> Mapping[K, V]:
    return {**before, **rows} if rows else before


def _each_over(
    before: Mapping[PlaceId, Mapping[K, V]], rows: Mapping[PlaceId, Mapping[K, V]]
) -> Mapping[PlaceId, Mapping[K, V]]:
    return {**before, **{place: _over(before.get(place, {}), new) for place, new in rows.items()}} if rows else before
