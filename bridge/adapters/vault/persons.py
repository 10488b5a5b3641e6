"""A key for each person, in the vault's file: what is theirs is made and sealed with it, and ends with it.

A row is named by a keyed hash of the person's id, so the table tells nobody whom it knows, and bound to network and
name; the id itself is sealed beside the key, for who may ask whose a pseudonym is. No process holds a copy of such a
key longer than it takes to use it: a key that was destroyed is gone for all of them at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
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
        with self._file.transaction() as opened:
            return self.made_in(opened, network, person)

    def made_in(self, opened: sqlite3.Connection, network: str, person: PersonId) -> bytes:
        """The person's key, drawn where there is none, as part of a transaction; `ready` went before."""
        name = self.name(network, person)
        drawn = self._file.seal(token_bytes(KEY_BYTES) + person.encode(), _bound_to(network, name))
        opened.execute("INSERT OR IGNORE INTO persons VALUES (?, ?, ?, ?)", (network, name, *drawn))
        return self.opened(network, name, *opened.execute(FOUND, (network, name)).fetchone())

    def everybody(self, network: str) -> Iterator[tuple[PersonId, bytes]]:
        """Who has a key, with it."""
        rows = self._file.read("SELECT person, nonce, sealed FROM persons WHERE network = ?", (network,))
        for name, nonce, sealed in rows:
            value = self._value(network, name, nonce, sealed)
            yield PersonId(value[KEY_BYTES:].decode()), value[:KEY_BYTES]

    def opened(self, network: str, name: str, nonce: bytes, sealed: bytes) -> bytes:
        """The key in a row. Raises Unusable where it is not that person's."""
        return self._value(network, name, nonce, sealed)[:KEY_BYTES]

    def _value(self, network: str, name: str, nonce: bytes, sealed: bytes) -> bytes:
        try:
            return self._file.open(nonce, sealed, _bound_to(network, name))
        except InvalidTag as fault:
            raise self._file.other_key() from fault

    def destroy(self, network: str, person: PersonId) -> None:
        """Overwrite the person's key, and all that ends with it. Nothing happens where there is none."""
        named = (network, self.name(network, person))
        with self._file.transaction() as opened:
            opened.execute("DELETE FROM persons WHERE network = ? AND person = ?", named)
            opened.execute("DELETE FROM identities WHERE network = ? AND person = ?", named)
            opened.execute("DELETE FROM reidentifications WHERE network = ? AND person = ?", named)
            opened.execute("DELETE FROM codes WHERE network = ? AND holder = ?", (network, person))
        self._file.rebuild()


def _bound_to(network: str, name: str) -> bytes:
    return json.dumps({"person": [network, name]}).encode()
