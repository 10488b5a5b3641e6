"""The access log on SQL: `bridge.ports.access_log.AccessLog`.

Two tables, so that whoever is granted the one sees neither an entry nor a gap of the other (PL-19).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, Table, Text, delete, func, insert, select

from bridge.adapters.store.columns import CATALOGUE, Instant
from bridge.adapters.store.database import Database
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import APART, Caller, Role
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.looks import shown_to
from bridge.ports.access_log import AccessEntry, Result

TEXTS = ("caller", "role", "resource", "verb", "subject", "partner", "purpose", "case", "result", "version")


def _table(name: str) -> Table:
    return Table(
        name,
        CATALOGUE,
        Column("network", Text, primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", Instant, nullable=False, index=True),
        *(Column(each, Text, nullable=False) for each in TEXTS),
        sqlite_with_rowid=False,
    )


LOOKS = _table("access_entries")
LOOKS_APART = _table("access_entries_apart")
"""Those of council and DSB."""


class SqlAccessLog:
    """Who looked at whose data, in all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, network: str, entries: Sequence[AccessEntry]) -> None:
        """See `AccessLog`."""
        with self._database.writing(durable=True) as connection:
            for table in (LOOKS, LOOKS_APART):
                _append(connection, table, network, [each for each in entries if _of(each) is table])

    def about(self, network: str, subject: str) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        return self._found(network=network, subject=subject)

    def by(self, network: str, caller: str) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        return self._found(network=network, caller=caller)

    def read(self, network: str, caller: Caller) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        tables = (LOOKS, LOOKS_APART) if caller.role in APART else (LOOKS,)
        with self._database.reading() as connection:
            found = list(_all(connection, tables, network))
        return _in_order(each for each in found if shown_to(caller, each.role, each.partner))

    def forget_before(self, network: str, day: date) -> int:
        """See `AccessLog`."""
        begin = datetime.combine(day, time(), UTC)
        with self._database.writing() as connection:
            return sum(
                connection.execute(delete(table).where(table.c.network == network, table.c.at < begin)).rowcount
                for table in (LOOKS, LOOKS_APART)
            )

    def _found(self, **by: str) -> Sequence[AccessEntry]:
        with self._database.reading() as connection:
            found = [
                _entry(row)
                for table in (LOOKS, LOOKS_APART)
                for row in connection.execute(select(table).filter_by(**by))
            ]
        return _in_order(found)


def _of(entry: AccessEntry) -> Table:
    return LOOKS_APART if entry.role in APART else LOOKS


def _append(connection: Connection, table: Table, network: str, entries: Sequence[AccessEntry]) -> None:
    if not entries:
        return
    last = connection.scalar(select(func.max(table.c.number)).filter_by(network=network)) or 0
    rows = [
        {**asdict(each), "network": network, "number": number} for number, each in enumerate(entries, start=last + 1)
    ]
    connection.execute(insert(table), rows)


def _all(connection: Connection, tables: Iterable[Table], network: str) -> Iterator[AccessEntry]:
    for table in tables:
        yield from map(_entry, connection.execute(select(table).filter_by(network=network)))


def _entry(row: Row[Any]) -> AccessEntry:
    return AccessEntry(
        at=row.at,
        caller=row.caller,
        role=Role(row.role),
        resource=Resource(row.resource),
        verb=Verb(row.verb),
        subject=row.subject,
        partner=row.partner,
        purpose=Purpose(row.purpose),
        case=row.case,
        result=Result(row.result),
        version=row.version,
        number=row.number,
    )


def _in_order(entries: Iterable[AccessEntry]) -> Sequence[AccessEntry]:
    return sorted(entries, key=lambda each: (each.at, each.number))
