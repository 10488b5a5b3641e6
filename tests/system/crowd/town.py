"""One space in four tools, the people who work in each, and the service between them as a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.model.conflict import Conflict
from bridge.core.model.ids import SpaceId
from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented
from tests.system.free_port import free_port
from tests.system.served import COBRIDGE, Service, World, until

IN_SLACK = ("anna", "ben", "carla", "david", "emil", "frieda", "gustav", "hanna", "ida", "jonas")
IN_TRELLO, IN_ASANA, IN_TEAMS = ("tilda", "tom"), ("alma", "arne"), ("petra", "paul")
PEOPLE: Mapping[str, tuple[str, ...]] = {"slack": IN_SLACK, "trello": IN_TRELLO, "asana": IN_ASANA, "teams": IN_TEAMS}
EVERYBODY = tuple(who for people in PEOPLE.values() for who in people)
VENDORS: Mapping[str, str] = {"slack": "slack", "trello": "trello", "asana": "asana", "teams": "graph"}
TASKS = 10
LANES = ["Offen", "In Arbeit", "Prüfung"]
SPACE = SpaceId("halle")
HURRIED = """
from datetime import timedelta
from bridge.service import schedule
schedule.BUSY = schedule.QUIET = timedelta(seconds=0.5)
from bridge.entry.cli import main
main()
"""
"""Turns follow each other at once: what is tested is what becomes of edits, not how long a quiet space waits."""
NETWORK = """
[network]
id = "messe"
name = "Messe"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "slack"
tool = "slack"
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners]]
id = "papier"
name = "Papierwerk Lang GmbH"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
[[partners]]
id = "hafen"
name = "Hafenlogistik Ost GmbH"
[[partners.connections]]
id = "teams"
tool = "teams"
settings = {{ channel = "{talk}" }}
[[spaces]]
id = "halle"
name = "Halle"
[[spaces.places]]
id = "halle-slack"
connection = "slack"
container = "{slack}"
[[spaces.places]]
id = "halle-trello"
connection = "trello"
container = "{trello}"
[[spaces.places]]
id = "halle-asana"
connection = "asana"
container = "{asana}"
[[spaces.places]]
id = "halle-teams"
connection = "teams"
container = "{teams}"
"""
Shown = dict[str, Any]
"""An item as its readers see it: see docs/sandbox.md."""


@dataclass(frozen=True)
class Town:
    """The tools; `containers` are where the space lives in each, `talk` the path of the channel for comments."""

    sandbox: Sandbox
    seed: Mapping[str, Any]
    containers: Mapping[str, str]
    talk: str
    data: Path
    service: Service

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=90)
        assert answer.ok, answer.text
        return answer.json()

    def account(self, who: str, tool: str) -> str:
        return str(next(each["accounts"][tool] for each in self.seed["people"] if each["id"] == who))

    def items(self, tool: str) -> dict[str, Shown]:
        """What readers see in the space's place, by ref."""
        shown = self.control("GET", f"/state/{VENDORS[tool]}?form=items")
        return {str(each["ref"]): each for each in shown if each["place"] == self.containers[tool]}

    def calls(self, vendor: str) -> int:
        """How many calls the service has made."""
        ours = {text for each in self.seed["service"].values() for one in each for text in _texts(one)}
        return sum(call["actor"] in ours for call in self.control("GET", f"/requests?vendor={vendor}")["calls"])

    def written(self) -> int:
        """How many calls have changed anything, whoever made them."""
        return sum(int(each["write"]) for each in self.control("GET", "/requests")["counts"].values())

    def last_read(self) -> dict[str, str]:
        """When the service last looked at each place."""
        return {str(each["id"]): str(each["last_read"]) for each in self.service.health()[1]["places"]}

    def conflicts(self) -> list[Conflict]:
        """What the store keeps of edits that lost."""
        database = Database(f"sqlite:///{self.data / 'cobridge.db'}")
        try:
            return list(SqlSpaces(database).conflicts(SPACE))
        finally:
            database.close()

    def waiting(self) -> int:
        """How many submissions have not been taken over yet."""
        database = Database(f"sqlite:///{self.data / 'cobridge.db'}")
        try:
            return len(SqlSpaces(database).memory(SPACE).submissions)
        finally:
            database.close()

    def pass_time(self, seconds: float) -> None:
        self.control("POST", "/clock", {"advance": seconds})


@contextmanager
def town(folder: Path, tasks: int = TASKS) -> Iterator[Town]:
    """Everything mirrored once, and Slack's deliveries registered; time runs on the sandbox's clock."""
    with running(_seed(tasks)) as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        team = seed["graph"]["teams"][0]
        containers = {
            "slack": seed["slack"]["channels"][0]["id"],
            "trello": seed["trello"]["boards"][0]["id"],
            "asana": seed["asana"]["projects"][0]["gid"],
            "teams": team["plan"]["id"],
        }
        talk = f"{team['id']}/{team['channels'][0]['id']}"
        network = folder / "network.toml"
        network.write_text(NETWORK.format(talk=talk, **containers), "utf-8")
        ours = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        consented(ours)
        port = free_port()
        ours |= {"COBRIDGE_CLOCK_URL": sandbox.control_url, "COBRIDGE_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        world = World(sandbox, {**sandbox.environment, **ours}, {}, {})
        with world.session, world.service((COBRIDGE[0], "-c", HURRIED), port) as service:
            found = Town(sandbox, seed, containers, talk, folder / "data", service)
            address = service.url.replace("/health", "/hooks/slack")
            until(lambda: all(len(found.items(tool)) == tasks for tool in PEOPLE))
            until(service.is_well)
            answer = found.control(
                "POST", "/act", {"tool": "slack", "person": "anna", "do": "register", "url": address}
            )
            assert answer["status"] == 200, answer
            yield found


def paragraph(who: str, word: str) -> str:
    """Everybody has a paragraph of their own in every description."""
    return f"Absatz {who}: {word}"


def _seed(tasks: int) -> dict[str, Any]:
    people = [
        {"id": who, "name": f"{who.capitalize()} {tool.capitalize()}", "accounts": {tool: None}}
        for tool, group in PEOPLE.items()
        for who in group
    ]
    description = "\n\n".join(paragraph(who, "offen") for who in EVERYBODY)
    cards = [
        {
            "name": f"Aufgabe {number}",
            "list": LANES[0],
            "desc": description,
            "comments": [{"by": "tilda", "text": f"Auftakt{number}."}],
        }
        for number in range(tasks)
    ]
    return {
        "people": people,
        "slack": {"channels": [{"name": "aufgaben", "members": [*IN_SLACK, "service"]}]},
        "trello": {"boards": [{"name": "Halle", "lists": LANES, "members": [*IN_TRELLO, "service"], "cards": cards}]},
        "asana": {"projects": [{"name": "Halle", "sections": LANES}]},
        "graph": {
            "teams": [{"name": "Halle", "channels": ["Allgemein"], "plan": {"title": "Halle", "buckets": LANES}}]
        },
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
