"""A key for each person, in the vault's file: what is theirs is made and sealed with it, and ends with it.

A row is named by a keyed hash of the person's id, so the table tells nobody whom it knows, and bound to network and
name. No process holds a copy of such a key longer than it takes to use it: a key that was destroyed is gone for all
of them at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from secrets import token_bytes

from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.pseudonym import KEY_BYTES, Domain, keyed_hash
from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.ids import PersonId

NAMES = "names of persons"
FOUND = "SELECT nonce, sealed FROM persons WHERE network = ? AND person = ?"


class PersonKeys:
    """The keys of the persons of all networks."""

    def __init__(self, file: SealedFile, key: Callable[[Domain], bytes]) -> None:
        """`key` gives the key of a domain, with which names are made."""
        self._file, self._key = file, key

    def name(self, network: str, person: PersonId) -> str:
        """What the person's row is called. Within a transaction only where `ready` went before."""
        return keyed_hash(self._key(Domain.always(NAMES, network)), person)

    def ready(self, network: str) -> None:
        """Make what names of this network need; not within a transaction, of which there is one at a time."""
        self._key(Domain.always(NAMES, network))

    def found(self, network: str, person: PersonId) -> bytes | None:
        """The person's key as it stands in the file now; None where there is none."""
        name = self.name(network, person)
        rows = self._file.read(FOUND, (network, name))
        return self.opened(network, name, *rows[0]) if rows else None

    def found_or_made(self, network: str, person: PersonId) -> bytes:
        """The person's key, drawn where there is none."""
        key = self.found(network, person)
        if key is not None:
            return key
        name = self.name(network, person)
        with self._file.transaction() as opened:
            return self.made_in(opened, network, name)

    def made_in(self, opened: sqlite3.Connection, network: str, name: str) -> bytes:
        """The key of the person with this name, drawn where there is none, as part of a transaction."""
        drawn = self._file.seal(token_bytes(KEY_BYTES), _bound_to(network, name))
        opened.execute("INSERT OR IGNORE INTO persons VALUES (?, ?, ?, ?)", (network, name, *drawn))
        return self.opened(network, name, *opened.execute(FOUND, (network, name)).fetchone())

    def opened(self, network: str, name: str, nonce: bytes, sealed: bytes) -> bytes:
        """The key in a row. Raises Unusable where it is not that person's."""
        try:
            return self._file.open(nonce, sealed, _bound_to(network, name))
        except InvalidTag as fault:
            raise self._file.other_key() from fault

    def destroy(self, network: str, person: PersonId) -> None:
        """Overwrite the person's key, and what was sealed with it. Nothing happens where there is none."""
        named = (network, self.name(network, person))
        with self._file.transaction() as opened:
            opened.execute("DELETE FROM persons WHERE network = ? AND person = ?", named)
            opened.execute("DELETE FROM identities WHERE network = ? AND person = ?", named)


def _bound_to(network: str, name: str) -> bytes:
    return json.dumps({"person": [network, name]}).encode()
