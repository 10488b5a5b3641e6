"""Personal codes in the vault's file: each is one sealed value, bound to its network and holder."""

from __future__ import annotations

import json
from functools import cache

from cattrs.preconf.json import JsonConverter, make_converter
from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.code import Code


class SealedCodes:
    """`bridge.ports.codes.Codes` on the vault's file."""

    def __init__(self, file: SealedFile) -> None:
        self._file = file

    def of(self, network: str, holder: str) -> Code | None:
        """See `Codes`."""
        query = "SELECT nonce, sealed FROM codes WHERE network = ? AND holder = ?"
        found = self._file.read(query, (network, holder))
        if not found:
            return None
        ((nonce, sealed),) = found
        try:
            return _converter().loads(self._file.open(nonce, sealed, _bound_to(network, holder)), Code)
        except InvalidTag as fault:
            raise self._file.other_key() from fault

    def keep(self, network: str, holder: str, code: Code) -> None:
        """See `Codes`."""
        sealed = self._file.seal(_converter().dumps(code).encode(), _bound_to(network, holder))
        with self._file.transaction() as opened:
            opened.execute("INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?)", (network, holder, *sealed))

    def forget(self, network: str, holder: str) -> None:
        """See `Codes`."""
        with self._file.transaction() as opened:
            opened.execute("DELETE FROM codes WHERE network = ? AND holder = ?", (network, holder))


class MemoryCodes:
    """`bridge.ports.codes.Codes` without a file."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Code] = {}

    def of(self, network: str, holder: str) -> Code | None:
        """See `Codes`."""
        return self._kept.get((network, holder))

    def keep(self, network: str, holder: str, code: Code) -> None:
        """See `Codes`."""
        self._kept[network, holder] = code

    def forget(self, network: str, holder: str) -> None:
        """See `Codes`."""
        self._kept.pop((network, holder), None)


@cache
def _converter() -> JsonConverter:
    return make_converter()


def _bound_to(network: str, holder: str) -> bytes:
    return json.dumps({"code": [network, holder]}).encode()
