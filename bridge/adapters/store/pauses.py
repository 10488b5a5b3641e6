"""Spaces that the guard has paused, on SQL: `bridge.ports.store.PauseStore`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Table, Text, delete, select, update

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.decision import Refusal
from bridge.core.model.ids import SpaceId

PAUSES = Table(
    "pauses",
    CATALOGUE,
    Column("space", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("refusal", Text, nullable=False),
    Column("allowed", Boolean, nullable=False),
)
"""`allowed`: no longer paused, and what was refused may happen once."""


class SqlPauses:
    """Why spaces are paused, and what a person has allowed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, space: SpaceId, refusal: Refusal, at: datetime) -> None:
        """See `PauseStore`."""
        row = {"space": space, "at": at, "refusal": text_of(refusal, Refusal), "allowed": False}
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, PAUSES, [row])

    def paused(self, space: SpaceId) -> Refusal | None:
        """See `PauseStore`."""
        with self._database.reading() as connection:
            text = connection.scalar(select(PAUSES.c.refusal).filter_by(space=space, allowed=False))
        return value_of(text, Refusal) if text else None

    def resume(self, space: SpaceId) -> Refusal | None:
        """See `PauseStore`."""
        with self._database.writing(durable=True) as connection:
            text = connection.scalar(select(PAUSES.c.refusal).filter_by(space=space, allowed=False))
            connection.execute(update(PAUSES).filter_by(space=space).values(allowed=True))
        return value_of(text, Refusal) if text else None

    def allowed(self, space: SpaceId) -> bool:
        """See `PauseStore`."""
        with self._database.writing(durable=True) as connection:
            return connection.execute(delete(PAUSES).filter_by(space=space, allowed=True)).rowcount > 0
