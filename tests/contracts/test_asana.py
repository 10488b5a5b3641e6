"""Asana joins the contract, on a project of the sandbox: with an OAuth app's marker, and with one in the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from time import sleep
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from connectors.asana.connector import Asana
from connectors.sandbox.serve import Sandbox, running
from tests.contracts.asana_world import AsanaWorld, People
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract


class RealClock:
    """The machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for all promises: each has a project of its own."""
    with running() as sandbox:
        yield sandbox


class AsanaContract(ConnectorContract):
    settings: Mapping[str, str]

    @pytest.fixture
    def bench(self, budget: WatchedBudget, sandbox: Sandbox) -> Iterator[Bench]:
        people = People(sandbox)
        people.control("POST", "/reset")
        seed = people.control("GET", "/seed")
        service, workspace = seed["service"]["asana"][0], seed["asana"]["workspace"]["gid"]
        anna, bob = (Account(person["accounts"]["asana"]) for person in seed["people"][:2])
        project, elsewhere = (people.new_project(name, workspace) for name in ("Baustelle", "Anderswo"))
        connection = Connection(ConnectionId("weber"), PartnerId("weber"), "asana", settings=self.settings)
        secrets = {"TOKEN": service["token"]}
        connector = Asana(connection, secrets, sandbox.urls["asana"], budget, RealClock(), ZoneInfo("Europe/Berlin"))
        place = Place(PlaceId("weber-project"), connection.id, "asana", project)
        own = Account(service["user"]["gid"])
        world = AsanaWorld(people, workspace, project, elsewhere, anna, bob, own)
        with people.session:
            yield Bench(connector, place, world, budget, tuple(secrets.values()))


class TestByApp(AsanaContract):
    settings: Mapping[str, str] = {"sign_in": "oauth"}


class TestByFooter(AsanaContract):
    settings: Mapping[str, str] = {}
