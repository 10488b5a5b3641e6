"""A place in each tool of one sandbox, and connectors to them that are as new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import requests

from bridge.adapters.clock import RealClock
from bridge.core.model.document import plain_document
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateItem
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import Fields, Status
from bridge.ports.connector import Connector
from connectors import registry
from connectors.sandbox.serve import Sandbox
from tests.contracts.bench import WatchedBudget

VENDORS = {"trello": "trello", "asana": "asana", "slack": "slack", "teams": "graph"}
CREATING = {
    "trello": "/1/cards",
    "asana": "/api/1.0/tasks",
    "slack": "/api/chat.postMessage",
    "teams": "/v1.0/planner/tasks",
}
"""Where each tool takes a new task."""
SEED = {
    "people": [{"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"}],
    "trello": {
        "boards": [
            {
                "name": "Halle",
                "members": ["anna", "service"],
                "lists": ["Offen"],
                "cards": [{"name": "Tor", "list": "Offen"}],
            }
        ]
    },
    "asana": {"projects": [{"name": "Halle", "tasks": [{"name": "Tor"}]}]},
    "slack": {"plan": "free", "channels": [{"name": "halle"}]},
    "graph": {"teams": [{"name": "Halle", "channels": ["Halle"], "plan": {"tasks": [{"title": "Tor"}]}}]},
}


@dataclass(frozen=True)
class Sites:
    """One sandbox's places, with its control."""

    sandbox: Sandbox
    seed: Mapping[str, Any]
    session: requests.Session = field(default_factory=requests.Session)

    def place(self, tool: str) -> Place:
        """The place of a tool."""
        seed = self.seed
        container = {
            "trello": seed["trello"]["boards"][0]["id"],
            "asana": seed["asana"]["projects"][0]["gid"],
            "slack": next(each["id"] for each in seed["slack"]["channels"] if each["name"] == "halle"),
            "teams": seed["graph"]["teams"][0]["plan"]["id"],
        }[tool]
        return Place(PlaceId("halle"), ConnectionId(tool), tool, container)

    def connector(self, tool: str) -> Connector:
        """A connector as the service makes it, without the layers."""
        given = {"connection": self.connection(tool), "secrets": self.secrets(tool), "origin": self.origin(tool)}
        return made(tool, given)

    def connection(self, tool: str) -> Connection:
        """With the settings that its tool needs."""
        team = self.seed["graph"]["teams"][0]
        teams = {"login": self.origin(tool), "channel": f"{team['id']}/{team['channels'][0]['id']}"}
        settings = {"teams": teams, "asana": {"sign_in": "oauth"}}.get(tool, {})
        return Connection(ConnectionId(tool), PartnerId("weber"), tool, settings=settings)

    def secrets(self, tool: str) -> dict[str, str]:
        """What the sandbox gives to whoever connects."""
        start = f"COBRIDGE_CONNECTIONS__{tool.upper()}__"
        told = self.sandbox.environment.items()
        return {name.removeprefix(start).lower(): value for name, value in told if name.startswith(start)}

    def origin(self, tool: str) -> str:
        """Where the tool is reached."""
        return self.sandbox.urls[VENDORS[tool]]

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """A call to the sandbox itself."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def fault(self, tool: str, kind: str, path: str = "") -> None:
        """From now on every call meets it, or those to one path; nothing was called yet."""
        match = {"match": {"path_regex": path}} if path else {}
        self.control("PUT", "/faults", {"vendor": VENDORS[tool], "kind": kind, "times": 1000, "seconds": 1, **match})
        self.control("DELETE", "/requests")

    def asked(self, tool: str, path: str = "") -> list[str]:
        """The paths that were called since, of those that hold this."""
        calls = self.control("GET", f"/requests?vendor={VENDORS[tool]}")["calls"]
        return [call["path"] for call in calls if path in call["path"]]


@contextmanager
def sites(sandbox: Sandbox) -> Iterator[Sites]:
    """The sandbox as at first."""
    with requests.Session() as session:
        session.post(f"{sandbox.control_url}/reset", timeout=60).raise_for_status()
        seed = session.get(f"{sandbox.control_url}/seed", timeout=60).json()
        yield Sites(sandbox, seed, session)


def made(tool: str, given: Mapping[str, Any]) -> Connector:
    """The tool's connector with these arguments, which nothing slows down."""
    zone = ZoneInfo("Europe/Berlin")
    return registry.connector(tool, **given, budget=WatchedBudget(), clock=RealClock(), zone=zone)


def new_task(connector: Connector, snapshot: Snapshot) -> CreateItem:
    """A task as another tool has it, in the first lane where there is one."""
    lane = snapshot.lanes[0].ref if snapshot.lanes else None
    fields = Fields("Dach abdichten", plain_document("Bis Freitag."), Status(lane=lane))
    return CreateItem(snapshot.place, TaskId("task-1"), fields, connector.manifest.holds)
