"""A key for each person in the vault's file: what a copy of it tells, and what is left once a key was destroyed."""

from __future__ import annotations

import hmac
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from bridge.adapters.vault.pseudonym import Domain, keyed_hash, of_person
from bridge.adapters.vault.sealed import SealedFile
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.model.ids import PersonId
from tests.contracts.rosters import NET, ROSTER, WEBER
from tests.contracts.test_rosters import identities

MASTER = bytes(range(32))
PETRA, DAY = PersonId("petra-weber"), date(2026, 11, 23)
STAFF = [PersonId(f"person-{number}") for number in range(200)]
ROSTERS = "CREATE TABLE rosters (network TEXT, partner TEXT, nonce BLOB, sealed BLOB, PRIMARY KEY (network, partner))"
"""As vaults had it before persons had keys."""


def keys_of(file: Path) -> list[tuple[str, bytes]]:
    """The rows of persons: their names, and the sealed keys."""
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute("SELECT person, sealed FROM persons").fetchall()


def pseudonym(vault: SqliteVault, person: PersonId = PETRA, day: date = DAY) -> str:
    return vault.pseudonym(NET, "P2", day, person)


def test_the_file_tells_nobody_whom_it_knows(tmp_path: Path) -> None:
    """Whoever has the file and the staff list, but not the master key, cannot tell who has a key in it."""
    file = tmp_path / "vault.db"
    vault = SqliteVault(file, MASTER)
    vault.rosters.change(NET, WEBER, lambda _: ROSTER)
    pseudonym(vault)
    assert len(keys_of(file)) == 1, "the roster's key of a person is the pseudonyms'"
    content = file.read_bytes()
    assert not [canary for canary in (b"petra", b"Petra", b"5f1") if canary in content]
    guesses = {hmac.digest(key, PETRA.encode(), "sha256").hex() for key in (b"", MASTER, NET.encode(), PETRA.encode())}
    assert not {name for name, _ in keys_of(file)} & guesses


def test_pl_10_pseudonyms_of_one_person_are_as_unlike_as_those_of_two(tmp_path: Path) -> None:
    """Bit by bit, a person's in two quarters agree no more often than two people's: half of 256."""
    vault = SqliteVault(tmp_path / "vault.db", MASTER)
    now, later = ([int(pseudonym(vault, person, day), 16) for person in STAFF] for day in (DAY, DAY.replace(year=2027)))
    own = [(one ^ other).bit_count() for one, other in zip(now, later, strict=True)]
    others = [(one ^ other).bit_count() for one, other in zip(now, later[1:] + later[:1], strict=True)]
    for unlike in (own, others):
        assert 124 < sum(unlike) / len(unlike) < 132  # 128, and seven times its standard error
        assert min(unlike) > 80


def test_pl_25_a_destroyed_key_stands_in_no_file_any_more(tmp_path: Path) -> None:
    """Not in the vault's file, and not in any file beside it, however many keys stood around it."""
    file = tmp_path / "vault.db"
    vault = SqliteVault(file, MASTER)
    for person in (*STAFF, PETRA):
        pseudonym(vault, person)
    vault.rosters.change(NET, WEBER, lambda _: ROSTER)
    known = [sealed for _, sealed in keys_of(file)] + identities(file)
    content = file.read_bytes()
    assert len(known) == len(STAFF) + 2
    assert all(sealed in content for sealed in known), "they stood there before"
    for person in (*STAFF[::2], PETRA):
        vault.destroy(NET, person)
    kept = {sealed for _, sealed in keys_of(file)}
    assert len(kept) == len(STAFF) // 2
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.is_file())
    assert {sealed for sealed in known if sealed in left} == kept


