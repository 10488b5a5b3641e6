"""Rosters in the vault's file: what is known of each person is a value of its own, sealed with the person's key."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter
from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.identities import Identity, joined, parted
from bridge.adapters.vault.persons import PersonKeys
from bridge.adapters.vault.sealed import SealedFile, open_with, seal_with
from bridge.core.model.ids import PartnerId
from bridge.core.model.roster import Roster

KNOWN = """
SELECT identities.partner, person, identities.nonce, identities.sealed, persons.nonce, persons.sealed
FROM identities JOIN persons USING (network, person) WHERE network = ? ORDER BY identities.partner
"""
"""Whoever's key was destroyed is not among them."""
Row = tuple[str, str, bytes, bytes, bytes, bytes]


class SealedRosters:
    """`bridge.ports.rosters.Rosters` on the vault's file."""

    def __init__(self, file: SealedFile, keys: PersonKeys) -> None:
        """Rosters of a vault from before persons had keys are brought into this form."""
        self._file, self._keys = file, keys
        if file.read("SELECT 1 FROM sqlite_master WHERE name = 'rosters'"):
            self._bring_up_to_date()

    def of(self, network: str) -> Mapping[PartnerId, Roster]:
        """See `Rosters`."""
        with self._file.transaction() as opened:
            rows = opened.execute(KNOWN, (network,)).fetchall()
        known = defaultdict[PartnerId, list[Identity]](list)
        for partner, identity in self._read(network, rows):
            known[partner].append(identity)
        return {partner: joined(identities) for partner, identities in known.items()}

    def change(self, network: str, partner: PartnerId, change: Callable[[Roster], Roster]) -> Roster:
        """See `Rosters`."""
        self._keys.ready(network)
        with self._file.transaction() as opened:
            rows = opened.execute(KNOWN, (network,)).fetchall()
            ours = [row for row in rows if row[0] == partner]
            before = {identity.id: identity for _, identity in self._read(network, ours)}
            after = change(joined(before.values()))
            wanted = parted(after)
            for gone in before.keys() - wanted.keys():
                where = (network, partner, self._keys.name(network, gone))
                opened.execute("DELETE FROM identities WHERE network = ? AND partner = ? AND person = ?", where)
            for person, identity in wanted.items():
                if identity != before.get(person):
                    self._write(opened, network, partner, identity)
        return after

    def _read(self, network: str, rows: Iterable[Row]) -> Iterator[tuple[PartnerId, Identity]]:
        for partner, name, nonce, sealed, *key in rows:
            try:
                value = open_with(self._keys.opened(network, name, *key), nonce, sealed, _bound(network, partner, name))
            except InvalidTag as fault:
                raise self._file.other_key() from fault
            yield PartnerId(partner), _converter().loads(value, Identity)

    def _write(self, opened: sqlite3.Connection, network: str, partner: str, identity: Identity) -> None:
        name = self._keys.name(network, identity.id)
        key = self._keys.made_in(opened, network, identity.id)
        sealed = seal_with(key, _converter().dumps(identity).encode(), _bound(network, partner, name))
        opened.execute("INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?)", (network, partner, name, *sealed))

    def _bring_up_to_date(self) -> None:
        """Before persons had keys a roster was one value in a table of its own, sealed with the master key."""
        for (network,) in self._file.read("SELECT DISTINCT network FROM rosters"):
            self._keys.ready(network)
        with self._file.transaction() as opened:
            for network, partner, nonce, sealed in opened.execute("SELECT * FROM rosters").fetchall():
                for identity in parted(self._earlier(network, partner, nonce, sealed)).values():
                    self._write(opened, network, partner, identity)
            opened.execute("DROP TABLE rosters")

    def _earlier(self, network: str, partner: str, nonce: bytes, sealed: bytes) -> Roster:
        try:
            value = self._file.open(nonce, sealed, json.dumps({"roster": [network, partner]}).encode())
        except InvalidTag as fault:
            raise self._file.other_key() from fault
        return _converter().loads(value, Roster)


@cache
def _converter() -> JsonConverter:
    return make_converter()


def _bound(network: str, partner: str, name: str) -> bytes:
    return json.dumps({"identity": [network, partner, name]}).encode()
