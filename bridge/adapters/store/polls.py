"""When vendors were asked about accounts, on SQL: `bridge.ports.compliance.PollStore`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Table, Text, select

from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import ConnectionId
from bridge.ports.compliance import Poll

POLLS = Table(
    "polls",
    CATALOGUE,
    Column("connection", Text, primary_key=True),
    Column("at", Instant),
    Column("trouble", Text, nullable=False),
)


class SqlPolls:
    """All connections whose vendor is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def polled(self, connection: ConnectionId, at: datetime, trouble: str) -> None:
        """See `PollStore`."""
        with self._database.writing() as writing:
            before = writing.scalar(select(POLLS.c.at).filter_by(connection=connection))
            row = {"connection": connection, "at": before if trouble else at, "trouble": trouble}
            replace_rows(writing, POLLS, [row])

    def last(self, connection: ConnectionId) -> Poll:
        """See `PollStore`."""
        with self._database.reading() as reading:
            row = reading.execute(select(POLLS).filter_by(connection=connection)).first()
        return Poll(row.at, row.trouble) if row else Poll()
