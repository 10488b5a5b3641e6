"""Where the week happens: one space in four tools on the sandbox's clock, and the service, which ends and starts."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented
from tests.system.free_port import free_port
from tests.system.served import COBRIDGE, Service, World
from tests.system.week.desk import Desk, desk

VENDORS: Mapping[str, str] = {"trello": "trello", "asana": "asana", "slack": "slack", "teams": "graph"}
WORKERS: Mapping[str, str] = {"trello": "anna", "asana": "bob", "slack": "carla", "teams": "david"}
PARTNERS: Mapping[str, str] = {
    "trello": "Musterbau Weber GmbH",
    "asana": "Nordlicht Elektro KG",
    "slack": "Papierwerk Lang GmbH",
    "teams": "Hafenlogistik Ost GmbH",
}
NETWORK = (Path(__file__).parent / "network.toml").read_text("utf-8")
SEED = json.loads((Path(__file__).parent / "seed.json").read_text("utf-8"))
Json = dict[str, Any]


@dataclass
class Site:
    """The tools and the service. `containers` are where the space lives in each tool."""

    sandbox: Sandbox
    seed: Mapping[str, Any]
    containers: Mapping[str, str]
    talk: str
    world: World
    port: int
    desk: Desk
    service: Service | None = None
    starts: int = 0
    _running: ExitStack = field(default_factory=ExitStack)

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=90)
        assert answer.ok, answer.text
        return answer.json()

    def now(self) -> datetime:
        """On the sandbox's clock."""
        return datetime.fromisoformat(self.control("GET", "/clock")["now"])

    def advance(self, seconds: float) -> datetime:
        """Let so much time pass at once; the moment it is afterwards."""
        return datetime.fromisoformat(self.control("POST", "/clock", {"advance": seconds})["now"])

    def items(self, tool: str) -> list[Json]:
        """What readers see in the space's place."""
        shown = self.control("GET", f"/state/{VENDORS[tool]}?form=items")
        return [each for each in shown if each["place"] == self.containers[tool]]

    def calls(self) -> tuple[list[Json], Mapping[str, Any]]:
        """The service's own calls, and the counts of all."""
        told = self.control("GET", "/requests")
        ours = {str(value) for each in self.seed["service"].values() for one in each for value in _texts(one)}
        return [call for call in told["calls"] if call["actor"] in ours], told["counts"]

    def status(self) -> dict[str, Json]:
        """`cobridge status --json` by tool."""
        return {each["tool"]: each for each in json.loads(self.desk.run("status", "--json"))["places"]}

    def start(self, *, public: bool) -> None:
        """With an address that Slack delivers to, or without one: then over a line of the service's own."""
        environment = dict(self.world.environment)
        if public:
            environment["COBRIDGE_PUBLIC_URL"] = f"http://127.0.0.1:{self.port}"
        world = World(self.sandbox, environment, {}, {})
        self.service = self._running.enter_context(world.service(COBRIDGE, self.port))
        self.starts += 1
        if public:
            self.register(self.service.url.replace("/health", "/hooks/slack"))

    def register(self, address: str) -> None:
        """Where Slack delivers to."""
        answer = self.control("POST", "/act", {"tool": "slack", "person": "carla", "do": "register", "url": address})
        assert answer["status"] == 200, answer

    def stop(self) -> None:
        """As an operator does: it ends by itself, with 0."""
        assert self.service is not None
        self.service.process.send_signal(signal.SIGTERM)
        assert self.service.process.wait(30) == 0
        self._let_go()

    def kill(self) -> None:
        """As a power cut does."""
        assert self.service is not None
        self.service.process.kill()
        self.service.process.wait()
        self._let_go()

    def _let_go(self) -> None:
        self._running.close()
        self.service = None


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Nothing is mirrored yet and no service runs."""
    with running(SEED, "fast") as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        team = seed["graph"]["teams"][0]
        containers = {
            "trello": seed["trello"]["boards"][0]["id"],
            "asana": seed["asana"]["projects"][0]["gid"],
            "slack": next(each["id"] for each in seed["slack"]["channels"] if each["name"] == "aufgaben"),
            "teams": team["plan"]["id"],
        }
        talk = f"{team['id']}/{team['channels'][0]['id']}"
        network = folder / "network.toml"
        accounts = {each["id"]: next(iter(each["accounts"].values())) for each in seed["people"]}
        network.write_text(NETWORK.format(talk=talk, **containers, **accounts), "utf-8")
        ours = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        consented(ours)
        world = World(sandbox, {**sandbox.environment, **ours}, {}, {})
        with world.session, desk({**os.environ, **world.environment, "LANG": "en"}) as opened:
            found = Site(sandbox, seed, containers, talk, world, free_port(), opened)
            with found._running:  # noqa: SLF001  what runs ends here
                yield found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
