"""A transaction through one of a database's connections, which are kept from one transaction to the next."""

from __future__ import annotations

import sqlite3
from collections import deque
from enum import StrEnum
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from bridge.core.errors import Unusable

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


class Connections:
    """Those of one database, by what their transactions promise: beside a commit, opening one counts."""

    def __init__(self, engine: Engine) -> None:
        """`engine` keeps none itself."""
        self.name = engine.url.render_as_string(hide_password=True)
        self._engine = engine
        self._idle = {promise: deque[Connection]() for promise in Promise}

    def take(self, promise: Promise) -> Connection:
        """One that a transaction of the same promise left behind, or a new one."""
        try:
            return self._idle[promise].pop()
        except IndexError:
            return self._opened(promise)

    def keep(self, promise: Promise, connection: Connection) -> None:
        """For the next transaction."""
        self._idle[promise].append(connection)

    def drop(self, connection: Connection) -> None:
        """After a failure, which takes back what was done: nobody knows what is left in it."""
        if connection.invalidated:  # the server is gone, and with it what is idle
            self.close()
        connection.close()

    def close(self) -> None:
        """Let go of all."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()
        self._engine.dispose()

    def _opened(self, promise: Promise) -> Connection:
        connection = self._engine.connect()
        driver = driver_of(connection)
        if promise and driver:
            driver.execute(f"PRAGMA synchronous = {promise}")
        return connection


class Transaction:
    """All of what is done in the block, or nothing where it fails. Raises Unusable where the database does.

    No generator: beside the commit of one entry those count.
    """

    __slots__ = ("_connection", "_connections", "_driver", "_promise")

    def __init__(self, connections: Connections, promise: Promise) -> None:
        """For one block."""
        self._connections, self._promise = connections, promise

    def __enter__(self) -> Connection:
        """A writer takes its lock at once: waiting for it later, after reading, could only fail."""
        try:
            self._connection = self._connections.take(self._promise)
        except FAULTS as fault:
            tell(fault, self._connections.name)
            raise
        self._driver = driver_of(self._connection)
        if self._driver:
            self._carry_out("BEGIN IMMEDIATE" if self._promise else "BEGIN")
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Commit, and keep the connection; after a failure it is dropped."""
        if kind is None:
            self._carry_out("COMMIT")
            self._connections.keep(self._promise, self._connection)
            return
        self._connections.drop(self._connection)
        if isinstance(fault, FAULTS):
            tell(fault, self._connections.name)

    def _carry_out(self, statement: str) -> None:
        try:
            if self._driver:
                self._driver.execute(statement)
            if statement == "COMMIT":
                self._connection.commit()
        except BaseException as fault:
            self._connections.drop(self._connection)
            if isinstance(fault, FAULTS):
                tell(fault, self._connections.name)
            raise


def tell(fault: DatabaseError | sqlite3.DatabaseError, name: str) -> None:
    """Raise what goes wrong at the database as a sentence; what is wrong with a statement is not said here."""
    said = str(fault.orig if isinstance(fault, DBAPIError) else fault)
    if isinstance(fault, OperationalError | sqlite3.OperationalError):
        advice = next((advice for sign, advice in ADVICE.items() if sign in said), "")
        raise Unusable(f"The database {name} cannot be used: {said}.{advice}") from fault
    if "malformed" in said:
        raise Unusable(f"The database {name} is damaged: put it back from its backup.") from fault
    if "not a database" in said:
        raise Unusable(f"{name} is no database: name another file, or move this one away.") from fault


def driver_of(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection, which begins and commits: what SQLAlchemy does around that takes as long as an entry.

    None for another database, which SQLAlchemy begins at the first statement and commits.
    """
    driver = connection.connection.driver_connection
    return driver if isinstance(driver, sqlite3.Connection) else None
