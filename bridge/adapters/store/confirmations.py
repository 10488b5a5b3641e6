"""Who confirmed the worklist last, on SQL: `bridge.ports.confirmations.Confirmations`."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Table, Text, select

from bridge.adapters.store.columns import CATALOGUE, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PartnerId

CONFIRMATIONS = Table(
    "confirmations",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("partner", Text, primary_key=True),
    Column("week", Text, nullable=False),
)


class SqlConfirmations:
    """Those of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, network: str, partner: PartnerId, week: str) -> None:
        """See `Confirmations`."""
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, CONFIRMATIONS, [{"network": network, "partner": partner, "week": week}])

    def weeks(self, network: str) -> Mapping[PartnerId, str]:
        """See `Confirmations`."""
        with self._database.reading() as connection:
            rows = connection.execute(select(CONFIRMATIONS).filter_by(network=network)).all()
        return {PartnerId(row.partner): row.week for row in rows}
