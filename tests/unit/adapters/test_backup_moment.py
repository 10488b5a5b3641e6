"""A backup is of one moment, whatever goes on meanwhile."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from bridge.adapters.backup.copying import copy_both
from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog
from bridge.adapters.vault.opening import master_of, open_vault
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.core.log.checking import holds
from bridge.core.log.roots import anchor_of


def test_pl_25_database_and_vault_are_of_one_moment_while_the_service_works(tmp_path: Path) -> None:
    """However often days are sealed meanwhile, the copied log has every root that the copied vault remembers."""
    data = tmp_path / "data"
    vault, over, sealed_days = open_vault(data), Event(), 0
    with closing(Database(f"sqlite:///{data}/cobridge.db")) as database:
        log = SqlLog(database)

        def work() -> None:
            nonlocal sealed_days
            while not over.is_set():
                sealed_days += 1
                _seal(log, vault, date(2026, 1, 1) + timedelta(days=sealed_days))

        working = Thread(target=work)
        working.start()
        try:
            for number in range(8):
                folder = tmp_path / f"copy-{number}"
                folder.mkdir()
                copied, keys = copy_both(data / "cobridge.db", data / "vault.db", folder)
                assert _knows_the_last_root(copied, keys, master_of(data))
        finally:
            over.set()
            working.join()
    assert sealed_days > 0


def _seal(log: SqlLog, vault: Any, day: date) -> None:
    log.seal("bau", day, lambda said: vault.signer.sign("bau", said))
    with log.view("bau") as view:
        last = view.last_root()
    assert last
    vault.signer.keep_anchor("bau", anchor_of(last))


def _knows_the_last_root(database: Path, keys: Path, master: bytes) -> bool:
    anchor = SqliteVault(keys, master).signer.anchor("bau")
    with closing(Database(f"sqlite:///{database}")) as opened, SqlLog(opened).view("bau") as view:
        return anchor is None or holds(view.roots(), anchor)
