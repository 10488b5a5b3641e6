"""Trello joins the contract, on a board of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from time import sleep
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from bridge.ports.connector import Sought
from connectors.sandbox.serve import Sandbox, running
from connectors.trello.connector import Trello
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.trello_world import People, TrelloWorld

BERLIN = ZoneInfo("Europe/Berlin")


class RealClock:
    """The machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for all promises: each has a board of its own."""
    with running() as sandbox:
        yield sandbox


class TestTrello(ConnectorContract):
    @pytest.fixture
    def bench(self, budget: WatchedBudget, sandbox: Sandbox) -> Iterator[Bench]:
        people = People(sandbox)
        people.control("POST", "/reset")
        service = people.control("GET", "/seed")["service"]["trello"]
        service = service[0] if isinstance(service, list) else service
        own = Account(service["member"]["id"])
        anna, bob = people.account("anna"), people.account("bob")
        board, elsewhere = (people.new_board(name, (bob, own)) for name in ("Baustelle", "Anderswo"))
        connection = Connection(ConnectionId("weber"), PartnerId("weber"), "trello")
        secrets = {"KEY": service["key"], "TOKEN": service["token"]}
        connector = Trello(connection, secrets, sandbox.urls["trello"], budget, RealClock(), BERLIN)
        place = Place(PlaceId("weber-board"), connection.id, "trello", board)
        connector.pull(place, None, Sought())  # as in every cycle, a place was read before it is written
        world = TrelloWorld(people, board, elsewhere, anna, bob, own, BERLIN)
        with people.session:
            yield Bench(connector, place, world, budget, tuple(secrets.values()))
