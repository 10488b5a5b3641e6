"""The service at work: the command in a process of its own, or single cycles in this one."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import ConnectionId, Ref
from bridge.core.sync.terms import Terms
from bridge.ports.receiver import Reply, Request
from bridge.service.cycle import ORDINARY, Connectors, Cycle, Wish, run
from bridge.service.ingest import ingest
from tests.bench.people import places
from tests.bench.sandbox import COBRIDGE, OURS, Sandbox, pinned
from tests.consented import consented

NETWORK = """
[network]
id = "bau"
name = "Bau"
{partners}
[[spaces]]
id = "baustelle"
name = "Baustelle"
{places}
[charter]
version = "1"
"""
PARTNER = """
[[partners]]
id = "{partner}"
name = "{name}"
[[partners.connections]]
id = "{tool}"
tool = "{tool}"
settings = {{ {settings} }}
"""
PLACE = """
[[spaces.places]]
id = "{tool}-place"
connection = "{tool}"
container = "{container}"
"""
UNREACHED = 4
"""The exit code where all is done except for places that could not be reached."""
PARTNERS = {
    "trello": ("weber", "Musterbau Weber GmbH"),
    "asana": ("nordlicht", "Nordlicht Elektro KG"),
    "slack": ("lindner", "Lindner Statik"),
    "teams": ("pohl", "Pohl Ausbau GmbH"),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds that passed, seconds of processor time, and its most memory in MB.

    `complete`: it left no place out.
    """

    wall: float
    cpu: float
    memory: float
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Service:
    """The service in this process, for one space."""

    found: Installation
    terms: Terms
    connectors: Connectors
    threads: Executor

    def hear(self, request: Request) -> Reply:
        """Take in what Slack delivers. What it only hints at is found by looking."""
        receiver = self.found.receivers()[ConnectionId("slack")]
        space_of = {place.id: self.terms.space.id for place in self.terms.space.places}
        return ingest(request, receiver, self.found.inbox, space_of).reply

    def told(self, tool: str, refs: Iterable[str]) -> Wish:
        """What a cycle is asked for where a tool tells of these items."""
        named = frozenset(map(Ref, refs))
        return Wish(touched={place.id: named for place in self.terms.space.places if place.tool == tool and named})

    def cycle(self, wish: Wish = ORDINARY) -> Cycle:
        """One cycle, in which nothing may fail."""
        entering = self.found.entering(self.terms)
        cycle = run(self.terms, self.found.spaces, self.connectors, self.threads, entering, wish)
        if cycle.failures or cycle.refusal:
            raise RuntimeError(f"The cycle failed: {cycle.refusal or dict(cycle.failures)}")
        return cycle


def prepared(
    sandbox: Sandbox, tools: Sequence[str], folder: Path, containers: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of a service that mirrors places of these tools (the seed's), with nothing mirrored yet."""
    containers, network = containers or places(sandbox), folder / "network.toml"
    names = {tool: PARTNERS[tool] for tool in tools}
    partners = [
        PARTNER.format(partner=partner, name=name, tool=tool, settings=_settings(tool, sandbox))
        for tool, (partner, name) in names.items()
    ]
    shown = [PLACE.format(tool=tool, container=containers[tool]) for tool in tools]
    network.write_text(NETWORK.format(partners="".join(partners), places="".join(shown)), encoding="utf-8")
    ours = {
        "COBRIDGE_DATA_DIR": str(folder / "data"),
        "COBRIDGE_NETWORK_FILE": str(network),
        "COBRIDGE_VAULT_KEY": token_hex(32),
    }
    consented(ours)
    return {**sandbox.environment, **ours}


def _settings(tool: str, sandbox: Sandbox) -> str:
    team = sandbox.seed["graph"]["teams"][0]
    channel = f"{team['id']}/{team['channels'][0]['id']}"
    return {"asana": 'sign_in = "oauth"', "teams": f'channel = "{channel}"'}.get(tool, "")


def sync(environment: Mapping[str, str], *, partly: bool = False) -> Spent:
    """`cobridge sync` in a process of its own. Raises RuntimeError unless all was mirrored, or all but places apart."""
    began, command = time.monotonic(), [*pinned(OURS), *COBRIDGE, "sync", "--json"]
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ((0, UNREACHED) if partly else (0,)) or json.loads(said)["parked"]:
        raise RuntimeError(f"The sync failed with exit code {process.returncode}: {said}")
    took, cpu = time.monotonic() - began, usage.ru_utime + usage.ru_stime
    return Spent(took, cpu, usage.ru_maxrss / 1024, complete=not process.returncode)


@contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[Service]:
    """The service in this process; how this process logs is as before in the end."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        with (
            patch.dict(os.environ, environment),
            installation(alone=True) as found,
            ThreadPoolExecutor(max_workers=len(PARTNERS)) as threads,
        ):
            yield Service(found, found.terms[0], found.connectors(found.terms[0]), threads)
    finally:
        root.handlers, root.level = handlers, level
