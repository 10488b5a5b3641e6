"""The exact technical record on SQL: `bridge.ports.journal.Journal`. It keeps itself to 14 days (PL-04)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from threading import Lock

from sqlalchemy import Column, Integer, Table, Text, delete, insert, select

from bridge.adapters.store.columns import CATALOGUE, Instant
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PlaceId
from bridge.core.rules.catalogue import CATALOGUE as RULES
from bridge.core.rules.retention import DataType
from bridge.ports.clock import Clock
from bridge.ports.journal import Note

KEPT = timedelta(days=RULES[DataType.JOURNAL].period.days)

NOTES = Table(
    "journal_notes",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)


class SqlJournal:
    """What was tried at the places, and how it ended."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._tidied: date | None = None
        self._tidying = Lock()
        self.tidy()

    def note(self, place: PlaceId, act: str, subject: str, outcome: str) -> None:
        """See `Journal`."""
        now = self._clock.now()
        row = {"at": now, "place": place, "act": act, "subject": subject, "outcome": outcome}
        with self._database.writing() as connection:
            connection.execute(insert(NOTES), row)
        if now.date() != self._tidied:
            self.tidy()

    def tidy(self) -> None:
        """Delete what is older than 14 days; done at the start and with the first note of every day."""
        now = self._clock.now()
        with self._tidying, self._database.writing() as connection:
            connection.execute(delete(NOTES).where(NOTES.c.at < now - KEPT))
            self._tidied = now.date()

    def about(self, subjects: Collection[str]) -> Sequence[Note]:
        """See `Noted`."""
        query = select(NOTES).order_by(NOTES.c.at, NOTES.c.number)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings()
            return [
                Note(row["at"], PlaceId(row["place"]), row["act"], row["subject"], row["outcome"])
                for row in rows
                if row["subject"] in subjects
            ]
