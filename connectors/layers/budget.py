"""The rest of a vendor's limits, counted where the calls begin: exact sliding windows, shared by who shares them."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from bridge.core.errors import Retry
from bridge.ports.budget import Scope
from bridge.ports.clock import Clock
from connectors.layers.limit import Limit

ON_THE_WAY = timedelta(milliseconds=300)
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
    """The time for which the vendor refused calls."""

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


@dataclass(slots=True)
class _Counts:
    """What was counted and refused so far, of all credentials; `lock` is held by who looks or counts."""

    windows: dict[tuple[str, str, Limit], _Window] = field(default_factory=dict)
    closings: dict[tuple[str, str], _Closing] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class CredentialBudget:
    """What one credential may still do; see `bridge.ports.budget.Budget`. `_names` are the hashes of token and key."""

    _names: Mapping[Scope, str]
    _limits: Sequence[Limit]
    _counts: _Counts = field(repr=False)
    _clock: Clock
    _patience: timedelta
    _allow: Callable[[], None]

    def take(self, *limits: str) -> None:
        """Wait until one more call fits every window concerned, then count it in all of them at once.

        Raises Retry where that would take longer than the budgets' patience.
        """
        announced = dict.fromkeys(("", *limits))
        self._allow()
        while wait := self._counted(announced):
            if wait > self._patience:
                raise Retry("The tool's limit is used up for now.", after=wait.total_seconds(), code="limit")
            self._clock.sleep(wait.total_seconds())

    def refused(self, seconds: float, *limits: str, scope: Scope = "token") -> None:
        """Let nobody call under these limits with this token, or this key, before so much time has passed."""
        with self._counts.lock:
            for name in limits or ("",):
                closing = self._counts.closings.setdefault((self._names[scope], name), _Closing())
                closing.close(self._clock.now(), timedelta(seconds=seconds))

    def _counted(self, announced: Iterable[str]) -> timedelta:
        """Zero where the call was counted, else how long to wait before asking again."""
        with self._counts.lock:
            now = self._clock.now()
            windows = self._windows(announced)
            refused = [closing.wait(now) for closing in self._closings(announced)]
            wait = max([timedelta(), *refused, *(window.wait(now) for window in windows)])
            if not wait:
                for window in windows:
                    window.count(now)
            return wait

    def _windows(self, announced: Iterable[str]) -> list[_Window]:
        """Those of the limits that count such a call; each announced name has its own."""
        asked = [(name, limit) for name in announced for limit in self._limits if limit.name == name.partition(":")[0]]
        keys = [(self._names[limit.scope], name, limit) for name, limit in asked]
        return [self._counts.windows.setdefault(key, _Window(key[-1])) for key in keys]

    def _closings(self, announced: Iterable[str]) -> list[_Closing]:
        keys = [(whose, name) for whose in self._names.values() for name in announced]
        return [found for key in keys if (found := self._counts.closings.get(key))]


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
        self._counts = _Counts()

    def budget(
        self, tool: str, limits: Sequence[Limit], *, token: str, key: str = "", patience: timedelta | None = None
    ) -> CredentialBudget:
        """The budget of a token (and of the key it belongs to, where limits count by key) under these limits.

        Who has another `patience` than the rest shares their windows all the same.
        """
        names: dict[Scope, str] = {"token": _hash(tool, "token", token), "key": _hash(tool, "key", key or token)}
        waits = self._patience if patience is None else patience
        return CredentialBudget(names, tuple(dict.fromkeys(limits)), self._counts, self._clock, waits, self._allow)


def _hash(*parts: str) -> str:
    """So that no credential is kept, printed or compared."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
