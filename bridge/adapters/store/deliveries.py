"""Which tools deliver to us, on SQL: `bridge.ports.alerts.DeliveryStore`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Table, Text, select

from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import ConnectionId

DELIVERIES = Table(
    "deliveries",
    CATALOGUE,
    Column("connection", Text, primary_key=True),
    Column("until", Instant, nullable=False),
    Column("trouble", Text, nullable=False),
)


class SqlDeliveries:
    """What was last heard of each connection's deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def arranged(self, connection: ConnectionId, until: datetime, trouble: str) -> None:
        """See `DeliveryStore`."""
        with self._database.writing() as writing:
            replace_rows(writing, DELIVERIES, [{"connection": connection, "until": until, "trouble": trouble}])

    def delivers(self, connection: ConnectionId, now: datetime) -> bool:
        """See `DeliveryStore`."""
        with self._database.reading() as reading:
            row = reading.execute(select(DELIVERIES).filter_by(connection=connection)).first()
        return row is not None and not row.trouble and bool(now <= row.until)
