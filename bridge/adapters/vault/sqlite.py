"""The vault as an SQLite file of its own: keys of pseudonyms and renewed secrets, each sealed with AES-GCM.

A sealed key is bound to its domain (associated data), so that no row can be passed off as another's; a sealed secret to
the one that was configured, so that it no longer opens once another is.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from secrets import token_bytes
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bridge.adapters.vault.pseudonym import KEY_BYTES, Domain, keyed_hash, pseudonym
from bridge.core.errors import Unusable
from bridge.core.model.ids import ConnectionId, PersonId

PATIENCE = 10.0
"""How long another process's transaction is waited for, in seconds."""

NONCE_BYTES = 12
CHECK = Domain.always("check")
"""A key like the others that nothing is hashed with: it tells at the start whether the master key is the right one."""

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
)


class SqliteVault:
    """`bridge.ports.vault.Vault` on a file; for all threads of a process, and for several processes."""

    def __init__(self, path: Path, master: bytes) -> None:
        """Open it, made where it is missing, for this account alone.

        Raises Unusable when the file cannot be used or was sealed with another master key.
        """
        self._path = path
        self._cipher = AESGCM(master)
        self._keys: dict[Domain, bytes] = {}
        self._lock = Lock()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as fault:
            raise Unusable(f"The vault {path} cannot be written: {fault.strerror}.") from fault
        self._key(CHECK)

    def pseudonym(self, network: str, purpose: str, day: date, person: PersonId) -> str:
        """See `Vault`."""
        return pseudonym(self._key(Domain.of(network, purpose, day)), person)

    def hashed(self, purpose: str, text: str) -> str:
        """See `Vault`."""
        return keyed_hash(self._key(Domain.always(purpose)), text)

    def renewed(self, connection: ConnectionId, name: str, configured: str) -> str:
        """See `Vault`."""
        query = "SELECT nonce, sealed FROM secrets WHERE connection = ? AND name = ?"
        with self._transaction() as opened:
            row = opened.execute(query, (connection, name)).fetchone()
        if row is None:
            return ""
        nonce, sealed = row
        try:
            return self._cipher.decrypt(nonce, sealed, _instead_of(connection, name, configured)).decode()
        except InvalidTag:  # another one is configured by now
            return ""

    def renew(self, connection: ConnectionId, name: str, configured: str, value: str) -> None:
        """See `Vault`."""
        nonce = token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, value.encode(), _instead_of(connection, name, configured))
        with self._transaction() as opened:
            opened.execute("INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?)", (connection, name, nonce, sealed))

    @contextmanager
    def alone(self, connection: ConnectionId) -> Iterator[None]:
        """See `Vault`. No transaction is open meanwhile; the hold ends with the process, however it ends."""
        with ExitStack() as held:
            try:
                file = held.enter_context(self._path.with_name(f"sign-in-{connection}.lock").open("a"))
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError as fault:
                raise Unusable(f"Beside the vault {self._path} nothing can be written: {fault.strerror}.") from fault
            yield

    def _key(self, domain: Domain) -> bytes:
        with self._lock:
            if domain not in self._keys:
                self._keys[domain] = self._found_or_made(domain)
            return self._keys[domain]

    def _found_or_made(self, domain: Domain) -> bytes:
        nonce = token_bytes(NONCE_BYTES)
        made = self._cipher.encrypt(nonce, token_bytes(KEY_BYTES), _bound_to(domain))
        row = (domain.network, domain.purpose, domain.quarter)
        with self._transaction() as connection:
            # Another process may be first; whoever is, the key that stands there counts.
            connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?, ?)", (*row, nonce, made))
            query = "SELECT nonce, sealed FROM keys WHERE network = ? AND purpose = ? AND quarter = ?"
            nonce, sealed = connection.execute(query, row).fetchone()
        return self._opened(domain, nonce, sealed)

    def _opened(self, domain: Domain, nonce: bytes, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(nonce, sealed, _bound_to(domain))
        except InvalidTag as fault:
            raise Unusable(
                f"The vault {self._path} was sealed with another key, or was changed: set COBRIDGE_VAULT_KEY or "
                "COBRIDGE_VAULT_KEY_FILE to the key it was made with."
            ) from fault

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            opened = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)
            with closing(opened) as connection:
                connection.execute("BEGIN IMMEDIATE")
                for table in TABLES:
                    connection.execute(table)
                yield connection
                connection.execute("COMMIT")
        except sqlite3.DatabaseError as fault:
            raise Unusable(f"The vault {self._path} cannot be used: {fault}.") from fault


def _bound_to(domain: Domain) -> bytes:
    return json.dumps([domain.network, domain.purpose, domain.quarter]).encode()


def _instead_of(connection: ConnectionId, name: str, configured: str) -> bytes:
    return json.dumps({"connection": connection, "name": name, "configured": configured}).encode()
