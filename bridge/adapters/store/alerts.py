"""Alerts on SQL: `bridge.ports.alerts.AlertStore`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, Text, delete, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.alert import Alert, Told

ALERTS = Table(
    "alerts",
    CATALOGUE,
    Column("key", Text, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("told_at", Instant),
    Column("told", Text, nullable=False),
    Column("value", Text, nullable=False),
)
MAILING = Table("mailing", CATALOGUE, Column("mailer", Text, primary_key=True), Column("trouble", Text, nullable=False))
"""One row: how the last attempt ended."""
SMTP = "smtp"


class SqlAlerts:
    """The troubles that last, of the whole installation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self) -> Sequence[Told]:
        """See `AlertStore`."""
        with self._database.reading() as connection:
            rows = connection.execute(select(ALERTS).order_by(ALERTS.c.since, ALERTS.c.key)).all()
        return [Told(value_of(row.value, Alert), row.since, row.told_at, row.told) for row in rows]

    def keep(self, told: Told) -> None:
        """See `AlertStore`."""
        row = {
            "key": told.alert.key,
            "since": told.since,
            "told_at": told.told_at,
            "told": told.told,
            "value": text_of(told.alert, Alert),
        }
        with self._database.writing(durable=True) as connection:
            replace_rows(connection, ALERTS, [row])

    def forget(self, key: str) -> None:
        """See `AlertStore`."""
        with self._database.writing(durable=True) as connection:
            connection.execute(delete(ALERTS).filter_by(key=key))

    def mailing(self, trouble: str) -> None:
        """See `AlertStore`."""
        with self._database.writing() as connection:
            replace_rows(connection, MAILING, [{"mailer": SMTP, "trouble": trouble}])

    def mail_trouble(self) -> str:
        """See `AlertStore`."""
        with self._database.reading() as connection:
            return connection.scalar(select(MAILING.c.trouble).filter_by(mailer=SMTP)) or ""
