"""Conflicts: the value that lost, until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant
from bridge.core.model.decision import Conflict
from bridge.core.model.ids import SpaceId

CONFLICTS = Table(
    "conflicts",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("space", Text, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("value", Text, nullable=False),
)


def keep(connection: Connection, space: SpaceId, conflicts: Sequence[Conflict]) -> None:
    """Add the conflicts to those of the space."""
    rows = [{"space": space, "at": each.at, "value": text_of(each, Conflict)} for each in conflicts]
    if rows:
        connection.execute(insert(CONFLICTS), rows)


def undecided(connection: Connection, space: SpaceId) -> list[Conflict]:
    """The conflicts of the space, oldest first."""
    query = select(CONFLICTS.c.value).filter_by(space=space).order_by(CONFLICTS.c.at, CONFLICTS.c.number)
    return [value_of(value, Conflict) for value in connection.scalars(query)]
