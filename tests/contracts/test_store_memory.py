"""The memory store joins the contract."""

import pytest

from bridge.adapters.store.memory import MemoryLog, MemoryPauses, MemorySpaces, MemoryVisits
from tests.contracts.store import StoreContract, Stores


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def stores(self) -> Stores:
        log = MemoryLog()
        made = Stores(MemorySpaces(log), MemoryPauses(), MemoryVisits(), log, lambda: made)
        return made
