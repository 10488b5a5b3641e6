"""Commands without the second that each takes to start: a process that carries them out, one after the other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

SCRIPT = """
import json, sys
from typer.testing import CliRunner
from bridge.entry.cli import cobridge
for line in sys.stdin:
    done = CliRunner().invoke(cobridge, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
"""


@dataclass(frozen=True)
class Desk:
    """The process; one command at a time."""

    process: subprocess.Popen[str]

    def run(self, *arguments: str) -> str:
        """What the command printed; one that fails is a failure."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(arguments) + "\n")
        self.process.stdin.flush()
        code, printed, said = json.loads(self.process.stdout.readline())
        assert code == 0, said
        return str(printed)


@contextmanager
def desk(environment: Mapping[str, str]) -> Iterator[Desk]:
    """Until the block ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen((sys.executable, "-c", SCRIPT), stdin=pipe, stdout=pipe, env=environment, text=True) as begun:
        try:
            yield Desk(begun)
        finally:
            begun.kill()
