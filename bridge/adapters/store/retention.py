"""What the retention run remembers, on SQL: how much went, and since when something is so that nothing else dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import Column, Connection, Date, Integer, Table, Text, delete, insert, select

from bridge.adapters.store.columns import CATALOGUE, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PersonId
from bridge.core.rules.retention import DataType

RUNS = Table(
    "retention_runs",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("data_type", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
STARTS = Table(
    "retention_starts",
    CATALOGUE,
    Column("network", Text, primary_key=True),
    Column("data_type", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("since", Date),
)
"""`since` is empty of what is present: then only that is known, so that its leaving is seen."""


class SqlProtocol:
    """`bridge.ports.retention.ProtocolStore`: numbers by data type and day, of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, network: str, day: date, counts: Mapping[DataType, int]) -> None:
        """See `ProtocolStore`."""
        with self._database.writing() as connection:
            known = connection.execute(select(RUNS).filter_by(network=network, day=day))
            before = {row.data_type: row.number for row in known}
            rows = [
                {"network": network, "day": day, "data_type": each, "number": number + before.get(each, 0)}
                for each, number in counts.items()
            ]
            replace_rows(connection, RUNS, rows)

    def counts(self, network: str) -> Mapping[date, Mapping[DataType, int]]:
        """See `ProtocolStore`."""
        query = select(RUNS).filter_by(network=network).order_by(RUNS.c.day, RUNS.c.data_type)
        found: dict[date, dict[DataType, int]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.day, {})[DataType(row.data_type)] = row.number
        return found

    def forget(self, network: str, through: date) -> int:
        """See `ProtocolStore`."""
        with self._database.writing() as connection:
            return connection.execute(delete(RUNS).where(RUNS.c.network == network, RUNS.c.day <= through)).rowcount


class SqlStarts:
    """`bridge.ports.retention.StartStore` of all networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, network: str, data_type: DataType, found: frozenset[str], today: date) -> Mapping[str, date]:
        """See `StartStore`."""
        with self._database.writing() as connection:
            known = _known(connection, network, data_type)
            _forget(connection, network, data_type, known.keys() - found)
            _add(connection, network, data_type, found - known.keys(), today)
        return {each: known.get(each) or today for each in found}

    def left(self, network: str, data_type: DataType, present: frozenset[str], today: date) -> Mapping[str, date]:
        """See `StartStore`."""
        with self._database.writing() as connection:
            known = _known(connection, network, data_type)
            back = {each for each, since in known.items() if since and each in present}
            gone = {each for each, since in known.items() if since is None and each not in present}
            _forget(connection, network, data_type, back | gone)
            _add(connection, network, data_type, back | (present - known.keys()), None)
            _add(connection, network, data_type, gone, today)
        return {each: since or today for each, since in known.items() if each not in present}

    def forget(self, network: str, data_type: DataType, gone: frozenset[str]) -> None:
        """See `StartStore`."""
        with self._database.writing() as connection:
            _forget(connection, network, data_type, gone)

    def about(self, network: str, persons: frozenset[PersonId]) -> Sequence[tuple[DataType, date]]:
        """See `Begun`; a person stands alone, or behind a space."""
        query = select(STARTS).filter_by(network=network).where(STARTS.c.since.is_not(None)).order_by(STARTS.c.since)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [(DataType(row.data_type), row.since) for row in rows if row.subject.rpartition("\t")[2] in persons]


def _known(connection: Connection, network: str, data_type: DataType) -> Mapping[str, date | None]:
    rows = connection.execute(select(STARTS.c.subject, STARTS.c.since).filter_by(network=network, data_type=data_type))
    return {row.subject: row.since for row in rows}


def _forget(connection: Connection, network: str, data_type: DataType, gone: AbstractSet[str]) -> None:
    for each in gone:
        connection.execute(delete(STARTS).filter_by(network=network, data_type=data_type, subject=each))


def _add(connection: Connection, network: str, data_type: DataType, new: AbstractSet[str], since: date | None) -> None:
    rows = [{"network": network, "data_type": data_type, "subject": each, "since": since} for each in sorted(new)]
    if rows:
        connection.execute(insert(STARTS), rows)
