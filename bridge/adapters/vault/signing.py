"""Signing the log's roots with keys of the vault: `bridge.ports.log.Signer`.

A network's signing key is drawn like the keys of pseudonyms, and never leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bridge.adapters.vault.pseudonym import Domain
from bridge.core.log.roots import Anchor

PURPOSE = "roots of the log"


class Anchors(Protocol):
    """Where the last root of each network is remembered."""

    def get(self, network: str) -> Anchor | None:
        """None where there was none yet."""
        ...

    def put(self, network: str, anchor: Anchor) -> None:
        """In place of the one before."""
        ...


class VaultSigner:
    """See `Signer`."""

    def __init__(self, key: Callable[[Domain], bytes], anchors: Anchors) -> None:
        """`key` gives the key of a domain, made on first use."""
        self._private = lru_cache(lambda network: Ed25519PrivateKey.from_private_bytes(key(_domain(network))))
        self._anchors = anchors

    def sign(self, network: str, statement: bytes) -> bytes:
        """See `Signer`."""
        return self._private(network).sign(statement)

    def public_key(self, network: str) -> bytes:
        """See `Signer`."""
        return self._private(network).public_key().public_bytes_raw()

    def is_authentic(self, network: str, statement: bytes, signature: bytes) -> bool:
        """See `Signer`."""
        try:
            self._private(network).public_key().verify(signature, statement)
        except InvalidSignature:
            return False
        return True

    def anchor(self, network: str) -> Anchor | None:
        """See `Signer`."""
        return self._anchors.get(network)

    def keep_anchor(self, network: str, anchor: Anchor) -> None:
        """See `Signer`."""
        self._anchors.put(network, anchor)


def _domain(network: str) -> Domain:
    return Domain(network, PURPOSE, "")
