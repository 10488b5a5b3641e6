"""The store of versions and consents on SQLite keeps what the port promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.adapters.store.charters import SqlCharters
from bridge.adapters.store.database import Database
from tests.contracts.charters import CharterPromises


@pytest.fixture
def charters(tmp_path: Path) -> Iterator[SqlCharters]:
    """An empty one."""
    database = Database(f"sqlite:///{tmp_path}/cobridge.db")
    yield SqlCharters(database)
    database.close()


class TestSqlCharters(CharterPromises):
    """See `CharterPromises`."""
