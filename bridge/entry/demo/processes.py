"""The processes the demo starts, the sandbox and the commands; it ends each one itself, by its own id."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

COBRIDGE = (sys.executable, "-m", "bridge.entry")
ONE_AFTER_ANOTHER = """
import contextlib, io, json, os, sys
from bridge.entry.cli import main
said = []
for words, code in json.load(sys.stdin):
    sys.argv, os.environ["COBRIDGE_CODE"] = ["cobridge", *words], code
    with contextlib.redirect_stdout(io.StringIO()) as told:
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise
    said.append(told.getvalue())
json.dump(said, sys.stdout)
"""
"""Commands of many officers, each with a code, in one process: to start one for each would take half a minute."""
PREFIX = "COBRIDGE_"
CONTROL = "SANDBOX_URL"
READY = "# ready"
HEALTH = re.compile(r"(http://\S+)/health")
PATIENCE = 10
"""Seconds a process has to end after it was asked to."""


class FailedError(Exception):
    """A process did not do what the demo needs; the message says which, and what it said."""


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox that answers: its control, and the environment that points the service there."""

    control_url: str
    environment: Mapping[str, str]


@contextmanager
def sandbox(seed: Path) -> Iterator[Running]:
    """`cobridge sandbox` on free ports with a virtual clock, until the block ends. Raises FailedError."""
    command = (*COBRIDGE, "sandbox", "--port", "0", "--limits", "fast", "--seed", str(seed))
    with _going_on(command, {}) as process:
        yield _ready(process)


def checked_offline(*arguments: str) -> Ended:
    """How the verifier, which needs nothing of ours, ended with these arguments, and what it printed."""
    command = (sys.executable, "-I", str(files("bridge") / "verifier.py"), *arguments)
    with _begun(command, {}) as process:
        printed, _ = process.communicate()
    return Ended(process.returncode, printed)


@contextmanager
def _going_on(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that ends when the block does."""
    with _begun(command, environment) as process:
        try:
            yield process
        finally:
            _end(process)


def _ready(process: subprocess.Popen[str]) -> Running:
    told: dict[str, str] = {}
    for line in process.stdout or ():
        if line.strip() == READY:
            return Running(told.pop(CONTROL), told)
        key, _, value = line.strip().partition("=")
        told[key] = value
    raise FailedError("cobridge sandbox ended before it was ready.")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


class Ended(NamedTuple):
    """A command's exit code, and what it printed."""

    code: int
    printed: str


@dataclass(frozen=True, slots=True)
class Commands:
    """The public commands, run with one environment."""

    environment: Mapping[str, str]

    def run(self, *arguments: str, ends: Collection[int] = (0,)) -> Ended:
        """How the command ended and what it printed. Raises FailedError when it ends with none of these."""
        with _begun((*COBRIDGE, *arguments), self.environment, stderr=subprocess.PIPE) as process:
            printed, complaint = process.communicate()
        if process.returncode not in ends:
            said = (complaint or printed).strip().splitlines() or ["no word"]
            raise FailedError(f"cobridge {' '.join(arguments)} ended with {process.returncode}: {said[-1]}")
        return Ended(process.returncode, printed)

    def run_each(self, asked: Sequence[tuple[Sequence[str], str]]) -> list[str]:
        """What each command printed, given with the code that stands beside it. Raises FailedError where one fails."""
        command = (sys.executable, "-c", ONE_AFTER_ANOTHER)
        pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
        with _begun(command, self.environment, **pipes) as process:
            printed, complaint = process.communicate(json.dumps(asked))
        if process.returncode:
            said = complaint.strip().splitlines() or ["no word"]
            raise FailedError(f"An officer's command ended with {process.returncode}: {said[-1]}")
        return list(map(str, json.loads(printed)))

    @contextmanager
    def listening(self) -> Iterator[str]:
        """`cobridge run` until the block ends; the value is the address that it answers at. Raises FailedError."""
        with _going_on((*COBRIDGE, "run", "--port", "0"), self.environment) as process:
            yield _address(process)


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if told := HEALTH.search(line):
            return told[1]
    raise FailedError("cobridge run ended before it answered anywhere.")


def _clean_environment() -> dict[str, str]:
    """This process's environment without settings of the service: the demo never touches a real installation."""
    return {key: value for key, value in os.environ.items() if not key.upper().startswith(PREFIX)}


@dataclass
class _Ending:
    """Whether a child is being started: who asks the demo to end in that moment waits until it is known to us."""

    starting: bool = False
    asked: int = 0

    def ask(self, number: int, _: FrameType | None) -> None:
        """A signal's handler: unwinds like an error."""
        if self.starting:
            self.asked = number
        elif number == signal.SIGINT:
            raise KeyboardInterrupt
        else:
            raise SystemExit(128 + number)

    def go_on(self) -> None:
        """The child is known; now unwind where somebody asked meanwhile."""
        self.starting, asked, self.asked = False, self.asked, 0
        if asked:
            self.ask(asked, None)


_ENDING = _Ending()


@contextmanager
def _begun(command: Sequence[str], environment: Mapping[str, str], **given: Any) -> Iterator[subprocess.Popen[str]]:  # noqa: ANN401  Popen's own
    """A process of ours, killed if the block ends in an error.

    It has a session of its own: Ctrl-C in the terminal reaches the demo alone, which then ends its children.
    """
    _ENDING.starting = True
    with subprocess.Popen(  # noqa: S603  our own command
        command, stdout=subprocess.PIPE, text=True, env={**_clean_environment(), **environment},
        start_new_session=True, **given,
    ) as process:  # fmt: skip
        try:
            _ENDING.go_on()
            yield process
        except BaseException:
            process.kill()
            raise


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Being asked to end, or losing the terminal, unwinds like an error, so that no child outlives the demo."""
    asked = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = {number: signal.signal(number, _ENDING.ask) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
