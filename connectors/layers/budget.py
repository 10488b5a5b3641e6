"""The rest of a vendor's limits, counted where the calls begin: exact sliding windows, shared by who shares them."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from bridge.core.errors import Retry
from bridge.ports.clock import Clock
from connectors.layers.limit import Limit

ON_THE_WAY = timedelta(milliseconds=500)
"""How much longer than its window a call counts: the vendor counts when it arrives, and some calls travel faster."""


@dataclass(slots=True)
class _Window:
    """The calls counted under one limit. A call made at t counts until just before t + seconds + `ON_THE_WAY`."""

    limit: Limit
    _taken: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """How long until one more call fits."""
        if self._taken and self._taken[-1] > now:  # the clock was put back: nobody waits for the time it was ahead
            self._taken = deque(min(at, now) for at in self._taken)
        length = timedelta(seconds=self.limit.seconds) + ON_THE_WAY
        while self._taken and now - self._taken[0] >= length:
            self._taken.popleft()
        return self._taken[0] + length - now if len(self._taken) >= self.limit.count else timedelta()

    def count(self, now: datetime) -> None:
        self._taken.append(now)


@dataclass(slots=True)
class _Closing:
    """The time for which the vendor refused a token."""

    since: datetime | None = None
    length: timedelta = timedelta()

    def wait(self, now: datetime) -> timedelta:
        if self.since is None:
            return timedelta()
        self.since = min(self.since, now)
        return max(self.since + self.length - now, timedelta())

    def close(self, now: datetime, length: timedelta) -> None:
        if length > self.wait(now):
            self.since, self.length = now, length


@dataclass(frozen=True, slots=True)
class CredentialBudget:
    """What one credential may still do; see `bridge.ports.budget.Budget`."""

    _windows: Sequence[_Window]
    _closing: _Closing
    _clock: Clock
    _lock: Lock = field(repr=False)
    _patience: timedelta
    _allow: Callable[[], None]

    def take(self, limit: str = "") -> None:
        """Wait until one more call fits every window concerned, then count it in all of them at once.

        Raises Retry where that would take longer than the budgets' patience.
        """
        windows = [window for window in self._windows if window.limit.name in ("", limit)]
        self._allow()
        while wait := self._counted(windows):
            if wait > self._patience:
                raise Retry("The tool's limit is used up for now.", after=wait.total_seconds(), code="limit")
            self._clock.sleep(wait.total_seconds())

    def refused(self, seconds: float) -> None:
        """Let nobody call with this token before so much time has passed."""
        with self._lock:
            self._closing.close(self._clock.now(), timedelta(seconds=seconds))

    def _counted(self, windows: Sequence[_Window]) -> timedelta:
        """Zero where the call was counted, else how long to wait before asking again."""
        with self._lock:
            now = self._clock.now()
            wait = max([self._closing.wait(now), *(window.wait(now) for window in windows)])
            if not wait:
                for window in windows:
                    window.count(now)
            return wait


class Budgets:
    """The budgets of one process: who comes with the same credential gets the same windows.

    Nobody waits longer than `patience` for one call: meanwhile the other places of a space would wait too. `allow` is
    asked before every call, and raises where none may begin.
    """

    def __init__(
        self, clock: Clock, patience: timedelta = timedelta.max, allow: Callable[[], None] = lambda: None
    ) -> None:
        self._clock = clock
        self._patience = patience
        self._allow = allow
        self._lock = Lock()
        self._windows: dict[tuple[str, Limit], _Window] = {}
        self._closings: dict[str, _Closing] = {}

    def budget(
        self, tool: str, limits: Sequence[Limit], *, token: str, key: str = "", patience: timedelta | None = None
    ) -> CredentialBudget:
        """The budget of a token (and of the key it belongs to, where limits count by key) under these limits.

        Who has another `patience` than the rest shares their windows all the same.
        """
        names = {"token": _hash(tool, "token", token), "key": _hash(tool, "key", key or token)}
        with self._lock:
            windows = [
                self._windows.setdefault((names[limit.scope], limit), _Window(limit)) for limit in dict.fromkeys(limits)
            ]
            closing = self._closings.setdefault(names["token"], _Closing())
        waits = self._patience if patience is None else patience
        return CredentialBudget(windows, closing, self._clock, self._lock, waits, self._allow)


def _hash(*parts: str) -> str:
    """So that no credential is kept, printed or compared."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
