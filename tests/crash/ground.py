"""Where people work on while the service is killed: one space in four tools, in a sandbox of this process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import requests

from bridge.entry.demo.control import Control
from bridge.entry.demo.network import network_file
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import ONE_OF_EACH, Scene, Sight, Space, Stage, Workplace, staged
from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented
from tests.system.crowd.town import Town
from tests.system.free_port import free_port
from tests.system.week.life import NO_WRITE

SEED: Mapping[str, Any] = json.loads((Path(__file__).parent / "seed.json").read_text("utf-8"))
MODULE = "bridge.entry"
SPACE = Space("halle", "Hallenbau", ONE_OF_EACH)
MAIN = """
from contextlib import nullcontext
from datetime import timedelta
from bridge.service import schedule
from tests.crash.planted import FAULTS
from tests.machine.planting import planted
if {hurried}:
    schedule.BUSY = schedule.QUIET = timedelta(seconds=0.5)
with planted(FAULTS[{fault!r}]) if {fault!r} else nullcontext():
    from bridge.entry.cli import main
    main()
"""
"""The command with turns that follow each other at once, or with a fault planted."""


@dataclass
class Ground:
    """The sandbox with its people, and what starts the service there.

    `environment` has every setting but the public address; `fault` is one that is planted into the service.
    """

    sandbox: Sandbox
    stage: Stage
    environment: Mapping[str, str]
    data: Path
    port: int
    fault: str = ""

    @property
    def scene(self) -> Scene:
        (scene,) = self.stage.scenes
        return scene

    @property
    def control(self) -> Control:
        return self.scene.control

    @property
    def places(self) -> Mapping[str, Workplace]:
        """By tool."""
        return {place.tool.id: place for place in self.scene.places}

    def command(self, *arguments: str, hurried: bool = False) -> list[str]:
        """What starts the command: the one that operators start, unless it is hurried or broken."""
        words = ["-c", MAIN.format(hurried=hurried, fault=self.fault)] if hurried or self.fault else ["-m", MODULE]
        return [sys.executable, *words, *arguments]

    def sight(self) -> Sight:
        """What people see in every place, without what the service says there of its own."""
        sight, ours = self.scene.sight(), self.scene.reading.accounts
        return Sight({place: [_of_people(each, ours) for each in items] for place, items in sight.places.items()})

    def surroundings(self, **also: str) -> dict[str, str]:
        """The environment of a process of the service's."""
        return {**os.environ, **self.environment, "LANG": "en", **also}

    @property
    def containers(self) -> Mapping[str, str]:
        """By tool."""
        return {tool: place.container for tool, place in self.places.items()}

    @property
    def seed(self) -> Mapping[str, Any]:
        return self.control.seed()

    @property
    def town(self) -> Town:
        """As much of a town as people's hands use."""
        return cast("Town", self)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The sandbox's control."""
        answer = requests.request(method, f"{self.control.url}{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def writes(self) -> list[str]:
        """Calls that change anything that people see, whoever made them; signing in is none."""
        told = self.ask("GET", "/requests")["calls"]
        found = [each for each in told if set(each.get("actions") or [each["method"]]) != {"GET"}]
        return [f"{each['method']} {each['path']}" for each in found if not NO_WRITE.search(each["path"])]


@contextmanager
def ground(folder: Path, fault: str = "") -> Iterator[Ground]:
    """Nothing is mirrored yet. No call is refused for a limit, but the service keeps to them on that clock."""
    with running(SEED) as sandbox:
        control = Control(sandbox.control_url)
        stage = staged([SPACE], control, sandbox.environment, {})
        network = folder / "network.toml"
        network.write_text(network_file(stage, ""), "utf-8")
        lineless = {name: value for name, value in sandbox.environment.items() if not name.endswith("__APP_TOKEN")}
        told = {
            "COBRIDGE_CLOCK_URL": sandbox.control_url,
            "COBRIDGE_DATA_DIR": str(folder / "data"),
            "COBRIDGE_NETWORK_FILE": str(network),
        }
        consented(told)
        yield Ground(sandbox, stage, {**lineless, **told}, folder / "data", free_port(), fault)


def _of_people(item: Shown, ours: Collection[str]) -> Shown:
    return replace(item, comments=tuple(each for each in item.comments if each[0] not in ours))
