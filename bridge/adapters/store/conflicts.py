"""Conflicts: the value that lost, until somebody decides. `bridge.ports.conflicts.ConflictStore` on SQL.

Of one that ended the row stays, without its values, so that whoever asks for it learns how it ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, Table, Text, select, update

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.conflict import Conflict, ConflictId, Ending
from bridge.core.model.ids import SpaceId

CONFLICTS = Table(
    "conflicts",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("space", Text, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("value", Text, nullable=False),
    Column("id", Text, nullable=False, index=True, unique=True),
    Column("asked", Instant),
    Column("ended", Text, nullable=False),
)
"""`asked`: when a person asked for the lost value. `ended`: an `Ending`, empty while the value can be had."""


def keep(connection: Connection, space: SpaceId, conflicts: Sequence[Conflict]) -> None:
    """Add the conflicts to those of the space, each in place of the one of its id."""
    rows = [
        {
            "space": space,
            "at": each.at,
            "value": text_of(replace(each, asked=None), Conflict),
            "id": each.id,
            "asked": each.asked,
            "ended": "",
        }
        for each in conflicts
    ]
    replace_rows(connection, CONFLICTS, rows, keys=("id",))


def end(connection: Connection, decided: Sequence[Conflict]) -> None:
    """An edit ended these, but not those whose lost value somebody has asked for since: the next decision has it."""
    for each in decided:
        as_decided = CONFLICTS.c.asked.is_(None) if each.asked is None else CONFLICTS.c.asked == each.asked
        edited = update(CONFLICTS).where(CONFLICTS.c.id == each.id, CONFLICTS.c.ended == "", as_decided)
        connection.execute(edited.values(value="", asked=None, ended=Ending.EDITED))


def retrievable(connection: Connection, space: SpaceId) -> Mapping[ConflictId, Conflict]:
    """The conflicts of the space whose lost value is there, oldest first."""
    query = select(CONFLICTS.c.id, CONFLICTS.c.value, CONFLICTS.c.asked).filter_by(space=space, ended="")
    rows = connection.execute(query.order_by(CONFLICTS.c.at, CONFLICTS.c.number))
    return {
        ConflictId(identity): replace(value_of(value, Conflict), id=ConflictId(identity), asked=asked)
        for identity, value, asked in rows
    }


class SqlConflicts:
    """The conflicts of all spaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def retrievable(self, space: SpaceId) -> Sequence[Conflict]:
        """See `ConflictStore`."""
        with self._database.reading() as connection:
            return list(retrievable(connection, space).values())

    def ending(self, conflict: ConflictId) -> Ending | None:
        """See `ConflictStore`."""
        with self._database.reading() as connection:
            ended = connection.scalar(select(CONFLICTS.c.ended).filter_by(id=conflict))
        return Ending(ended) if ended else None

    def ask(self, conflict: ConflictId, at: datetime) -> None:
        """See `ConflictStore`."""
        with self._database.writing(durable=True) as connection:
            connection.execute(update(CONFLICTS).filter_by(id=conflict, ended="").values(asked=at))

    def keep(self, conflict: ConflictId) -> None:
        """See `ConflictStore`."""
        with self._database.writing(durable=True) as connection:
            kept = update(CONFLICTS).filter_by(id=conflict, ended="")
            connection.execute(kept.values(value="", asked=None, ended=Ending.KEPT))

    def expire(self, before: datetime) -> int:
        """See `ConflictStore`."""
        with self._database.writing() as connection:
            old = update(CONFLICTS).where(CONFLICTS.c.at < before, CONFLICTS.c.ended == "")
            return connection.execute(old.values(value="", asked=None, ended=Ending.EXPIRED)).rowcount
