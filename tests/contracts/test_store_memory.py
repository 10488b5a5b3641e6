"""The memory store joins the contract."""

import pytest

from bridge.adapters.store.memory import MemoryInbox, MemoryPauses, MemorySpaces, MemoryVisits
from bridge.adapters.store.memory_log import MemoryLog
from tests.contracts.store import StoreContract, Stores


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def stores(self) -> Stores:
        log = MemoryLog()
        spaces = MemorySpaces(log)
        made = Stores(spaces, MemoryPauses(), MemoryVisits(), log, MemoryInbox(spaces), lambda: made)
        return made
