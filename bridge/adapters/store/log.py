"""The participation log on SQL: `bridge.ports.store.LogStore`. Entries wait in the journal and are sealed daily.

Nothing here tells an order within a day (PL-04): no table has a counter, a row number or a time, rows are keyed by
the entry's random id, they are written shuffled, and what waited is overwritten once it is sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from random import Random, SystemRandom

from sqlalchemy import Column, Connection, Date, RowMapping, Table, Text, delete, func, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.log.commitment import SALT_BYTES, sealed
from bridge.core.log.entry import Entry, Purpose, Sealed
from bridge.core.model.activity import EntryType

STAGED = Table(
    "journal_entries",
    CATALOGUE,
    Column("event_id", Text, primary_key=True),
    Column("network_id", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Entries that wait for their day's seal."""


def _column(name: str) -> Column[object]:
    match name:
        case "event_id":
            return Column(name, Text, primary_key=True)
        case "occurred_on":
            return Column(name, Date, nullable=False)
        case _:
            return Column(name, Text, nullable=False)


ENTRIES = Table(
    "log_entries",
    CATALOGUE,
    *(_column(each.name) for each in fields(Entry)),
    Column("commitment", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The allowlist of PL-02, column by column, and the commitment."""

SALTS = Table(
    "log_salts",
    CATALOGUE,
    Column("event_id", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Apart from the entries, so that destroying a salt leaves a commitment that proves nothing about anybody (PL-21)."""


def stage(connection: Connection, entries: Sequence[Entry]) -> None:
    """Let the entries wait for the seal; part of the transaction that agrees to the acts they tell of."""
    rows = [
        {
            "event_id": each.event_id,
            "network_id": each.network_id,
            "occurred_on": each.occurred_on,
            "value": text_of(each, Entry),
        }
        for each in entries
    ]
    replace_rows(connection, STAGED, rows)


class SqlLog:
    """The participation log of all networks."""

    def __init__(self, database: Database, chance: Random | None = None) -> None:
        """`chance` shuffles and draws salts: the machine's own unless a test says otherwise."""
        self._database = database
        self._chance = chance or SystemRandom()

    def seal(self, before: date) -> int:
        """See `LogStore`."""
        with self._database.writing(durable=True) as connection:
            query = select(STAGED.c.value).where(STAGED.c.occurred_on < before)
            staged = [value_of(value, Entry) for value in connection.scalars(query)]
            self._chance.shuffle(staged)
            _keep(connection, [sealed(each, self._chance.randbytes(SALT_BYTES)) for each in staged])
            connection.execute(delete(STAGED).where(STAGED.c.occurred_on < before))
        if staged:
            self._database.forget_traces()
        return len(staged)

    def entries(self, network: str) -> Sequence[Sealed]:
        """See `LogStore`."""
        query = (
            select(ENTRIES, SALTS.c.salt)
            .join(SALTS, SALTS.c.event_id == ENTRIES.c.event_id)
            .where(ENTRIES.c.network_id == network)
            .order_by(ENTRIES.c.occurred_on, ENTRIES.c.event_id)
        )
        with self._database.reading() as connection:
            return [_sealed(row) for row in connection.execute(query).mappings()]

    def staged(self, network: str) -> int:
        """See `LogStore`."""
        query = select(func.count()).select_from(STAGED).where(STAGED.c.network_id == network)
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)


def _keep(connection: Connection, kept: Sequence[Sealed]) -> None:
    replace_rows(connection, ENTRIES, [asdict(each.entry) | {"commitment": each.commitment} for each in kept])
    replace_rows(connection, SALTS, [{"event_id": each.entry.event_id, "salt": each.salt} for each in kept])


def _sealed(row: RowMapping) -> Sealed:
    values = {each.name: row[each.name] for each in fields(Entry)}
    closed = {"event_type": EntryType(row["event_type"]), "purpose": Purpose(row["purpose"])}
    return Sealed(Entry(**values | closed), row["salt"], row["commitment"])
