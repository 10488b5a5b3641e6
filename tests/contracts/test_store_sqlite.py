"""The store on SQLite joins the contract."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bridge.adapters.store.database import Database
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.pauses import SqlPauses
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.store.visits import SqlVisits
from tests.contracts.store import StoreContract, Stores


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def stores(self, tmp_path: Path) -> Iterator[Stores]:
        with ExitStack() as opened:

            def opening() -> Stores:
                database = opened.enter_context(closing(Database(f"sqlite:///{tmp_path}/cobridge.db")))
                spaces, pauses, visits = SqlSpaces(database), SqlPauses(database), SqlVisits(database)
                return Stores(spaces, pauses, visits, SqlLog(database), SqlInbox(database), opening)

            yield opening()
