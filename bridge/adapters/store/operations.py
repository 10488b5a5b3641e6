"""Intents and parked operations: what was begun and never recorded, and what a tool refused for good.

What a person accepted of the latter is kept by what it says, since one item can have several such differences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2s

from sqlalchemy import Column, Connection, Table, Text, bindparam, delete, select

from bridge.adapters.store.codec import creating_of, operation_of, text_of
from bridge.adapters.store.columns import CATALOGUE, Row, kept, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Creating, Operation, Parked
from bridge.core.model.subject import subject_of

INTENTS = kept("intents", "space", "place", "subject")
PARKED = Table(
    "parked",
    CATALOGUE,
    Column("space", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
ACCEPTED = kept("accepted", "space", "place", "operation")


class SqlParked:
    """`bridge.ports.parked.ParkedStore` on SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def retry(self, space: SpaceId, operation: Operation) -> None:
        """See `ParkedStore`."""
        with self._database.writing(durable=True) as connection:
            forget(connection, PARKED, space, [operation])

    def drop(self, space: SpaceId, operation: Operation) -> None:
        """See `ParkedStore`."""
        row = {**_key(space, operation), "value": text_of(operation, Operation)}
        with self._database.writing(durable=True) as connection:
            forget(connection, PARKED, space, [operation])
            replace_rows(connection, ACCEPTED, [row])


def remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    """Take over the intents and parked operations of `memory`."""
    intents = [_row(space, each) for by_place in memory.intents.values() for each in by_place]
    parked = [
        {**_row(space, each.operation), "reason": each.reason}
        for by_place in memory.parked.values()
        for each in by_place
    ]
    replace_rows(connection, INTENTS, intents)
    replace_rows(connection, PARKED, parked)


def forget(connection: Connection, table: Table, space: SpaceId, operations: Iterable[Operation]) -> None:
    """Delete the intents, or the parked operations, of the same subjects."""
    keys = [{"s": space, "p": each.place, "of": subject_of(each)} for each in operations]
    if keys:
        same = (table.c.space == bindparam("s"), table.c.place == bindparam("p"), table.c.subject == bindparam("of"))
        connection.execute(delete(table).where(*same), keys)


def intents_of(connection: Connection, space: SpaceId) -> Mapping[PlaceId, tuple[Creating, ...]]:
    """The creates that were begun, by place, ordered by subject."""
    found: dict[PlaceId, tuple[Creating, ...]] = {}
    query = select(INTENTS.c.place, INTENTS.c.value).filter_by(space=space).order_by(INTENTS.c.subject)
    for place, value in connection.execute(query):
        found[place] = (*found.get(place, ()), creating_of(value))
    return found


def parked_of(connection: Connection, space: SpaceId) -> Mapping[PlaceId, tuple[Parked, ...]]:
    """The parked operations, by place, ordered by subject."""
    found: dict[PlaceId, tuple[Parked, ...]] = {}
    query = select(PARKED.c.place, PARKED.c.value, PARKED.c.reason).filter_by(space=space).order_by(PARKED.c.subject)
    for place, value, reason in connection.execute(query):
        found[place] = (*found.get(place, ()), Parked(operation_of(value), reason))
    return found


def accepted_of(connection: Connection, space: SpaceId) -> Mapping[PlaceId, tuple[Operation, ...]]:
    """What a person accepted not to be done, by place."""
    found: dict[PlaceId, tuple[Operation, ...]] = {}
    query = select(ACCEPTED.c.place, ACCEPTED.c.value).filter_by(space=space).order_by(ACCEPTED.c.operation)
    for place, value in connection.execute(query):
        found[place] = (*found.get(place, ()), operation_of(value))
    return found


def no_longer_accepted(connection: Connection, space: SpaceId, operations: Iterable[Operation]) -> None:
    """Forget that a person accepted these."""
    for each in operations:
        key = _key(space, each)
        connection.execute(delete(ACCEPTED).where(*(ACCEPTED.c[name] == value for name, value in key.items())))


def key_of(operation: Operation) -> str:
    """What tells an accepted operation from others: all that it says."""
    return blake2s(text_of(operation, Operation).encode()).hexdigest()


def _key(space: SpaceId, operation: Operation) -> Row:
    return {"space": space, "place": operation.place, "operation": key_of(operation)}


def _row(space: SpaceId, operation: Operation) -> Row:
    value = text_of(operation, Operation)
    return {"space": space, "place": operation.place, "subject": subject_of(operation), "value": value}
