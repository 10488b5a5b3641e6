"""Both access logs join the contract."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.database import Database
from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.core.model.caller import Role
from tests.contracts.access_log import NET, AccessLogContract, Logs, look


class TestMemoryAccessLog(AccessLogContract):
    @pytest.fixture
    def logs(self) -> Logs:
        log = MemoryAccessLog()
        return Logs(log, lambda: log)


class TestSqlAccessLog(AccessLogContract):
    @pytest.fixture
    def logs(self, tmp_path: Path) -> Iterator[Logs]:
        with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
            yield Logs(SqlAccessLog(database), lambda: SqlAccessLog(database))


def test_pl_19_the_two_series_are_two_tables(tmp_path: Path) -> None:
    """Who is granted the one in a database finds no trace of the other: no row, no number, no gap in the rows."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        SqlAccessLog(database).record(NET, [look(Role.SYSADMIN), look(Role.DSB), look(Role.SYSADMIN)])
        with database.reading() as opened:
            rows = opened.exec_driver_sql("SELECT number, role FROM access_entries ORDER BY number").all()
    assert [tuple(row) for row in rows] == [(1, "sysadmin"), (2, "sysadmin")]
