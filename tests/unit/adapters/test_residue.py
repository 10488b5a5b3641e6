"""What was deleted leaves no bytes, not even copies that SQLite made of it while it moved rows about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from random import Random
from typing import Any

from bridge.adapters.store.database import Database
from bridge.adapters.store.forgetting import SqlForgetting
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId
from bridge.core.model.memory import Memory
from tests.contracts.kept import SPACE

ROWS, SEEDS = 200, 400
Run = Callable[[Any, str, Sequence[object]], object]


def with_residue(read: Callable[[], bytes], transaction: Callable[[], AbstractContextManager[Any]], run: Run) -> bytes:
    """Write rows and delete every other one, until bytes of a deleted one are left; those bytes."""
    for seed in range(SEEDS):
        chance = Random(seed)
        rows = [(chance.randbytes(32).hex(), chance.randbytes(chance.randrange(10, 300))) for _ in range(ROWS)]
        with transaction() as opened:
            run(opened, "DROP TABLE IF EXISTS drawn", ())
            run(opened, "CREATE TABLE drawn (id TEXT PRIMARY KEY, sealed BLOB) WITHOUT ROWID", ())
            for row in rows:
                run(opened, "INSERT INTO drawn VALUES (?, ?)", row)
        with transaction() as opened:
            for name, _ in rows[::2]:
                run(opened, "DELETE FROM drawn WHERE id = ?", (name,))
        left = read()
        for _, sealed in rows[::2]:
            if sealed in left:
                return sealed
    raise AssertionError("SQLite leaves nothing any more: rebuilding files is no longer needed.")


def test_pl_25_the_vault_written_anew_has_no_copy_of_a_deleted_row(tmp_path: Path) -> None:
    """Overwriting alone leaves one now and then: it is there before, and not after."""
    file = tmp_path / "vault.db"
    vault = SealedFile(file, bytes(32))
    copy = with_residue(file.read_bytes, vault.transaction, lambda opened, said, row: opened.execute(said, row))
    vault.rebuild()
    assert copy not in file.read_bytes()


def test_pl_25_erasing_from_a_space_leaves_no_copy_in_the_database(tmp_path: Path) -> None:
    """Once anything was erased from what is remembered, the database's file is written anew."""
    file = tmp_path / "cobridge.db"
    with closing(Database(f"sqlite:///{file}")) as database:

        def run(opened: Any, said: str, row: Sequence[object]) -> None:
            opened.exec_driver_sql(said, tuple(row))

        def read() -> bytes:
            database.forget_traces()  # what stands in the write-ahead file is in the file then
            return file.read_bytes()

        known = Memory(names={PersonId("trello/5f1"): "Petra Weber"})
        SqlSpaces(database).agree(SPACE, Decision(agreed=known), ())
        copy = with_residue(read, database.writing, run)
        SqlForgetting(database).forget(SPACE, lambda _: Memory())
        assert copy not in file.read_bytes()


def test_pl_25_what_is_deleted_in_the_vault_is_overwritten_at_once(tmp_path: Path) -> None:
    """A token that was taken back does not wait for the file to be written anew."""
    file = tmp_path / "vault.db"
    vault, sealed = SealedFile(file, bytes(32)), Random(7).randbytes(48)
    with vault.transaction() as opened:
        opened.execute("INSERT INTO secrets VALUES ('weber-trello', 'token', ?, ?)", (bytes(12), sealed))
    assert sealed in file.read_bytes()
    with vault.transaction() as opened:
        opened.execute("DELETE FROM secrets")
    assert sealed not in file.read_bytes()
