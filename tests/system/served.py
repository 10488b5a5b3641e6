"""`cobridge run` as a process of its own, against the sandbox in this one, and the people who work in both tools."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, TypeVar

import requests

from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented

COBRIDGE = (sys.executable, "-m", "bridge.entry")
IN_A_HURRY = """
from datetime import timedelta
from bridge.service import schedule
schedule.BUSY = timedelta(seconds=0.3)
from bridge.entry.cli import main
main()
"""
HURRIED = (sys.executable, "-c", IN_A_HURRY)
"""The same command with turns that follow each other at once, so that no test waits half minutes."""
DEADLINE = 60.0
LANES = ["Offen", "In Arbeit", "Erledigt"]
PEOPLE = [
    {"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"},
    {"id": "bob", "name": "Bob Schulz", "email": "bob.schulz@nordlicht-schulz.example"},
]
PARTNERS = """
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
id = "zweites-trello"
tool = "trello"
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
"""
SPACE = """
[[spaces]]
id = "{id}"
name = "{id}"
[[spaces.places]]
id = "{id}-board"
connection = "{connection}"
container = "{board}"
[[spaces.places]]
id = "{id}-project"
connection = "asana"
container = "{project}"
"""
SPACES = ("rohbau", "elektro")


T = TypeVar("T")


def until(condition: Callable[[], T], seconds: float = DEADLINE) -> T:
    """What the condition says as soon as it holds; one that never does is a failure."""
    ends = monotonic() + seconds
    while not (said := condition()):
        assert monotonic() < ends, "it did not come about in time"
        sleep(0.05)
    return said


@dataclass(frozen=True)
class World:
    """The tools, who works in them, and the service's environment. Each space has a board and a project."""

    sandbox: Sandbox
    environment: Mapping[str, str]
    boards: Mapping[str, str]
    projects: Mapping[str, str]
    session: requests.Session = field(default_factory=requests.Session)

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def items(self, tool: str, space: str = SPACES[0]) -> list[dict[str, Any]]:
        """What people see in a space's place, from the sandbox's own state."""
        container = {"trello": self.boards, "asana": self.projects}[tool][space]
        return [each for each in self.control("GET", f"/state/{tool}?form=items") if each["place"] == container]

    def titles(self, tool: str, space: str = SPACES[0]) -> Counter[str]:
        return Counter(each["title"] for each in self.items(tool, space))

    def anna_creates(self, title: str, space: str = SPACES[0]) -> None:
        """A card in Trello."""
        lists = self.control("GET", "/state/trello")["lists"]
        first = next(each["id"] for each in lists if each["idBoard"] == self.boards[space])
        self._trello("POST", "/cards", name=title, idList=first)

    def anna_renames(self, title: str, new: str, space: str = SPACES[0]) -> None:
        (ref,) = [each["ref"] for each in self.items("trello", space) if each["title"] == title]
        self._trello("PUT", f"/cards/{ref}", name=new)

    def anna_deletes_everything(self, space: str) -> None:
        for each in self.items("trello", space):
            self._trello("DELETE", f"/cards/{each['ref']}")

    def bob_comments(self, title: str, text: str, space: str = SPACES[0]) -> None:
        """On a task in Asana."""
        (ref,) = [each["ref"] for each in self.items("asana", space) if each["title"] == title]
        url = f"{self.sandbox.urls['asana']}/api/1.0/tasks/{ref}/stories"
        headers = {"Authorization": "Bearer asana-bob"}
        self.session.post(url, headers=headers, json={"data": {"text": text}}, timeout=10).raise_for_status()

    def revoke(self, space: str) -> None:
        """Trello no longer accepts the credential on the space's board."""
        match = {"path_regex": self.boards[space]}
        self.control("PUT", "/faults", {"vendor": "trello", "kind": "expired-token", "match": match})

    def slow_down(self, seconds: float) -> None:
        """Each creation in Asana takes so long."""
        match = {"method": "POST"}
        self.control("PUT", "/faults", {"vendor": "asana", "kind": "slow", "match": match, "seconds": seconds})

    def heal(self) -> None:
        self.control("PUT", "/faults", [])

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself."""
        command = [*COBRIDGE, *arguments]
        return subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, timeout=DEADLINE, check=False
        )

    @contextmanager
    def service(self, command: Sequence[str] = HURRIED, port: int = 0) -> Iterator[Service]:
        """The service, until the block ends; it is killed there if it still runs. Port 0 is any that is free."""
        begun = [*command, "run", "--port", str(port)]
        with subprocess.Popen(begun, env=self._environment(), stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                yield Service(process, _url(process.stdout))
            finally:
                process.kill()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment, "LANG": "en"}

    def _trello(self, method: str, path: str, **sent: str) -> Any:
        query = {"key": "people", "token": "trello-anna"}
        url = f"{self.sandbox.urls['trello']}/1{path}"
        answer = self.session.request(method, url, params=query, data=sent, timeout=10)
        answer.raise_for_status()
        return answer.json()


@dataclass(frozen=True)
class Service:
    """A running `cobridge run`."""

    process: subprocess.Popen[str]
    url: str

    def health(self) -> tuple[int, dict[str, Any]]:
        answer = requests.get(self.url, timeout=10)
        return answer.status_code, answer.json()

    def is_well(self) -> bool:
        return self.health()[0] == 200

    def place(self, identity: str) -> dict[str, Any]:
        """What /health says of one place."""
        return next(each for each in self.health()[1]["places"] if each["id"] == identity)


@contextmanager
def world(folder: Path, cards: int = 3, missing: Sequence[str] = ()) -> Iterator[World]:
    """Two spaces, the first with so many cards; `missing` are settings that nobody set."""
    with running(_seed(cards)) as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        boards = {each["name"]: each["id"] for each in seed["trello"]["boards"]}
        projects = {each["name"]: each["gid"] for each in seed["asana"]["projects"]}
        connections = dict(zip(SPACES, ("trello", "zweites-trello" if missing else "trello"), strict=True))
        spaces = [
            SPACE.format(id=each, connection=connections[each], board=boards[each], project=projects[each])
            for each in SPACES
        ]
        network = folder / "network.toml"
        network.write_text(PARTNERS.format() + "".join(spaces), "utf-8")
        told = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        consented(told)
        yield World(sandbox, {**sandbox.environment, **told}, boards, projects)


def _seed(cards: int) -> dict[str, Any]:
    def board(name: str, number: int) -> dict[str, Any]:
        held = [{"name": f"Aufgabe {each}", "list": LANES[each % 2]} for each in range(number)]
        return {"name": name, "lists": LANES, "members": ["anna", "bob", "service"], "cards": held}

    boards = [board(SPACES[0], cards), board(SPACES[1], 3)]
    projects = [{"name": each, "sections": LANES} for each in SPACES]
    return json.loads(json.dumps({"people": PEOPLE, "trello": {"boards": boards}, "asana": {"projects": projects}}))  # type: ignore[no-any-return]  # JSON


def _url(lines: IO[str]) -> str:
    for line in lines:
        if "/health" in line:
            return line.split(": ", 1)[1].strip()
    raise AssertionError("the service ended before it answered; what it said is above")
