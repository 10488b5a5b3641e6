"""When each place was last read, on SQL: `bridge.ports.store.VisitStore`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Table, Text, select, update

from bridge.adapters.store.columns import CATALOGUE, Instant, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PlaceId

VISITS = Table(
    "visits",
    CATALOGUE,
    Column("place", Text, primary_key=True),
    Column("last_read", Instant),
    Column("last_complete", Instant),
    Column("trouble", Text, nullable=False),
    Column("stopped", Boolean, nullable=False),
)


class SqlVisits:
    """Freshness and trouble of all places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visited(self, place: PlaceId, at: datetime, trouble: str, *, complete: bool, stopped: bool = False) -> None:
        """See `VisitStore`."""
        with self._database.writing() as connection:
            known = connection.execute(select(VISITS).filter_by(place=place)).first()
            last_read, last_complete = (known.last_read, known.last_complete) if known else (None, None)
            row = {
                "place": place,
                "last_read": last_read if trouble else at,
                "last_complete": at if complete and not trouble else last_complete,
                "trouble": trouble,
                "stopped": bool(trouble) and (stopped or bool(known and known.stopped)),
            }
            replace_rows(connection, VISITS, [row])

    def missed(self, place: PlaceId) -> None:
        """See `VisitStore`."""
        with self._database.writing() as connection:
            connection.execute(update(VISITS).filter_by(place=place).values(last_complete=None))

    def last_read(self, place: PlaceId) -> datetime | None:
        """See `VisitStore`."""
        with self._database.reading() as connection:
            return connection.scalar(select(VISITS.c.last_read).filter_by(place=place))

    def last_complete(self, place: PlaceId) -> datetime | None:
        """See `VisitStore`."""
        with self._database.reading() as connection:
            return connection.scalar(select(VISITS.c.last_complete).filter_by(place=place))

    def trouble(self, place: PlaceId) -> str:
        """See `VisitStore`."""
        with self._database.reading() as connection:
            return connection.scalar(select(VISITS.c.trouble).filter_by(place=place)) or ""

    def stopped(self, place: PlaceId) -> bool:
        """See `VisitStore`."""
        with self._database.reading() as connection:
            return bool(connection.scalar(select(VISITS.c.stopped).filter_by(place=place)))
