"""Every tool's directory joins the contract, in the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from connectors import registry
from connectors.asana import client as asana
from connectors.memory.manifest import FULL
from connectors.memory.world import World, found
from connectors.sandbox.serve import Sandbox, running
from connectors.slack import client as slack
from connectors.teams import client as teams
from tests.contracts.bench import WatchedBudget
from tests.contracts.directory import EMAILS, NAMES, Asked, DirectoryContract

OURS, ZONE = ConnectionId("weber"), ZoneInfo("Europe/Berlin")
VENDORS = {"teams": "graph"}
SEED: dict[str, Any] = {
    "people": [{"id": key, "name": name, "email": EMAILS[key]} for key, name in NAMES.items()],
    "trello": {"boards": [{"name": "Messestand", "lists": ["Offen"], "members": [*NAMES, "service"]}]},
    "asana": {"projects": [{"name": "Messestand", "sections": ["Offen"]}]},
    "slack": {"channels": [{"name": "messe"}]},
    "graph": {
        "teams": [
            {"name": "Messe", "members": [*NAMES, "service"], "plan": {"title": "Messestand", "buckets": ["Offen"]}}
        ]
    },
}


class Clock:
    """The machine's; nobody waits here."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One with three people, for all tools."""
    with running(SEED) as started:
        yield started


@contextmanager
def asking(sandbox: Sandbox, tool: str) -> Iterator[Asked]:
    """The tool's directory, at the place of the seed."""
    vendor = VENDORS.get(tool, tool)
    requests.post(f"{sandbox.control_url}/reset", timeout=10).raise_for_status()
    seed = requests.get(f"{sandbox.control_url}/seed", timeout=10).json()
    service = seed["service"][vendor][0]
    secrets = {name: value for name, value in service.items() if isinstance(value, str)}
    containers = {
        "trello": seed["trello"]["boards"][0]["id"],
        "asana": seed["asana"]["projects"][0]["gid"],
        "slack": seed["slack"]["channels"][0]["id"],
        "teams": seed["graph"]["teams"][0]["plan"]["id"],
    }
    origin = sandbox.urls[vendor]
    team = seed["graph"]["teams"][0]
    settings = {"login": origin, "channel": f"{team['id']}/{team['channels'][0]['id']}"}
    connection = Connection(OURS, PartnerId("weber"), tool, settings=settings)
    directory = registry.directory(tool)(connection, secrets, origin, WatchedBudget(), Clock(), ZONE)
    accounts = {person["id"]: person["accounts"][tool] for person in seed["people"]}

    def revoke() -> None:
        fault = {"vendor": vendor, "kind": "expired-token", "times": 100}
        requests.put(f"{sandbox.control_url}/faults", json=fault, timeout=10).raise_for_status()

    keys = tuple(value for name, value in secrets.items() if name in {"token", "key", "client_secret"})
    yield Asked(directory, Place(PlaceId("place"), OURS, tool, containers[tool]), accounts, keys, revoke)
    if close := getattr(directory, "close", None):
        close()


class TestTrello(DirectoryContract):
    emails = False

    @pytest.fixture
    def asked(self, sandbox: Sandbox) -> Iterator[Asked]:
        with asking(sandbox, "trello") as asked:
            yield asked


class TestAsana(DirectoryContract):
    @pytest.fixture
    def asked(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
        monkeypatch.setattr(asana, "PAGE", 2)
        with asking(sandbox, "asana") as asked:
            yield asked


class TestSlack(DirectoryContract):
    @pytest.fixture
    def asked(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
        monkeypatch.setattr(slack, "PEOPLE", 2)
        with asking(sandbox, "slack") as asked:
            yield asked


class TestTeams(DirectoryContract):
    @pytest.fixture
    def asked(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
        monkeypatch.setattr(teams, "MEMBERS", 2)
        with asking(sandbox, "teams") as asked:
            yield asked


class TestMemory(DirectoryContract):
    @pytest.fixture
    def asked(self) -> Asked:
        people = {Account(f"{key}-1"): name for key, name in NAMES.items()}
        world = found(
            World(FULL, Clock(), people, {Account(f"{key}-1"): each for key, each in EMAILS.items()}), "memory:d"
        )
        connection = Connection(OURS, PartnerId("weber"), "memory")
        secrets = {"token": world.token}
        directory = registry.directory("memory")(connection, secrets, "memory:d", WatchedBudget(), Clock(), ZONE)
        place = Place(PlaceId("place"), OURS, "memory", "board")
        return Asked(directory, place, {key: f"{key}-1" for key in NAMES}, (world.token,), world.revoke)


def test_slack_tells_no_address_to_a_bot_that_may_not_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the scope there are names alone, and nothing else changes."""
    monkeypatch.setitem(SEED, "service", {"slack": {"scopes": ["users:read"]}})
    with running(SEED) as started, asking(started, "slack") as asked:
        found = asked.directory.accounts(asked.place)
    assert {each.name for each in found} == set(NAMES.values())
    assert {each.email for each in found} == {""}
