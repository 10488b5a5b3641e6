"""Three companies that come together, each with a place that is full already, and the commands of their service."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented

COBRIDGE = (sys.executable, "-m", "bridge.entry")
LANES = ["Offen", "In Arbeit", "Erledigt"]
PEOPLE = [
    {"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"},
    {"id": "bob", "name": "Bob Schulz", "email": "bob.schulz@nordlicht-schulz.example"},
    {"id": "cora", "name": "Cora Lang", "email": "cora.lang@suedwind-lang.example"},
]
PARTNERS = """# Who builds together.
[network]
id = "bau"
name = "Bau"
language = "de"

[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"

[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = { sign_in = "oauth" }

[[partners]]
id = "suedwind"
name = "Südwind Lang GbR"
[[partners.connections]]
id = "slack"
tool = "slack"

[[spaces]]
id = "rohbau"
name = "Rohbau"   # all of us
"""
PLACE = """
[[spaces.places]]
id = "{id}"
connection = "{connection}"
container = "{container}"
matching = "{matching}"
"""
PLACES = {"board": "trello", "project": "asana", "cards": "slack"}
SPACE = "rohbau"


@dataclass(frozen=True)
class Gathering:
    """The tools with what stands in them, and a machine with the service's environment."""

    sandbox: Sandbox
    environment: Mapping[str, str]
    containers: Mapping[str, str]
    network: Path
    folder: Path

    def together(self, talk: str = "", **matching: str) -> None:
        """Write the network file: these places, how each begins, and which of them has a channel to talk in."""
        rows = [
            PLACE.format(id=each, connection=PLACES[each], container=self.containers[each], matching=how)
            for each, how in matching.items()
        ]
        talking = f'conversation = "{self.containers["talk"]}"\n'
        rows = [row + talking if talk and f'id = "{talk}"' in row else row for row in rows]
        self.network.write_text(PARTNERS + "".join(rows), "utf-8")
        consented(self.environment)

    def run(self, *words: str, ends: int = 0) -> str:
        """A command that ends by itself with this exit code; what it printed."""
        done = subprocess.run(
            [*COBRIDGE, *words], env=dict(self.environment), capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == ends, (done.returncode, done.stdout, done.stderr)
        return done.stdout + (done.stderr if ends else "")

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """A command that somebody may end before it does so itself."""
        return subprocess.Popen(
            [*COBRIDGE, *words], env=dict(self.environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip

    def items(self, place: str) -> list[dict[str, Any]]:
        """What people see there and is not archived, from the sandbox's own state."""
        vendor = PLACES[place]
        found = self.control("GET", f"/state/{vendor}?form=items")
        return [each for each in found if each["place"] == self.containers[place] and not each["archived"]]

    def titles(self, place: str) -> Counter[str]:
        return Counter(each["title"] for each in self.items(place))

    def item(self, place: str, title: str) -> dict[str, Any]:
        (found,) = [each for each in self.items(place) if each["title"] == title]
        return found

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """What stands in a Slack channel, without replies, as Cora reads it."""
        url = f"{self.sandbox.urls['slack']}/api/conversations.history"
        sent = {"channel": self.containers[channel], "limit": "900"}
        answer = requests.post(url, data=sent, headers={"Authorization": "Bearer slack-cora"}, timeout=10).json()
        assert answer["ok"], answer
        return [each for each in answer["messages"] if "bot_id" in each]

    def writes(self, vendor: str = "") -> int:
        """How many writing calls the tools have heard since this was asked last."""
        counts = self.control("GET", "/requests")["counts"]
        self.control("DELETE", "/requests")
        return sum(each["write"] for name, each in counts.items() if vendor in ("", name))

    def rows(self) -> Mapping[str, Sequence[tuple[Any, ...]]]:
        """Every row of the service's database."""
        with closing(sqlite3.connect(self.folder / "data" / "cobridge.db")) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}  # noqa: S608  our own tables

    def trello(self, method: str, path: str, person: str = "anna", **sent: str) -> Any:
        query = {"key": "people", "token": f"trello-{person}"}
        url = f"{self.sandbox.urls['trello']}/1{path}"
        answer = requests.request(method, url, params=query, data=sent, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@contextmanager
def gathered(
    folder: Path, cards: Sequence[Mapping[str, Any]], tasks: Sequence[Mapping[str, Any]] = ()
) -> Iterator[Gathering]:
    """A board with these cards, a project with these tasks, and an empty channel."""
    seed = {
        "people": PEOPLE,
        "trello": {"boards": [{"name": "Bau", "lists": LANES, "members": ["anna", "service"], "cards": list(cards)}]},
        "asana": {"projects": [{"name": "Bau", "sections": LANES, "tasks": list(tasks)}]},
        "slack": {
            "channels": [
                {"name": "aufgaben", "members": ["cora", "service"]},
                {"name": "gespraech", "members": ["cora", "service"]},
            ]
        },
    }
    with running(json.loads(json.dumps(seed)), "fast") as sandbox:
        known = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        containers = {
            "board": known["trello"]["boards"][0]["id"],
            "project": known["asana"]["projects"][0]["gid"],
            "cards": known["slack"]["channels"][0]["id"],
            "talk": known["slack"]["channels"][1]["id"],
        }
        network = folder / "network.toml"
        told = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network), "LANG": "en"}
        yield Gathering(sandbox, {**os.environ, **sandbox.environment, **told}, containers, network, folder)
