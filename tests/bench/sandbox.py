"""The sandbox in a process of its own, the people who work in it, and what it was asked."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import requests

COBRIDGE = (sys.executable, "-c", "from bridge.entry.cli import main; main()")
OURS, THEIRS = 0, 1
"""The processor of what is measured, and that of the sandbox."""
WINDOW = 60
"""The longest time, in seconds, for which a limit that matters here counts calls."""
_ID = re.compile(r"[0-9a-f]{24}|\d{6,}")


def pinned(core: int) -> tuple[str, ...]:
    """The words before a command that keep it on one processor; none where that cannot be done."""
    can = shutil.which("taskset") and (os.cpu_count() or 1) > THEIRS
    return ("taskset", "-c", str(core)) if can else ()


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of the service as the vendors' limits count them: each action of a batch is one.

    `refused` of them came too early (429) and had to be sent again.
    """

    reads: int = 0
    writes: int = 0
    refused: int = 0
    by_tool: Mapping[str, int] = field(default_factory=dict)
    paths: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.reads + self.writes

    def __add__(self, other: Calls) -> Calls:
        """Both."""
        by_tool = {tool: self.by_tool.get(tool, 0) + number for tool, number in other.by_tool.items()}
        reads, writes, refused = (self.reads + other.reads, self.writes + other.writes, self.refused + other.refused)
        return Calls(reads, writes, refused, by_tool, self.paths + other.paths)


@dataclass(frozen=True, slots=True)
class Act:
    """A write of a person that the vendor accepted."""

    tool: str
    method: str
    path: str


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox; `environment` points the service there."""

    control: str
    environment: Mapping[str, str]
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """A call to the control."""
        answer = self.session.request(method, f"{self.control}{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def items(self, tool: str) -> dict[str, Any]:
        """A tool's items as people see them, by ref."""
        return {item["ref"]: item for item in self.ask(f"/state/{tool}?form=items")}

    def trello(self, who: str, method: str, path: str, **sent: str) -> Any:
        """A person's call to Trello."""
        origin, query = self.environment["COBRIDGE_TRELLO_URL"], {"key": "people", "token": f"trello-{who}"}
        answer = self.session.request(method, f"{origin}/1{path}", params=query, data=sent, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def asana(self, who: str, method: str, path: str, **data: Any) -> Any:
        """A person's call to Asana."""
        origin, headers = self.environment["COBRIDGE_ASANA_URL"], {"Authorization": f"Bearer asana-{who}"}
        url = f"{origin}/api/1.0{path}"
        answer = self.session.request(method, url, headers=headers, json={"data": data}, timeout=10)
        answer.raise_for_status()
        return answer.json()["data"]

    def wait(self) -> None:
        """Let time pass until no limit remembers a call."""
        self.ask("/clock", "POST", {"advance": WINDOW})

    def forget(self) -> None:
        """Count from here on."""
        self.ask("/requests", "DELETE")

    def acts(self) -> Sequence[Act]:
        """What people wrote since `forget`, where it was accepted."""
        own = self._own_accounts()
        return [
            Act(call["vendor"], call["method"], call["path"])
            for call in self.ask("/requests")["calls"]
            if call["actor"] not in own and call["method"] != "GET" and (call["status"] or 500) < 300
        ]

    def calls(self) -> Calls:
        """What the service sent since `forget`; people have to be counted apart."""
        record, own = self.ask("/requests"), self._own_accounts()
        sent = [call for call in record["calls"] if call["actor"] in own]
        batched = {tool: counts["batched"] for tool, counts in record["counts"].items()}
        single = [call for call in sent if not call["path"].endswith("/batch")]
        reads = sum(call["method"] == "GET" for call in single) + sum(batched.values())
        by_tool = {tool: batched[tool] + sum(call["vendor"] == tool for call in single) for tool in batched}
        paths = Counter(f"{call['vendor']} {call['method']} {_ID.sub('…', call['path'])}" for call in sent)
        refused = sum(call["status"] == 429 for call in sent)
        return Calls(reads, sum(call["method"] != "GET" for call in single), refused, by_tool, paths)

    def _own_accounts(self) -> frozenset[str]:
        service = self.ask("/seed")["service"]
        return frozenset({service["trello"][0]["member"]["id"], service["asana"][0]["user"]["gid"]})


@contextmanager
def served(seed: Mapping[str, Any], folder: Path) -> Iterator[Sandbox]:
    """A sandbox of this seed. Its limits are real and its clock is virtual: who waits loses no time."""
    file = folder / "seed.json"
    file.write_text(json.dumps(seed), encoding="utf-8")
    command = [*pinned(THEIRS), *COBRIDGE, "sandbox", "--seed", str(file), "--limits", "fast", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            environment = dict(_told(process.stdout))
            control = environment.pop("SANDBOX_URL")
            sandbox = Sandbox(control, environment)
            with sandbox.session:
                yield sandbox
        finally:
            process.terminate()


def _told(lines: IO[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("# ready"):
            return
        key, _, value = line.strip().partition("=")
        yield key, value
    raise RuntimeError("The sandbox ended before it was ready; what it said is above.")
