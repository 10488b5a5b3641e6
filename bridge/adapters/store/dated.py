"""Deleting rows that carry the day or instant from which their period counts, on SQL."""

from __future__ import annotations

from sqlalchemy import Delete, delete

from bridge.adapters.store.conflicts import CONFLICTS
from bridge.adapters.store.database import Database
from bridge.adapters.store.deliveries import DELIVERIES
from bridge.adapters.store.inbox import INBOX
from bridge.adapters.store.journal import NOTES
from bridge.ports.retention import Due


class SqlDated:
    """Each method deletes what is due of one data type: `bridge.ports.retention.Forget`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def journal(self, due: Due) -> int:
        """Notes of what was tried."""
        return self._deleted(delete(NOTES).where(NOTES.c.at < due.before))

    def submission_keys(self, due: Due) -> int:
        """Of submissions that were taken over; what still waits is somebody's edit, and stays."""
        return self._deleted(delete(INBOX).where(INBOX.c.waits.is_(False), INBOX.c.at < due.before))

    def endings(self, due: Due) -> int:
        """How conflicts ended."""
        return self._deleted(delete(CONFLICTS).where(CONFLICTS.c.ended != "", CONFLICTS.c.at < due.before))

    def deliveries(self, due: Due) -> int:
        """What was heard of deliveries that nobody looks after any more."""
        return self._deleted(delete(DELIVERIES).where(DELIVERIES.c.until < due.before))

    def _deleted(self, statement: Delete) -> int:
        with self._database.writing() as connection:
            return connection.execute(statement).rowcount
