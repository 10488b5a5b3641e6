"""The store of confirmations on SQLite keeps what the port promises."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bridge.adapters.store.confirmations import SqlConfirmations
from bridge.adapters.store.database import Database
from bridge.core.model.ids import PartnerId

WEBER, KRANZ = PartnerId("weber"), PartnerId("kranz")


def test_of_each_partner_the_last_week_is_known_and_no_other(tmp_path: Path) -> None:
    """A new one takes the place of the one before, survives a restart, and is of one network alone."""
    url = f"sqlite:///{tmp_path}/cobridge.db"
    with closing(Database(url)) as database:
        store = SqlConfirmations(database)
        store.keep("net", WEBER, "2026-W46")
        store.keep("net", WEBER, "2026-W47")
        store.keep("net", KRANZ, "2026-W45")
        store.keep("other", WEBER, "2026-W40")
    with closing(Database(url)) as database:
        assert SqlConfirmations(database).weeks("net") == {WEBER: "2026-W47", KRANZ: "2026-W45"}
