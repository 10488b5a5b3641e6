"""The vault's file: an SQLite database in which every value is sealed with AES-GCM, in the end under the master key."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bridge.core.errors import Unusable

PATIENCE = 10.0
"""How long another process's transaction is waited for, in seconds."""
NONCE_BYTES = 12

TABLES = (
    """
CREATE TABLE IF NOT EXISTS keys (
  network TEXT NOT NULL, purpose TEXT NOT NULL, quarter TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network, purpose, quarter)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS secrets (
  connection TEXT NOT NULL, name TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (connection, name)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS persons (
  network TEXT NOT NULL, person TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network, person)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS identities (
  network TEXT NOT NULL, partner TEXT NOT NULL, person TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network, partner, person)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS reidentifications (
  network TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network, id)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS codes (
  network TEXT NOT NULL, holder TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network, holder)
) WITHOUT ROWID
""",
    """
CREATE TABLE IF NOT EXISTS anchors (
  network TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (network)
) WITHOUT ROWID
""",
)


class SealedFile:
    """For all threads of a process, and for several processes."""

    def __init__(self, path: Path, master: bytes) -> None:
        """Make it where it is missing, for this account alone. Raises Unusable when it cannot be used."""
        self.path = path
        self._master = master
        self._reader: sqlite3.Connection | None = None
        self._reading = Lock()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as fault:
            raise Unusable(f"The vault {path} cannot be written: {fault.strerror}.") from fault

    def seal(self, value: bytes, bound_to: bytes) -> tuple[bytes, bytes]:
        """Nonce and sealed value; `bound_to` has to be given again to open it."""
        return seal_with(self._master, value, bound_to)

    def open(self, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
        """What was sealed. Raises InvalidTag for another key, or for what was bound to something else."""
        return open_with(self._master, nonce, sealed, bound_to)

    def other_key(self) -> Unusable:
        """What to say where nothing else explains that a value does not open."""
        return Unusable(
            f"The vault {self.path} was sealed with another key, or was changed: set COBRIDGE_VAULT_KEY or "
            "COBRIDGE_VAULT_KEY_FILE to the key it was made with."
        )

    def read(self, query: str, values: tuple[str, ...] = ()) -> list[Any]:
        """Rows as they stand in the file now, whoever wrote them; for what is asked too often to open it anew."""
        try:
            with self._reading:
                if self._reader is None:
                    self._reader = sqlite3.connect(
                        self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
                    )
                    weakref.finalize(self, self._reader.close)
                return self._reader.execute(query, values).fetchall()
        except sqlite3.DatabaseError as fault:
            raise Unusable(f"The vault {self.path} cannot be used: {fault}.") from fault

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything in it, or nothing. What is replaced or deleted is overwritten in the file."""
        with self._opened() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                connection.execute(table)
            yield connection
            connection.execute("COMMIT")

    def rebuild(self) -> None:
        """Write the file anew without what was deleted.

        Overwriting reaches the row, but not the copies of it that are left where rows once made room for others.
        """
        with self._opened() as connection:
            connection.execute("VACUUM")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as connection:
                yield connection
        except sqlite3.DatabaseError as fault:
            raise Unusable(f"The vault {self.path} cannot be used: {fault}.") from fault


def seal_with(key: bytes, value: bytes, bound_to: bytes) -> tuple[bytes, bytes]:
    """Nonce and value sealed with AES-GCM under this key."""
    nonce = token_bytes(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, value, bound_to)


def open_with(key: bytes, nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """What was sealed under this key. Raises InvalidTag for another key, or what was bound to something else."""
    return AESGCM(key).decrypt(nonce, sealed, bound_to)
