"""Both stores of request files join the contract."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.database import Database
from bridge.adapters.store.memory_cases import MemoryCases
from tests.contracts.cases import CaseContract, Cases


class TestMemoryCases(CaseContract):
    @pytest.fixture
    def cases(self) -> Cases:
        store = MemoryCases()
        return Cases(store, lambda: store)


class TestSqlCases(CaseContract):
    @pytest.fixture
    def cases(self, tmp_path: Path) -> Iterator[Cases]:
        with ExitStack() as opened:

            def opening() -> SqlCases:
                return SqlCases(opened.enter_context(closing(Database(f"sqlite:///{tmp_path}/cobridge.db"))))

            yield Cases(opening(), opening)
