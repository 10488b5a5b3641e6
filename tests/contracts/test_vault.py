"""Both vaults join the contract."""

from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from tests.contracts.vault import VaultContract, Vaults

MASTER = bytes(range(32))


class TestMemoryVault(VaultContract):
    @pytest.fixture
    def vaults(self) -> Vaults:
        vault = MemoryVault()
        return Vaults(vault, lambda: vault, MemoryVault)


class TestSqliteVault(VaultContract):
    @pytest.fixture
    def vaults(self, tmp_path: Path) -> Vaults:
        here, other = tmp_path / "vault.db", tmp_path / "other.db"
        return Vaults(SqliteVault(here, MASTER), lambda: SqliteVault(here, MASTER), lambda: SqliteVault(other, MASTER))
