"""The contract of a signer: every promise of `bridge.ports.log.Signer` as a test, with its rule as docstring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bridge.core.log.roots import Anchor
from bridge.ports.log import Signer

STATEMENT = b"Cobridge log root, form 1\n"


@dataclass(frozen=True, slots=True)
class Signers:
    """A signer; `reopened` is the same one after the process ended, `other` a new one."""

    signer: Signer
    reopened: Callable[[], Signer]
    other: Callable[[], Signer]


class SignerContract:
    """Inherit, and override `signers`."""

    @pytest.fixture
    def signers(self) -> Signers:
        """A new signer."""
        raise NotImplementedError

    def test_anybody_can_check_a_signature_with_the_public_key(self, signers: Signers) -> None:
        """It is Ed25519, as other programs know it, and stays the same key after a restart."""
        signature = signers.signer.sign("bauverbund", STATEMENT)
        key = Ed25519PublicKey.from_public_bytes(signers.reopened().public_key("bauverbund"))
        key.verify(signature, STATEMENT)
        with pytest.raises(InvalidSignature):
            key.verify(signature, STATEMENT + b"x")
        assert signers.reopened().is_authentic("bauverbund", STATEMENT, signature)

    def test_a_network_signs_for_itself_alone(self, signers: Signers) -> None:
        """Neither another network's key nor another installation's signs for it."""
        signature = signers.signer.sign("bauverbund", STATEMENT)
        assert not signers.signer.is_authentic("hafen", STATEMENT, signature)
        assert not signers.other().is_authentic("bauverbund", STATEMENT, signature)
        assert not signers.signer.is_authentic("bauverbund", STATEMENT, b"")

    def test_the_last_root_is_remembered_for_each_network(self, signers: Signers) -> None:
        """After a restart too; none is made up."""
        assert signers.signer.anchor("bauverbund") is None
        for day in ("2026-11-20", "2026-11-21"):
            signers.signer.keep_anchor("bauverbund", Anchor(day, "ab" * 32))
        assert signers.reopened().anchor("bauverbund") == Anchor("2026-11-21", "ab" * 32)
        assert signers.reopened().anchor("hafen") is None
