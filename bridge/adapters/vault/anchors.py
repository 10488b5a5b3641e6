"""The last signed root of each network, in the vault's file: apart from the log, which may be cut off."""

from __future__ import annotations

import json

from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.sealed import SealedFile
from bridge.core.log.roots import Anchor


class SealedAnchors:
    """One sealed value for each network, bound to it."""

    def __init__(self, file: SealedFile) -> None:
        self._file = file

    def get(self, network: str) -> Anchor | None:
        """None where there was none yet."""
        with self._file.transaction() as opened:
            query = "SELECT nonce, sealed FROM anchors WHERE network = ?"
            row = opened.execute(query, (network,)).fetchone()
        if row is None:
            return None
        try:
            nonce, sealed = row
            day, hashed = json.loads(self._file.open(nonce, sealed, _bound_to(network)))
        except InvalidTag as fault:
            raise self._file.other_key() from fault
        return Anchor(day, hashed)

    def put(self, network: str, anchor: Anchor) -> None:
        """In place of the one before."""
        sealed = self._file.seal(json.dumps([anchor.day, anchor.hashed]).encode(), _bound_to(network))
        with self._file.transaction() as opened:
            opened.execute("INSERT OR REPLACE INTO anchors VALUES (?, ?, ?)", (network, *sealed))


def _bound_to(network: str) -> bytes:
    return json.dumps({"anchor": network}).encode()
