"""The database: connections, transactions, and how much each commit promises.

Power may fail after every commit. What is agreed or intended is flushed to the disk before anything is sent, so that
a create is always known by its intent; what is recorded afterwards is not, because a lost record is found again: the
intent by its marker, an update by the next snapshot. (https://sqlite.org/pragma.html#pragma_synchronous)
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bridge.adapters.store.schema import bring_up_to_date, is_current
from bridge.core.errors import Unusable

PATIENCE = 10_000
"""How long a writer waits for another process's transaction, in milliseconds."""
ADVICE = {
    "is full": " Make room on its disk; nothing was sent that is not known.",
    "readonly": " Make it writable for the account that runs Cobridge.",
    "disk I/O": " Look at its disk.",
    "unable to open": " Make its folder readable and writable for the account that runs Cobridge.",
}
"""What to do, by what SQLite says (https://sqlite.org/rescode.html)."""

FAULTS = (DatabaseError, sqlite3.DatabaseError)
"""What is said to the driver directly fails without SQLAlchemy's words around its own."""


class Promise(StrEnum):
    """How much a transaction's commit promises: a reading nothing, a writing as SQLite's `synchronous` of that name."""

    NOTHING = ""
    NORMAL = "NORMAL"
    FULL = "FULL"


class Database:
    """One database of the service, for all threads of a process."""

    def __init__(self, url: str) -> None:
        """Open it, made or migrated where needed. `url` as SQLAlchemy has it, such as `sqlite:////srv/cobridge.db`.

        Raises Unusable for a wrong address, a file that is no database, or one that a newer Cobridge wrote.
        """
        self._engine = _engine(url)
        self._idle = {promise: deque[Connection]() for promise in Promise}
        self._name = self._engine.url.render_as_string(hide_password=True)
        try:
            with self.reading() as connection:
                current = is_current(connection, self._name)
            if not current:
                with self.writing(durable=True) as connection:
                    bring_up_to_date(connection, self._name)
        except Unusable:
            self.close()
            raise

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view; writers go on meanwhile."""
        return self._transaction(Promise.NOTHING)

    def writing(self, *, durable: bool = False) -> AbstractContextManager[Connection]:
        """One transaction, all or nothing. `durable`: it survives a loss of power as soon as this returns."""
        return self._transaction(Promise.FULL if durable else Promise.NORMAL)

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
        for idle in self._idle.values():
            while idle:
                idle.pop().close()
        self._engine.dispose()

    def _outside(self, statement: str) -> None:
        """What SQLite does outside transactions only; nothing at another database."""
        if self._engine.dialect.name == "sqlite":
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql(statement)
            except FAULTS as fault:
                self._tell(fault)
                raise

    @contextmanager
    def _transaction(self, promise: Promise) -> Iterator[Connection]:
        """After a failure its connection is closed, which takes back what it did: nobody knows what is left in it."""
        try:
            connection = self._connected(promise)
            try:
                driver = _driver(connection)
                if driver:  # a writer takes its lock at once: waiting for it later, after reading, could only fail
                    driver.execute("BEGIN IMMEDIATE" if promise else "BEGIN")
                yield connection
                if driver:
                    driver.execute("COMMIT")
                connection.commit()
            except BaseException:
                if connection.invalidated:  # the server is gone, and with it what is idle
                    self.close()
                connection.close()
                raise
        except FAULTS as fault:
            self._tell(fault)
            raise
        self._idle[promise].append(connection)

    def _tell(self, fault: DatabaseError | sqlite3.DatabaseError) -> None:
        """Raise what goes wrong at the database as a sentence; what is wrong with a statement is not said here."""
        said = str(fault.orig if isinstance(fault, DBAPIError) else fault)
        if isinstance(fault, OperationalError | sqlite3.OperationalError):
            advice = next((advice for sign, advice in ADVICE.items() if sign in said), "")
            raise Unusable(f"The database {self._name} cannot be used: {said}.{advice}") from fault
        if "malformed" in said:
            raise Unusable(f"The database {self._name} is damaged: put it back from its backup.") from fault
        if "not a database" in said:
            raise Unusable(f"{self._name} is no database: name another file, or move this one away.") from fault

    def _connected(self, promise: Promise) -> Connection:
        """One that a transaction of the same promise left behind, or a new one; beside a commit, opening counts."""
        try:
            return self._idle[promise].pop()
        except IndexError:
            return self._opened(promise)

    def _opened(self, promise: Promise) -> Connection:
        connection = self._engine.connect()
        driver = _driver(connection)
        if promise and driver:
            driver.execute(f"PRAGMA synchronous = {promise}")
        return connection


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        engine = create_engine(address, poolclass=NullPool)  # `Database` keeps what is idle
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


def _driver(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection, which begins and commits: what SQLAlchemy does around that takes as long as an entry.

    None for another database, which SQLAlchemy begins at the first statement and commits.
    """
    driver = connection.connection.driver_connection
    return driver if isinstance(driver, sqlite3.Connection) else None
