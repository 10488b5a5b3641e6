"""Requests to learn whose a pseudonym is, in the vault's file, each sealed: what they are for is people's own words.

They end with the key of the person whose pseudonym it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter
from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.persons import PersonKeys
from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.ids import PersonId
from bridge.core.model.reidentification import Reidentification

Row = tuple[str, bytes, bytes]


class SealedReidentifications:
    """`bridge.ports.reidentifications.Reidentifications` on the vault's file."""

    def __init__(self, file: SealedFile, keys: PersonKeys) -> None:
        self._file, self._keys = file, keys

    def add(self, network: str, request: Reidentification, person: PersonId | None) -> None:
        """See `Reidentifications`."""
        named = self._keys.name(network, person) if person else ""
        with self._file.transaction() as opened:
            row = (network, request.id, named, *self._sealed(network, request))
            opened.execute("INSERT INTO reidentifications VALUES (?, ?, ?, ?, ?)", row)

    def of(self, network: str) -> Sequence[Reidentification]:
        """See `Reidentifications`."""
        with self._file.transaction() as opened:
            return sorted(self._all(opened, network), key=lambda each: (each.on, each.id))

    def change(
        self, network: str, identifier: str, change: Callable[[Reidentification], Reidentification]
    ) -> Reidentification | None:
        """See `Reidentifications`."""
        with self._file.transaction() as opened:
            before = next((each for each in self._all(opened, network) if each.id == identifier), None)
            if before is None:
                return None
            after = change(before)
            values = (*self._sealed(network, after), network, identifier)
            opened.execute("UPDATE reidentifications SET nonce = ?, sealed = ? WHERE network = ? AND id = ?", values)
        return after

    def forget_before(self, network: str, day: date) -> int:
        """See `Reidentifications`."""
        with self._file.transaction() as opened:
            gone = [(network, each.id) for each in self._all(opened, network) if each.until < day]
            opened.executemany("DELETE FROM reidentifications WHERE network = ? AND id = ?", gone)
        return len(gone)

    def _all(self, opened: sqlite3.Connection, network: str) -> list[Reidentification]:
        query = "SELECT id, nonce, sealed FROM reidentifications WHERE network = ?"
        rows: list[Row] = opened.execute(query, (network,)).fetchall()
        return [self._opened(network, *row) for row in rows]

    def _opened(self, network: str, identifier: str, nonce: bytes, sealed: bytes) -> Reidentification:
        try:
            value = self._file.open(nonce, sealed, _bound_to(network, identifier))
        except InvalidTag as fault:
            raise self._file.other_key() from fault
        return _converter().loads(value, Reidentification)

    def _sealed(self, network: str, request: Reidentification) -> tuple[bytes, bytes]:
        return self._file.seal(_converter().dumps(request).encode(), _bound_to(network, request.id))


@cache
def _converter() -> JsonConverter:
    return make_converter()


def _bound_to(network: str, identifier: str) -> bytes:
    return json.dumps({"reidentification": [network, identifier]}).encode()
