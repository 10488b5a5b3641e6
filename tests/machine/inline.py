"""Threads that run at once and in order, and a clock that moves when somebody acts: no chance but hypothesis's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

from bridge.ports.budget import Scope

P = ParamSpec("P")
T = TypeVar("T")


class Inline(Executor):
    """Runs what is submitted before it returns."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it now; what it raises comes out here."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Ticking:
    """Each look at this clock is a second later than the one before."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        """A later instant each time."""
        self._now += timedelta(seconds=1)
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move on at once."""
        self._now += timedelta(seconds=seconds)


class Hasty(Ticking):
    """A minute later at each look, so that a cycle has no time for more than two operations at a place."""

    def now(self) -> datetime:
        """A much later instant each time."""
        self._now += timedelta(minutes=1)
        return self._now


class Free:
    """A budget without limits that lets people act just before the connector's next calls are sent."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, Callable[[], object]]] = []

    def take(self, *limits: str) -> None:
        """Let whoever waits for this call act first."""
        del limits
        due = [act for left, act in self._waiting if left == 0]
        self._waiting = [(left - 1, act) for left, act in self._waiting if left]
        for act in due:
            act()

    def delay(self, *limits: str) -> float:
        """Nobody waits here."""
        del limits
        return 0.0

    def refused(self, seconds: float, *limits: str, scope: Scope = "token") -> None:
        """Nobody waits here."""

    def before_call(self, number: int, act: Callable[[], object]) -> None:
        """Do `act` just before the connector's call after `number` more."""
        self._waiting.append((number, act))

    def forget(self) -> None:
        """What still waits does not happen."""
        self._waiting.clear()
