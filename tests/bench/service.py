"""The service at work: the command in a process of its own, or single cycles in this one."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

from bridge.bootstrap import Installation, installation
from bridge.core.sync.terms import Terms
from bridge.service.cycle import ORDINARY, Connectors, Cycle, Wish, run
from tests.bench.people import places
from tests.bench.sandbox import COBRIDGE, OURS, Sandbox, pinned

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

[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}

[[spaces]]
id = "baustelle"
name = "Baustelle"
[[spaces.places]]
id = "board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "project"
connection = "asana"
container = "{project}"

[charter]
version = "1"
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds that passed, seconds of processor time, and its most memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Service:
    """The service in this process, for one space."""

    found: Installation
    terms: Terms
    connectors: Connectors
    threads: Executor

    def cycle(self, wish: Wish = ORDINARY) -> Cycle:
        """One cycle, in which nothing may fail."""
        entering = self.found.entering(self.terms)
        cycle = run(self.terms, self.found.spaces, self.connectors, self.threads, entering, wish)
        if cycle.failures or cycle.refusal:
            raise RuntimeError(f"The cycle failed: {cycle.refusal or dict(cycle.failures)}")
        return cycle


def prepared(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    """The environment of a service that mirrors board and project, with nothing mirrored yet."""
    board, project = places(sandbox)
    network = folder / "network.toml"
    network.write_text(NETWORK.format(board=board, project=project), encoding="utf-8")
    return {
        **sandbox.environment,
        "COBRIDGE_DATA_DIR": str(folder / "data"),
        "COBRIDGE_NETWORK_FILE": str(network),
        "COBRIDGE_VAULT_KEY": token_hex(32),
    }


def sync(environment: Mapping[str, str]) -> Spent:
    """`cobridge sync` in a process of its own. Raises RuntimeError unless all was mirrored."""
    began, command = time.monotonic(), [*pinned(OURS), *COBRIDGE, "sync", "--json"]
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or json.loads(said)["parked"]:
        raise RuntimeError(f"The sync failed with exit code {process.returncode}: {said}")
    return Spent(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[Service]:
    """The service in this process; how this process logs is as before in the end."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        with (
            patch.dict(os.environ, environment),
            installation(alone=True) as found,
            ThreadPoolExecutor(max_workers=2) as threads,
        ):
            yield Service(found, found.terms[0], found.connectors(found.terms[0]), threads)
    finally:
        root.handlers, root.level = handlers, level
