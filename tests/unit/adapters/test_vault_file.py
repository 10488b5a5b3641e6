"""The vault's file and its key: useless apart from each other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bridge.adapters.vault.opening import open_vault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.model.ids import PersonId

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def _pseudonym(vault: SqliteVault, purpose: str = "P2") -> str:
    return vault.pseudonym("bauverbund", purpose, date(2026, 11, 23), PersonId("petra-weber"))


def test_without_a_configured_key_one_is_made_for_this_account_alone(tmp_path: Path) -> None:
    """The first start works by itself, says that a key was made, and the second uses the same."""
    with capture_logs() as said:
        first = _pseudonym(open_vault(tmp_path / "data"))
        assert "A key for the vault was made" in str(said)
        said.clear()
        assert _pseudonym(open_vault(tmp_path / "data")) == first
        assert not said
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "data").iterdir()}
    assert modes == {"vault.db": "0o600", "vault.key": "0o600"}


def test_a_key_file_is_the_key_it_holds(tmp_path: Path) -> None:
    """A mounted secret and an environment variable open the same vault."""
    file = tmp_path / "mounted"
    file.write_text(f"{KEY}\n")
    assert _pseudonym(open_vault(tmp_path, KEY)) == _pseudonym(open_vault(tmp_path, key_file=file))
    assert not (tmp_path / "vault.key").exists()


def test_a_wrong_key_is_told_at_the_start(tmp_path: Path) -> None:
    """No new keys are mixed into a vault that another master key sealed."""
    open_vault(tmp_path, KEY)
    with pytest.raises(Unusable, match="was sealed with another key"):
        open_vault(tmp_path, OTHER_KEY)


def test_a_lost_key_is_told_and_no_other_made(tmp_path: Path) -> None:
    """A vault whose key file is missing waits for its backup."""
    open_vault(tmp_path)
    (tmp_path / "vault.key").unlink()
    with pytest.raises(Unusable, match="is missing: put it back"):
        open_vault(tmp_path)
    assert not (tmp_path / "vault.key").exists()


@pytest.mark.parametrize("key", ["geheim", "ab" * 31, "zz" * 32])
def test_what_is_no_key_is_told_without_repeating_it(tmp_path: Path, key: str) -> None:
    """The sentence says how to make one; what was given may be a secret of something else."""
    with pytest.raises(Unusable, match="COBRIDGE_VAULT_KEY is no key of the vault") as refused:
        open_vault(tmp_path, key)
    assert key not in str(refused.value)


def test_the_file_alone_does_not_tell_a_key(tmp_path: Path) -> None:
    """A copy of vault.db without the master key gives nobody a pseudonym's key."""
    vault = open_vault(tmp_path, KEY)
    _pseudonym(vault)
    stolen = (tmp_path / "vault.db").read_bytes()
    assert not [key for key in vault._keys.values() if key in stolen]  # noqa: SLF001  the secret that must not be there


def test_a_key_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    """Who can write the file cannot make two domains share a key: each is bound to its domain."""
    vault = open_vault(tmp_path, KEY)
    _pseudonym(vault, "P2")
    _pseudonym(vault, "P4")
    with closing(sqlite3.connect(tmp_path / "vault.db")) as connection, connection:
        connection.execute(
            "UPDATE keys SET (nonce, sealed) = (SELECT nonce, sealed FROM keys WHERE purpose = 'P2') "
            "WHERE purpose = 'P4'"
        )
    with pytest.raises(Unusable, match="or was changed"):
        _pseudonym(open_vault(tmp_path, KEY), "P4")


def test_a_file_that_is_no_vault_is_told(tmp_path: Path) -> None:
    """One sentence, and the file stays as it is."""
    (tmp_path / "vault.db").write_text("Notizen vom Bau. " * 100)
    with pytest.raises(Unusable, match="cannot be used: file is not a database"):
        open_vault(tmp_path, KEY)
    assert (tmp_path / "vault.db").read_text().startswith("Notizen")


def test_two_processes_agree_on_a_key(tmp_path: Path) -> None:
    """Whoever makes the key of a quarter first, both use it."""
    one, two = open_vault(tmp_path, KEY), open_vault(tmp_path, KEY)
    assert _pseudonym(one) == _pseudonym(two)
