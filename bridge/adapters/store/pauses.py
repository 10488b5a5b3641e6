"""Spaces that the guard has paused, on SQL: `bridge.ports.store.PauseStore`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Table, Text, delete, select, update

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import SpaceId
from bridge.core.model.refusal import Answer, Refusal

PAUSES = Table(
    "pauses",
    CATALOGUE,
    Column("space", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("refusal", Text, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("restore", Boolean, nullable=False),
)
"""`allowed`: no longer paused, because a person has answered; `restore`: everything is to come back."""


class SqlPauses:
    """Why spaces are paused, and what a person has allowed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, space: SpaceId, refusal: Refusal, at: datetime) -> None:
        """See `PauseStore`."""
        row = {"space": space, "at": at, "refusal": text_of(refusal, Refusal), "allowed": False, "restore": False}
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, PAUSES, [row])

    def paused(self, space: SpaceId) -> Refusal | None:
        """See `PauseStore`."""
        with self._database.reading() as connection:
            text = connection.scalar(select(PAUSES.c.refusal).filter_by(space=space, allowed=False))
        return value_of(text, Refusal) if text else None

    def resume(self, space: SpaceId, *, restore: bool = False) -> Refusal | None:
        """See `PauseStore`."""
        with self._database.writing(durable=True) as connection:
            text = connection.scalar(select(PAUSES.c.refusal).filter_by(space=space, allowed=False))
            if text:
                connection.execute(update(PAUSES).filter_by(space=space).values(allowed=True, restore=restore))
        return value_of(text, Refusal) if text else None

    def answered(self, space: SpaceId) -> Answer | None:
        """See `PauseStore`."""
        with self._database.reading() as connection:
            row = connection.execute(select(PAUSES).filter_by(space=space, allowed=True)).first()
        return Answer(value_of(row.refusal, Refusal), restore=row.restore) if row else None

    def settle(self, space: SpaceId) -> None:
        """See `PauseStore`."""
        with self._database.writing(durable=True) as connection:
            connection.execute(delete(PAUSES).filter_by(space=space, allowed=True))
