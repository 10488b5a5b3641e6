"""Database and vault as they were at one moment, while others go on writing.

No key can be made and no root remembered while the database's moment is fixed: the vault's own lock is held meanwhile.
So no entry is in the copy whose pseudonym the copied vault cannot tell, and no root is remembered that the copied log
has not. (https://sqlite.org/backup.html; a reader in WAL mode has one view of the database as long as it reads.)
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bridge.core.errors import Unusable

PATIENCE = 10.0
"""How long another process's transaction is waited for, in seconds."""


def copy_both(database: Path, vault: Path, folder: Path) -> tuple[Path, Path]:
    """Copies of both in the folder, readable by this account alone. Raises Unusable where one cannot be read."""
    try:
        with closing(_opened(vault)) as held, closing(_opened(vault)) as keys, closing(_opened(database)) as kept:
            held.execute("BEGIN IMMEDIATE")  # a connection of its own: whoever writes cannot be copied from
            kept.execute("BEGIN")
            kept.execute("SELECT count(*) FROM sqlite_master").fetchone()
            copied_vault = _copied(keys, folder / vault.name)
            held.execute("ROLLBACK")
            return _copied(kept, folder / database.name), copied_vault
    except sqlite3.DatabaseError as fault:
        raise Unusable(f"No backup was made: {fault}.") from fault


def whole(database: Path) -> bool:
    """Whether SQLite finds nothing wrong in the file."""
    try:
        with closing(_opened(database)) as opened:
            return [row[0] for row in opened.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.DatabaseError:
        return False


def version_of_tables(database: Path) -> str:
    """The version of the tables of a database that is whole; empty where it has none."""
    with closing(_opened(database)) as opened:
        named = opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = opened.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    return str(row[0]) if row else ""


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", timeout=PATIENCE, isolation_level=None, uri=True)


def _copied(source: sqlite3.Connection, to: Path) -> Path:
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
    return to
