"""The service as processes of its own: `cobridge sync` again and again, and `cobridge run`."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bridge.entry.demo.processes import HEALTH
from tests.crash.ground import Ground
from tests.crash.killing import Death, Watch, was_killed
from tests.crash.people import People

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
ENDED_WELL = (0, 4)
"""All is done, or all but what a place could not be reached for."""


class BrokenError(AssertionError):
    """The service did what it must never do; the message says what."""


@dataclass
class Processes:
    """One at a time: the data directory is one process's own."""

    ground: Ground
    watch: Watch
    registered: bool = False

    def sync_to_death(self, death: Death) -> bool:
        """One `cobridge sync`; whether it died before it had ended."""
        with self._begun("sync", "--json") as process:
            self.watch.arm(process, death)
            said, complaint = process.communicate(timeout=PATIENCE)
        self.watch.disarm()
        if not was_killed(process) and process.returncode not in ENDED_WELL:
            raise BrokenError(f"cobridge sync ended with {process.returncode}: {said} {complaint}")
        return was_killed(process)

    def run_to_death(self, death: Death, people: People) -> bool:
        """One `cobridge run`, which people in Slack can press meanwhile; it dies at its time, or a while later."""
        with self._begun("run", "--port", str(self.ground.port), hurried=True) as process:
            self._wait_for_address(process)
            self.watch.arm(process, death)
            people.heard.set()
            try:
                process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
            people.heard.clear()
            process.communicate(timeout=PATIENCE)
        self.watch.disarm()
        if not was_killed(process):
            raise BrokenError(f"cobridge run ended by itself, with {process.returncode}")
        return True

    def run_in_peace(self, people: People, rest: Any) -> None:
        """One `cobridge run` until `rest` returns; then it ends as an operator ends it."""
        with self._begun("run", "--port", str(self.ground.port), hurried=True) as process:
            self._wait_for_address(process)
            people.heard.set()
            rest()
            people.heard.clear()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)
        if process.returncode:
            raise BrokenError(f"cobridge run ended with {process.returncode} when it was asked to end")

    def command(self, *arguments: str) -> str:
        """What a command printed that ends by itself, and well."""
        with self._begun(*arguments) as process:
            said, complaint = process.communicate(timeout=PATIENCE)
        if process.returncode not in ENDED_WELL:
            raise BrokenError(f"cobridge {' '.join(arguments)} ended with {process.returncode}: {said} {complaint}")
        return said

    def sync(self) -> Mapping[str, Any]:
        """One that nobody kills."""
        told: Mapping[str, Any] = json.loads(self.command("sync", "--json"))
        return told

    def _begun(self, *arguments: str, hurried: bool = False) -> subprocess.Popen[str]:
        address = f"http://127.0.0.1:{self.ground.port}"
        return subprocess.Popen(
            self.ground.command(*arguments, hurried=hurried), text=True, cwd=ROOT,
            env=self.ground.surroundings(COBRIDGE_PUBLIC_URL=address), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def _wait_for_address(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        if not any(HEALTH.search(line) for line in process.stdout):
            raise BrokenError(f"cobridge run ended before it answered: {process.communicate()}")
        if not self.registered:
            place = self.ground.places["slack"]
            url = f"http://127.0.0.1:{self.ground.port}/hooks/{place.partner.id}"
            who = place.people[0].id
            self.ground.control.act(tool="slack", person=who, do="register", connection=place.partner.id, url=url)
            self.registered = True


LONGEST = 4.0
"""Seconds after which a `run` is killed whose time has not come."""
