"""Tombstones in a file of their own: `bridge.ports.erasures.Tombstones`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bridge.core.errors import Unusable
from bridge.ports.erasures import Mark

FILE = "erasures.db"
"""Its name in the data directory."""
PATIENCE = 10.0
"""How long another process's transaction is waited for, in seconds."""
TABLE = """
CREATE TABLE IF NOT EXISTS marks (mark TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (mark, hash)) WITHOUT ROWID
"""


class ErasuresFile:
    """For all threads of a process, and for several processes."""

    def __init__(self, path: Path) -> None:
        """Make it where it is missing, for this account alone. Raises Unusable when it cannot be used."""
        self.path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as fault:
            raise Unusable(f"The tombstones of erased persons {path} cannot be written: {fault.strerror}.") from fault

    def put(self, mark: Mark, hashes: Collection[str]) -> None:
        """See `Tombstones`."""
        with self._transaction() as opened:
            opened.executemany("INSERT OR IGNORE INTO marks VALUES (?, ?)", [(mark, each) for each in hashes])

    def take(self, mark: Mark, hashes: Collection[str]) -> int:
        """See `Tombstones`."""
        with self._transaction() as opened:
            before = opened.total_changes
            opened.executemany("DELETE FROM marks WHERE mark = ? AND hash = ?", [(mark, each) for each in hashes])
            return opened.total_changes - before

    def marked(self, mark: Mark) -> frozenset[str]:
        """See `Tombstones`."""
        with self._transaction() as opened:
            return frozenset(each for (each,) in opened.execute("SELECT hash FROM marks WHERE mark = ?", (mark,)))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything in it, or nothing. What is taken out is overwritten in the file."""
        try:
            opened = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            with closing(opened) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(TABLE)
                yield connection
                connection.execute("COMMIT")
        except sqlite3.DatabaseError as fault:
            raise Unusable(f"The tombstones of erased persons {self.path} cannot be used: {fault}.") from fault
