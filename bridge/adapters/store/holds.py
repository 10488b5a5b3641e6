"""Legal holds on SQL: `bridge.ports.retention.HoldStore`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, Date, Table, Text, delete, select

from bridge.adapters.store.columns import CATALOGUE, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.hold import Hold
from bridge.core.model.ids import PersonId

HOLDS = Table(
    "holds",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("case", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("data_type", Text, primary_key=True),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
)


class SqlHolds:
    """The holds of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, network: str) -> Sequence[Hold]:
        """See `HoldStore`."""
        query = select(HOLDS).filter_by(network=network).order_by(HOLDS.c.case, HOLDS.c.person, HOLDS.c.data_type)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Hold(row.case, row.since, row.until, PersonId(row.person), row.data_type) for row in rows]

    def keep(self, network: str, hold: Hold) -> None:
        """See `HoldStore`."""
        row = {
            "network": network,
            "case": hold.case,
            "person": hold.person,
            "data_type": hold.data_type,
            "since": hold.since,
            "until": hold.until,
        }
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, HOLDS, [row])

    def release(self, network: str, case: str) -> int:
        """See `HoldStore`."""
        with self._database.writing(durable=True) as connection:
            return connection.execute(delete(HOLDS).filter_by(network=network, case=case)).rowcount

    def forget(self, network: str, through: date) -> int:
        """See `HoldStore`."""
        over = delete(HOLDS).where(HOLDS.c.network == network, HOLDS.c.until <= through)
        with self._database.writing(durable=True) as connection:
            return connection.execute(over).rowcount