def test_pl_25_all_other_keys_do_not_bring_a_destroyed_one_back(tmp_path: Path) -> None:
    """Who has every key of a quarter, every other person's key, and the whole staff list, finds nobody's pseudonym."""
    vault = SqliteVault(tmp_path / "vault.db", MASTER)
    told, others = pseudonym(vault), [pseudonym(vault, person) for person in STAFF[:20]]
    domain = Domain.of(NET, "P2", DAY)
    key, own = vault._key(domain), vault._persons.found(NET, PETRA)  # noqa: SLF001  what the attacker has, and lacks
    assert own is not None
    vault.destroy(NET, PETRA)
    left = [vault._persons.found(NET, person) or b"" for person in STAFF[:20]]  # noqa: SLF001
    anew = vault._persons.found_or_made(NET, PETRA)  # noqa: SLF001
    tried = {
        of_person(key, domain, guess, person)
        for guess in (*left, anew, b"", bytes(32), key)
        for person in (*STAFF[:20], PETRA)
    } | {keyed_hash(key, person) for person in (*STAFF, PETRA)}
    assert set(others) <= tried, "the others are found, since their keys are there"
    assert told not in tried
    assert of_person(key, domain, own, PETRA) == told, "with the destroyed key it would have been found"


def test_pl_25_a_key_from_a_backup_is_destroyed_again(tmp_path: Path) -> None:
    """A copy of the vault from before brings the key back; the replay of erasures ends it there as well."""
    file, backup = tmp_path / "vault.db", tmp_path / "backup.db"
    vault = SqliteVault(file, MASTER)
    told = pseudonym(vault)
    vault.rosters.change(NET, WEBER, lambda _: ROSTER)
    copyfile(file, backup)
    vault.destroy(NET, PETRA)
    restored = SqliteVault(backup, MASTER)
    assert list(restored.pseudonyms(NET, "P2", PETRA)) == [told]
    restored.destroy(NET, PETRA)
    assert not restored.pseudonyms(NET, "P2", PETRA)
    assert not restored.rosters.of(NET)
    assert pseudonym(restored) != told


def test_a_key_cannot_be_passed_off_as_another_persons(tmp_path: Path) -> None:
    """Who can write the file cannot give one person another's pseudonyms."""
    file = tmp_path / "vault.db"
    vault = SqliteVault(file, MASTER)
    for person in STAFF[:2]:
        pseudonym(vault, person)
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("UPDATE persons SET (nonce, sealed) = (SELECT nonce, sealed FROM persons LIMIT 1)")
    for stranger in {STAFF[0], STAFF[1]} - {_first(vault)}:
        with pytest.raises(Unusable, match="or was changed"):
            pseudonym(vault, stranger)


def test_what_was_kept_before_persons_had_keys_is_found(tmp_path: Path) -> None:
    """Pseudonyms of earlier quarters lead to their person, and rosters are as they were; the old form is gone."""
    path = tmp_path / "vault.db"
    vault = SqliteVault(path, MASTER)
    earlier = Domain(NET, "P2", "2026-Q3")
    told = keyed_hash(vault._key(earlier), PETRA)  # noqa: SLF001  as pseudonyms were made then
    file = SealedFile(path, MASTER)
    bound = json.dumps({"roster": [NET, WEBER]}).encode()
    with file.transaction() as opened:
        opened.execute(ROSTERS)
        opened.execute("INSERT INTO rosters VALUES (?, ?, ?, ?)", (NET, WEBER, *file.seal(_as_json(), bound)))
    now = SqliteVault(path, MASTER)
    assert now.rosters.of(NET) == SqliteVault(path, MASTER).rosters.of(NET) == {WEBER: ROSTER}
    assert list(now.pseudonyms(NET, "P2", PETRA)) == [told]
    assert list(now.pseudonyms(NET, "P2", STAFF[0])) != [told]
    anew = pseudonym(now)
    assert list(now.pseudonyms(NET, "P2", PETRA)) == [told, anew]


def _first(vault: SqliteVault) -> PersonId:
    """Whose row comes first, so whose key the others were given."""
    return min(STAFF[:2], key=lambda person: vault._persons.name(NET, person))  # noqa: SLF001  rows tell no id


def _as_json() -> bytes:
    person, account = ROSTER.persons[0], ROSTER.assignments[0]
    listed = {"id": person.id, "name": person.name, "partner": person.partner, "role": person.role}
    held = {"person": account.person, "connection": account.connection, "account": account.account}
    return json.dumps(
        {
            "persons": [{**listed, "email": person.email}],
            "assignments": [{**held, "since": account.since.isoformat(), "until": None}],
        }
    ).encode()
