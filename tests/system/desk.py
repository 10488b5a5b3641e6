"""A machine on which nobody has signed in yet, the tools behind it, and the person at the vendors' pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented

COBRIDGE = (sys.executable, "-m", "bridge.entry")
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
[[partners.connections]]
id = "token-asana"
tool = "asana"
[[partners.connections]]
id = "slack"
tool = "slack"
settings = {{ sign_in = "oauth" }}
[[partners.connections]]
id = "teams"
tool = "teams"
settings = {{ channel = "{channel}" }}
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "project"
connection = "asana"
container = "{project}"
[[spaces.places]]
id = "cards"
connection = "slack"
container = "{cards}"
[[spaces.places]]
id = "plan"
connection = "teams"
container = "{plan}"
"""
CARDS = [{"name": "Gerüst stellen", "list": "Offen", "comments": [{"by": "anna", "text": "Bis Freitag."}]}]
SEED: dict[str, Any] = {
    "people": [{"id": "anna", "name": "Anna Weber"}],
    "trello": {"boards": [{"name": "Rohbau", "lists": ["Offen"], "members": ["anna", "service"], "cards": CARDS}]},
    "asana": {"projects": [{"name": "Rohbau", "sections": ["Offen"]}]},
    "slack": {"channels": [{"name": "aufgaben", "members": ["anna", "service"]}]},
    "graph": {"teams": [{"name": "Bau", "channels": [{"name": "Aufgaben"}], "plan": {"title": "Rohbau"}}]},
}


@dataclass(frozen=True)
class Desk:
    """A machine on which nobody has signed in yet."""

    sandbox: Sandbox
    service: dict[str, list[dict[str, Any]]]
    environment: dict[str, str]
    folder: Path

    def run(self, *words: str, typed: Sequence[str] = (), **also: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself, with these lines on its standard input."""
        return subprocess.run(
            [*COBRIDGE, *words], env=self.environment | also, input="".join(f"{line}\n" for line in typed),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def begin(self, *words: str, typed: Sequence[str] = ()) -> tuple[subprocess.Popen[str], str]:
        """A command that waits for a person at a page, and the page's address."""
        begun = subprocess.Popen(
            [*COBRIDGE, *words], env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert begun.stdin
        assert begun.stdout
        begun.stdin.write("".join(f"{line}\n" for line in typed))
        begun.stdin.flush()
        page = next((line.strip() for line in begun.stdout if line.startswith("http")), "")
        assert page, begun.communicate()
        return begun, page

    def troubles(self, place: str, **also: str) -> list[str]:
        """What the doctor finds amiss at a place."""
        found = json.loads(self.run("doctor", "--json", **also).stdout)["findings"]
        return [each["advice"] for each in found if each["about"] == place and not each["well"]]

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def desk_in(folder: Path, service: Mapping[str, Any]) -> Iterator[Desk]:
    """With these accounts of the service at the tools; its environment names none of their secrets."""
    with running(json.loads(json.dumps({**SEED, "service": service})), "fast") as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        team = seed["graph"]["teams"][0]
        places = {
            "board": seed["trello"]["boards"][0]["id"],
            "project": seed["asana"]["projects"][0]["gid"],
            "cards": seed["slack"]["channels"][0]["id"],
            "plan": team["plan"]["id"],
            "channel": f"{team['id']}/{team['channels'][0]['id']}",
        }
        network = folder / "network.toml"
        network.write_text(NETWORK.format(**places), "utf-8")
        told = {name: value for name, value in sandbox.environment.items() if "__" not in name}
        told |= {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network), "LANG": "en"}
        consented(told)
        yield Desk(sandbox, seed["service"], {**os.environ, **told}, folder)


def agree(page: str, **headers: str) -> str:
    """The person agrees at the vendor's page: the address to which they are sent."""
    return requests.get(page, headers=headers, timeout=10, allow_redirects=False).headers["Location"]


def copied(desk: Desk, tool: str, *names: str) -> list[str]:
    return [desk.service[tool][0][name] for name in names]
