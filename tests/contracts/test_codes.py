"""Both stores of personal codes keep what `bridge/ports/codes.py` promises, and the file keeps it to itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.errors import Unusable
from bridge.core.model.code import Code
from bridge.ports.codes import Codes

MASTER, NET = bytes(range(32)), "bauverbund"
CODE = Code("ab" * 16, "cd" * 32, "operator", date(2026, 11, 23), reset=True)
Opening = Callable[[], Codes]


@pytest.fixture(params=["memory", "sealed"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    """The codes, and again after a restart."""
    if request.param == "memory":
        vault = MemoryVault()
        return lambda: vault.codes
    return lambda: SqliteVault(tmp_path / "vault.db", MASTER).codes


def test_a_code_is_there_after_a_restart(opening: Opening) -> None:
    """As it was, until another takes its place or it is forgotten; nobody else has it."""
    assert opening().of(NET, "dsb") is None
    opening().keep(NET, "dsb", CODE)
    assert opening().of(NET, "dsb") == CODE
    assert (opening().of("hafen", "dsb"), opening().of(NET, "council")) == (None, None)
    other = Code("ef" * 16, "01" * 32, "dsb", date(2026, 12, 1))
    opening().keep(NET, "dsb", other)
    assert opening().of(NET, "dsb") == other
    opening().forget(NET, "dsb")
    assert opening().of(NET, "dsb") is None


def test_a_code_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    """Whoever copies a row in the file does not thereby know the other's code; nothing of it can be read there."""
    vault = SqliteVault(tmp_path / "vault.db", MASTER)
    vault.codes.keep(NET, "dsb", CODE)
    with closing(sqlite3.connect(tmp_path / "vault.db")) as opened, opened:
        opened.execute("INSERT INTO codes SELECT network, 'council', nonce, sealed FROM codes")
    with pytest.raises(Unusable):
        vault.codes.of(NET, "council")
    assert CODE.hashed.encode() not in (tmp_path / "vault.db").read_bytes()


def test_a_code_is_not_shown() -> None:
    """Neither salt nor hash gets into a message."""
    assert not [part for part in (CODE.salt, CODE.hashed) if part in repr(CODE)]
