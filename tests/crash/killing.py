"""How a process of the service ends: by SIGKILL, at a moment drawn from a seed; and only this process, by its id."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Condition, Timer
from typing import Literal

from connectors.sandbox import gate
from connectors.sandbox.exchange import Request, Response
from tests.judge.rows import by_the_service

Kind = Literal["in a call", "in a write", "after a call", "after an answer", "at a time", "at rest"]
KINDS: tuple[Kind, ...] = ("in a call", "in a write", "after a call", "at a time")
"""What can end a `sync`; a `run` can also die just after it answered somebody in Slack."""
READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Death:
    """In the n-th call (done, and never answered), so many seconds after one or after an answer to somebody, or
    after so many seconds of the process's life.
    """

    kind: Kind
    number: int
    seconds: float

    @classmethod
    def drawn(cls, draw: Random, kinds: tuple[Kind, ...], calls: int, life: tuple[float, float]) -> Death:
        """Within so many calls, or within this part of its life."""
        kind = draw.choice(kinds)
        seconds = draw.uniform(*life) if kind == "at a time" else draw.uniform(0, 0.04)
        most = max(2, calls // 4) if kind in {"in a write", "after an answer"} else max(2, calls)
        return cls(kind, min(draw.randint(1, most), draw.randint(1, most)), seconds)


@dataclass
class Watch:
    """Sees every call of the service before it is answered, and ends the process when its time has come."""

    calls: int = 0
    _stirs: Condition = field(default_factory=Condition)
    _process: subprocess.Popen[str] | None = None
    _death: Death | None = None
    _left: int = 0
    _resting: Timer | None = None

    def arm(self, process: subprocess.Popen[str], death: Death) -> None:
        """From now on, until the process has ended."""
        with self._stirs:
            self._process, self._death, self._left = process, death, death.number
        if death.kind == "at a time":
            _later(death.seconds, process.kill)

    def disarm(self) -> None:
        """Whatever runs lives on."""
        with self._stirs:
            self._death = None

    def answered(self) -> None:
        """Somebody in Slack was answered by the service."""
        self._count("after an answer")

    def witness(self, _: str, request: Request, __: Response) -> None:
        """`connectors.sandbox.gate.WITNESSES` takes it."""
        if not by_the_service(request):
            return
        with self._stirs:
            self.calls += 1
            self._stirs.notify_all()
            self._rest()
        self._count("in a call", "after a call")
        if request.method not in READING:
            self._count("in a write")

    def wait_for(self, calls: int, seconds: float) -> None:
        """Until the service has called so often again, or for so long."""
        with self._stirs:
            wanted = self.calls + calls
            self._stirs.wait_for(lambda: self.calls >= wanted, seconds)

    def _rest(self) -> None:
        """Wait anew until it has not called for so long."""
        if self._death and self._process and self._death.kind == "at rest":
            if self._resting:
                self._resting.cancel()
            self._resting = _later(self._death.seconds, self._process.kill)

    def _count(self, *kinds: Kind) -> None:
        with self._stirs:
            death, process = self._death, self._process
            if death is None or process is None or death.kind not in kinds:
                return
            self._left -= 1
            if self._left:
                return
        if death.kind.startswith("after"):
            _later(death.seconds, process.kill)
        else:
            process.kill()


@contextmanager
def watching() -> Iterator[Watch]:
    """Every call to a sandbox of this process."""
    watch = Watch()
    gate.WITNESSES.append(watch.witness)
    try:
        yield watch
    finally:
        gate.WITNESSES.remove(watch.witness)


def was_killed(process: subprocess.Popen[str]) -> bool:
    """Whether it died of that, and not by itself before its time had come."""
    return process.returncode == -signal.SIGKILL


def _later(seconds: float, kill: Callable[[], None]) -> Timer:
    """A process that has ended meanwhile is left alone, whoever has its id now: `Popen` sees to that."""
    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    return timer
