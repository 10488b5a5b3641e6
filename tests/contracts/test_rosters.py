"""Both vaults keep rosters as the contract says, and the file keeps them to itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.model.roster import Roster
from tests.contracts.rosters import NET, NORD, ROSTER, WEBER, Kept, RostersContract

MASTER = bytes(range(32))


def identities(file: Path) -> list[bytes]:
    """What is kept of persons, as it is sealed in the file."""
    with closing(sqlite3.connect(file)) as opened:
        return [sealed for (sealed,) in opened.execute("SELECT sealed FROM identities")]


class TestMemoryRosters(RostersContract):
    @pytest.fixture
    def kept(self) -> Kept:
        vault = MemoryVault()
        return Kept(vault.rosters, lambda: vault.rosters, vault.destroy)


class TestSealedRosters(RostersContract):
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Kept:
        here = tmp_path / "vault.db"
        vault = SqliteVault(here, MASTER)
        return Kept(vault.rosters, lambda: SqliteVault(here, MASTER).rosters, vault.destroy)


def test_nothing_of_a_roster_can_be_read_in_the_file(tmp_path: Path) -> None:
    """No name, address, id of a person or account: not while it is there, and not after it was taken out."""
    file = tmp_path / "vault.db"
    rosters = SqliteVault(file, MASTER).rosters
    rosters.change(NET, WEBER, lambda _: ROSTER)
    sealed = file.read_bytes()
    assert not [canary for canary in (b"Petra", b"petra", b"Einkauf", b"weber-trello", b"5f1") if canary in sealed]
    [kept] = identities(file)
    assert kept in sealed
    rosters.change(NET, WEBER, lambda _: Roster())
    assert kept not in file.read_bytes(), "what was deleted is overwritten, so that no key brings it back"


def test_a_roster_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    """Who can write to the file cannot give one partner's people to another."""
    file = tmp_path / "vault.db"
    rosters = SqliteVault(file, MASTER).rosters
    rosters.change(NET, WEBER, lambda _: ROSTER)
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE identities SET partner = ?", (NORD,))
    with pytest.raises(Unusable, match="was changed"):
        rosters.of(NET)
