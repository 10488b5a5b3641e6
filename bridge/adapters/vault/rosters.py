"""Rosters in the vault's file: each partner's is one sealed value, bound to its network and partner."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter
from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.ids import PartnerId
from bridge.core.model.roster import Roster


class SealedRosters:
    """`bridge.ports.rosters.Rosters` on the vault's file."""

    def __init__(self, file: SealedFile) -> None:
        self._file = file

    def of(self, network: str) -> Mapping[PartnerId, Roster]:
        """See `Rosters`."""
        query = "SELECT partner, nonce, sealed FROM rosters WHERE network = ? ORDER BY partner"
        with self._file.transaction() as opened:
            rows = opened.execute(query, (network,)).fetchall()
        return {PartnerId(partner): self._read(network, partner, (nonce, sealed)) for partner, nonce, sealed in rows}

    def change(self, network: str, partner: PartnerId, change: Callable[[Roster], Roster]) -> Roster:
        """See `Rosters`."""
        query = "SELECT nonce, sealed FROM rosters WHERE network = ? AND partner = ?"
        with self._file.transaction() as opened:
            row = opened.execute(query, (network, partner)).fetchone()
            before = self._read(network, partner, row) if row else Roster()
            after = change(before)
            if after == Roster():
                opened.execute("DELETE FROM rosters WHERE network = ? AND partner = ?", (network, partner))
            elif after != before:
                sealed = self._file.seal(_converter().dumps(after).encode(), _bound_to(network, partner))
                opened.execute("INSERT OR REPLACE INTO rosters VALUES (?, ?, ?, ?)", (network, partner, *sealed))
        return after

    def _read(self, network: str, partner: str, row: tuple[bytes, bytes]) -> Roster:
        try:
            return _converter().loads(self._file.open(*row, _bound_to(network, partner)), Roster)
        except InvalidTag as fault:
            raise self._file.other_key() from fault


@cache
def _converter() -> JsonConverter:
    return make_converter()


def _bound_to(network: str, partner: str) -> bytes:
    return json.dumps({"roster": [network, partner]}).encode()
