"""The signers of both vaults join the contract."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.log.roots import Anchor
from tests.contracts.signer import SignerContract, Signers

MASTER = bytes(range(32))


class TestMemorySigner(SignerContract):
    @pytest.fixture
    def signers(self) -> Signers:
        vault = MemoryVault()
        return Signers(vault.signer, lambda: vault.signer, lambda: MemoryVault().signer)


class TestSqliteSigner(SignerContract):
    @pytest.fixture
    def signers(self, tmp_path: Path) -> Signers:
        here, other = tmp_path / "vault.db", tmp_path / "other.db"
        return Signers(
            SqliteVault(here, MASTER).signer,
            lambda: SqliteVault(here, MASTER).signer,
            lambda: SqliteVault(other, MASTER).signer,
        )

    def test_a_remembered_root_is_not_passed_off_as_another_networks(self, tmp_path: Path) -> None:
        """It is sealed for its network; a copied row does not open."""
        vault = SqliteVault(tmp_path / "vault.db", MASTER)
        vault.signer.keep_anchor("bauverbund", Anchor("2026-11-20", "ab" * 32))
        with closing(sqlite3.connect(tmp_path / "vault.db")) as opened, opened:
            opened.execute("INSERT INTO anchors SELECT 'hafen', nonce, sealed FROM anchors")
        with pytest.raises(Unusable, match="another key, or was changed"):
            vault.signer.anchor("hafen")
