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
VENDORS = {"trello": "trello", "asana": "asana", "slack": "slack", "teams": "graph"}
COUNTS_ACTIONS = frozenset({"trello", "asana"})
"""Vendors that publish a limit which counts the actions of a batch."""
_ID = re.compile(r"[0-9a-f]{24}|\d{6,}|(?<=/)[A-Za-z0-9_-]{28}(?=/|$)|[0-9a-f-]{36}|19:[^/]+")
_READING = re.compile(r"/(auth\.test|conversations\.\w+|users\.\w+)$")
"""Slack's methods that only read, of those we use; all of them are posted."""


def pinned(core: int) -> tuple[str, ...]:
    """The words before a command that keep it on one processor; none where that cannot be done."""
    can = shutil.which("taskset") and (os.cpu_count() or 1) > THEIRS
    return ("taskset", "-c", str(core)) if can else ()


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of the service as the vendors' limits count them.

    In Asana each action of a batch is one. A batch of Graph's is one call, since Planner publishes no limit that would
    count its requests, and one answer is waited for; `parts` is what all calls would be if each of them counted.
    `refused` calls came too early (429) and had to be sent again. Signing in is no call of a tool.
    """

    reads: int = 0
    writes: int = 0
    refused: int = 0
    parts: int = 0
    by_tool: Mapping[str, int] = field(default_factory=dict)
    paths: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.reads + self.writes

    def __add__(self, other: Calls) -> Calls:
        """Both."""
        by_tool = {tool: self.by_tool.get(tool, 0) + number for tool, number in other.by_tool.items()}
        reads, writes, refused = (self.reads + other.reads, self.writes + other.writes, self.refused + other.refused)
        return Calls(reads, writes, refused, self.parts + other.parts, by_tool, self.paths + other.paths)


@dataclass(frozen=True, slots=True)
class Act:
    """A write of a person that the vendor accepted; in Slack also what they pressed, typed and sent (`ACT`)."""

    tool: str
    method: str
    path: str


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox; `environment` points the service there, `seed` is the effective one."""

    control: str
    environment: Mapping[str, str]
    seed: Mapping[str, Any]
    session: requests.Session = field(default_factory=requests.Session)
    acted: list[Act] = field(default_factory=list)

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """A call to the control."""
        answer = self.session.request(method, f"{self.control}{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def items(self, tool: str) -> dict[str, Any]:
        """A tool's items as people see them, by ref."""
        return {item["ref"]: item for item in self.ask(f"/state/{VENDORS[tool]}?form=items")}

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
        sent: dict[str, Any] = {"json": {"data": data}} if method in {"POST", "PUT"} else {"params": data}
        answer = self.session.request(method, url, headers=headers, timeout=10, **sent)
        answer.raise_for_status()
        return answer.json()["data"]

    def slack(self, who: str, method: str, **sent: Any) -> Any:
        """A person's call to Slack."""
        origin, headers = self.environment["COBRIDGE_SLACK_URL"], {"Authorization": f"Bearer slack-{who}"}
        answer = self.session.post(f"{origin}/api/{method}", headers=headers, json=sent, timeout=10).json()
        if not answer["ok"]:
            raise RuntimeError(f"Slack refused {method}: {answer['error']}")
        return answer

    def act(self, who: str, do: str, **wanted: Any) -> None:
        """What a person does in Slack itself."""
        answer = self.ask("/act", "POST", {"tool": "slack", "person": who, "do": do, **wanted})
        if answer["status"] != 200:
            raise RuntimeError(f"Slack was not answered to {do}: {answer}")
        self.acted.append(Act("slack", "ACT", " ".join([do, *wanted.get("values", ())])))

    def graph(self, who: str, method: str, path: str, data: Any = None, match: str = "") -> Any:
        """A person's call to Planner or Teams."""
        headers = {"Authorization": f"Bearer teams-{who}", **({"If-Match": match} if match else {})}
        url = f"{self.environment['COBRIDGE_GRAPH_URL']}/v1.0{path}"
        answer = self.session.request(method, url, headers=headers, json=data, timeout=10)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def wait(self) -> None:
        """Let time pass until no limit remembers a call."""
        self.ask("/clock", "POST", {"advance": WINDOW})

    def forget(self) -> None:
        """Count from here on."""
        self.acted.clear()
        self.ask("/requests", "DELETE")

    def acts(self) -> Sequence[Act]:
        """What people wrote since `forget`, where it was accepted."""
        own = self._own_accounts()
        written = [
            Act(call["vendor"], call["method"], call["path"])
            for call in self.ask("/requests")["calls"]
            if call["actor"] not in own and call["method"] != "GET" and (call["status"] or 500) < 300
        ]
        return [*written, *self.acted]

    def calls(self) -> Calls:
        """What the service sent since `forget`."""
        own = self._own_accounts()
        sent = [call for call in self.ask("/requests")["calls"] if call["actor"] in own]
        reads = sum(_weight(call) for call in sent if _reads(call))
        by_tool = {
            tool: sum(_weight(call) for call in sent if call["vendor"] == vendor) for tool, vendor in VENDORS.items()
        }
        paths = Counter(f"{call['vendor']} {call['method']} {_ID.sub('…', call['path'])}" for call in sent)
        refused = sum(call["status"] == 429 for call in sent)
        parts = sum(len(call.get("actions", "1")) for call in sent)
        return Calls(reads, sum(by_tool.values()) - reads, refused, parts, by_tool, paths)

    def _own_accounts(self) -> frozenset[str]:
        service = {tool: self.seed["service"][VENDORS[tool]][0] for tool in VENDORS}
        ids = (service["trello"]["member"]["id"], service["asana"]["user"]["gid"], service["slack"]["user"]["id"])
        return frozenset({*ids, service["teams"]["client_id"], service["teams"]["user"]["id"]})


def _weight(call: Mapping[str, Any]) -> int:
    return len(call.get("actions", "1")) if call["vendor"] in COUNTS_ACTIONS else 1


def _reads(call: Mapping[str, Any]) -> bool:
    methods = call.get("actions") or [call["method"]]
    return set(methods) == {"GET"} or bool(_READING.search(call["path"]))


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
            with requests.Session() as session:
                effective = session.get(f"{control}/seed", timeout=60).json()
                yield Sandbox(control, environment, effective, session)
        finally:
            process.terminate()


def _told(lines: IO[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("# ready"):
            return
        key, _, value = line.strip().partition("=")
        yield key, value
    raise RuntimeError("The sandbox ended before it was ready; what it said is above.")
