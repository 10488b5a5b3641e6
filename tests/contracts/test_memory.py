"""The reference connector joins the contract in its three reaches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from connectors.memory.connector import Memory
from connectors.memory.manifest import MANIFESTS
from connectors.memory.world import World, found
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.memory_parts import MemoryParts
from tests.contracts.memory_world import BOARD, PEOPLE, MemoryWorld

BERLIN = ZoneInfo("Europe/Berlin")


class TickingClock:
    """Each look at it is a second later."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


class MemoryContract(ConnectorContract):
    reach: str

    @pytest.fixture
    def bench(self, budget: WatchedBudget) -> Bench:
        clock = TickingClock()
        world = found(World(MANIFESTS[self.reach], clock, PEOPLE), "memory:contract")
        connection = Connection(ConnectionId("weber"), PartnerId("weber"), "memory")
        connector = Memory(connection, {"token": world.token}, "memory:contract", budget, clock, BERLIN)
        place = Place(PlaceId("weber-board"), connection.id, "memory", BOARD)
        people = MemoryWorld(world, BERLIN)
        return Bench(connector, place, people, budget, (world.token,), MemoryParts(world, people.person))

    def test_our_own_write_costs_nothing_beyond_the_feed(self, bench: Bench) -> None:
        """The memory tool's feed holds the replaced values, so nothing has to be read after a write of ours."""
        ref = bench.create().ref
        cursor = bench.cursor()
        bench.update(ref, title="Von uns geändert")
        before = bench.calls()
        bench.pull(cursor)
        assert bench.calls() - before == 1


class TestFull(MemoryContract):
    reach = "full"


class TestPlainly(MemoryContract):
    reach = "plainly"


class TestNarrow(MemoryContract):
    reach = "narrow"
