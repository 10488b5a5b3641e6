"""How places take part in spaces, and which tasks are the same by a person's word."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import kept, replace_rows
from bridge.core.model.ids import PlaceId, SpaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.stay import Pair, Stay

STAYS = kept("stays", "space", "place")
PAIRS = kept("pairs", "space", "task")


def remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    """Take over the stays and pairs of `memory`."""
    stays = [{"space": space, "place": key, "value": text_of(each, Stay)} for key, each in memory.stays.items()]
    pairs = [{"space": space, "task": key, "value": text_of(each, Pair)} for key, each in memory.pairs.items()]
    replace_rows(connection, STAYS, stays)
    replace_rows(connection, PAIRS, pairs)


def stays_of(connection: Connection, space: SpaceId) -> dict[PlaceId, Stay]:
    """How places take part that did not just begin."""
    rows = connection.execute(select(STAYS.c.place, STAYS.c.value).filter_by(space=space))
    return {place: value_of(value, Stay) for place, value in rows}


def pairs_of(connection: Connection, space: SpaceId) -> dict[TaskId, Pair]:
    """Which tasks are the same as another, by task."""
    rows = connection.execute(select(PAIRS.c.task, PAIRS.c.value).filter_by(space=space).order_by(PAIRS.c.task))
    return {task: value_of(value, Pair) for task, value in rows}
