"""The database: its file, its transactions, and how much each commit promises.

Power may fail after every commit. What is agreed or intended is flushed to the disk before anything is sent, so that
a create is always known by its intent; what is recorded afterwards is not, because a lost record is found again: the
intent by its marker, an update by the next snapshot. (https://sqlite.org/pragma.html#pragma_synchronous)
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bridge.adapters.store.schema import bring_up_to_date, is_current
from bridge.adapters.store.transaction import FAULTS, Connections, Promise, Transaction, tell
from bridge.core.errors import Unusable

PATIENCE = 10_000
"""How long a writer waits for another process's transaction, in milliseconds."""


class Database:
    """One database of the service, for all threads of a process."""

    def __init__(self, url: str) -> None:
        """Open it, made or migrated where needed. `url` as SQLAlchemy has it, such as `sqlite:////srv/cobridge.db`.

        Raises Unusable for a wrong address, a file that is no database, or one that a newer Cobridge wrote.
        """
        self._engine = _engine(url)
        self._connections = Connections(self._engine)
        name = self._connections.name
        try:
            with self.reading() as connection:
                current = is_current(connection, name)
            if not current:
                with self.writing(durable=True) as connection:
                    bring_up_to_date(connection, name)
        except Unusable:
            self.close()
            raise

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view; writers go on meanwhile."""
        return Transaction(self._connections, Promise.NOTHING)

    def writing(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """One transaction, all or nothing. `durable`: it survives a loss of power as soon as this returns."""
        return Transaction(self._connections, Promise.FULL if durable else Promise.NORMAL)

    def forget_traces(self) -> None:
        """Empty SQLite's write-ahead file, in which deleted rows would stand until it is written over."""
        self._outside("PRAGMA wal_checkpoint(TRUNCATE)")

    def rebuild(self) -> None:
        """Write the file anew without what was deleted, in time that grows with its size.

        `secure_delete` overwrites a deleted row, but not the copies of it that are left where rows once made room for
        others: https://sqlite.org/pragma.html#pragma_secure_delete.
        """
        self._outside("VACUUM")
        self.forget_traces()

    def close(self) -> None:
        """Let go of all connections."""
        self._connections.close()

    def _outside(self, statement: str) -> None:
        """What SQLite does outside transactions only; nothing at another database."""
        if self._engine.dialect.name == "sqlite":
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql(statement)
            except FAULTS as fault:
                tell(fault, self._connections.name)
                raise


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        engine = create_engine(address, poolclass=NullPool)  # `Connections` keep what is idle
    except (ArgumentError, ImportError) as fault:
        raise Unusable(
            "COBRIDGE_DATABASE_URL is no database that this installation can open: write it like "
            "sqlite:////srv/cobridge/cobridge.db, or leave it out for a file in the data directory."
        ) from fault
    if engine.dialect.name == "sqlite":
        _make_file(address.database)
        event.listen(engine, "connect", _prepare)
    return engine


def _make_file(name: str | None) -> None:
    """The file and its folder, for this account alone: it holds what partners wrote."""
    if not name or name == ":memory:":
        raise Unusable("A database in memory would forget everything: name a file, such as sqlite:////srv/cobridge.db.")
    path = Path(name)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as fault:
        raise Unusable(f"The database {path} cannot be written: {fault.strerror}.") from fault


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten: an erased entry leaves no bytes
    cursor.close()
