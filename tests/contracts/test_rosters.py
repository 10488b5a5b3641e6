"""Both vaults keep rosters as the contract says, and the file keeps them to itself."""

import sqlite3
from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.model.roster import Roster
from tests.contracts.rosters import NET, NORD, ROSTER, WEBER, Kept, RostersContract

MASTER = bytes(range(32))


class TestMemoryRosters(RostersContract):
    @pytest.fixture
    def kept(self) -> Kept:
        rosters = MemoryVault().rosters
        return Kept(rosters, lambda: rosters)


class TestSealedRosters(RostersContract):
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Kept:
        here = tmp_path / "vault.db"
        return Kept(SqliteVault(here, MASTER).rosters, lambda: SqliteVault(here, MASTER).rosters)


def test_nothing_of_a_roster_can_be_read_in_the_file(tmp_path: Path) -> None:
    """No name, address, id of a person or account: not while it is there, and not after it was taken out."""
    file = tmp_path / "vault.db"
    rosters = SqliteVault(file, MASTER).rosters
    rosters.change(NET, WEBER, lambda _: ROSTER)
    sealed = file.read_bytes()
    assert not [canary for canary in (b"Petra", b"petra", b"Einkauf", b"weber-trello", b"5f1") if canary in sealed]
    at = sealed.index(b"bauverbundweber")
    rosters.change(NET, WEBER, lambda _: Roster())
    assert sealed[at + 16 : at + 64] not in file.read_bytes(), (
        "what was deleted is overwritten, so that no key brings it back"
    )


def test_a_roster_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    """Who can write to the file cannot give one partner's people to another."""
    file = tmp_path / "vault.db"
    rosters = SqliteVault(file, MASTER).rosters
    rosters.change(NET, WEBER, lambda _: ROSTER)
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE rosters SET partner = ?", (NORD,))
    with pytest.raises(Unusable, match="was changed"):
        rosters.of(NET)
