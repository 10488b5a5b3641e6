"""The rest of a vendor's limits, counted where the calls begin, shared by who shares them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.core.errors import Retry
from bridge.ports.budget import Scope
from bridge.ports.clock import Clock
from connectors.layers.kept import Kept
from connectors.layers.limit import Limit
from connectors.layers.window import Closing, Counts, Window


@dataclass(frozen=True, slots=True)
class CredentialBudget:
    """What one credential may still do; see `bridge.ports.budget.Budget`. `_names` are the hashes of token and key."""

    _names: Mapping[Scope, str]
    _limits: Sequence[Limit]
    _counts: Counts = field(repr=False)
    _clock: Clock
    _patience: timedelta
    _allow: Callable[[], None]
    _kept: Kept | None

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

    def delay(self, *limits: str) -> float:
        """How many seconds `take` would wait now."""
        announced = dict.fromkeys(("", *limits))
        with self._counts.lock:
            now = self._clock.now()
            return self._wait(announced, self._windows(announced), now).total_seconds()

    def refused(self, seconds: float, *limits: str, scope: Scope = "token") -> None:
        """Let nobody call under these limits with this token, or this key, before so much time has passed."""
        with self._counts.lock:
            now = self._clock.now()
            for name in limits or ("",):
                self._counts.closing(self._names[scope], name).close(now, timedelta(seconds=seconds))
            if self._kept:
                self._kept.write(self._counts, now)

    def _counted(self, announced: Iterable[str]) -> timedelta:
        """Zero where the call was counted, else how long to wait before asking again."""
        with self._counts.lock:
            now = self._clock.now()
            if self._kept:
                self._kept.take_over(self._counts, now)
            windows = self._windows(announced)
            wait = self._wait(announced, windows, now)
            if not wait:
                for window in windows:
                    window.count(now)
                if self._kept:
                    self._kept.counted(self._counts, windows, now)
            return wait

    def _wait(self, announced: Iterable[str], windows: Iterable[Window], now: datetime) -> timedelta:
        refused = (closing.wait(now) for closing in self._closings(announced))
        return max([timedelta(), *refused, *(window.wait(now) for window in windows)])

    def _windows(self, announced: Iterable[str]) -> list[Window]:
        """Those of the limits that count such a call; each announced name has its own."""
        asked = [(name, limit) for name in announced for limit in self._limits if limit.name == name.partition(":")[0]]
        return [self._counts.window(self._names[limit.scope], name, limit) for name, limit in asked]

    def _closings(self, announced: Iterable[str]) -> list[Closing]:
        keys = [(whose, name) for whose in self._names.values() for name in announced]
        return [found for key in keys if (found := self._counts.closings.get(key))]


class Budgets:
    """The budgets of one process: who comes with the same credential gets the same windows.

    Nobody waits longer than `patience` for one call: meanwhile the other places of a space would wait too. `allow` is
    asked before every call, and raises where none may begin. With `kept` they go on from where the last process was.
    """

    def __init__(
        self,
        clock: Clock,
        patience: timedelta = timedelta.max,
        allow: Callable[[], None] = lambda: None,
        kept: Kept | None = None,
    ) -> None:
        self._clock = clock
        self._patience = patience
        self._allow = allow
        self._kept = kept
        self._counts = Counts()

    def budget(
        self, tool: str, limits: Sequence[Limit], *, token: str, key: str = "", patience: timedelta | None = None
    ) -> CredentialBudget:
        """The budget of a token (and of the key it belongs to, where limits count by key) under these limits.

        Who has another `patience` than the rest shares their windows all the same.
        """
        names: dict[Scope, str] = {
            "token": self._hash(tool, "token", token),
            "key": self._hash(tool, "key", key or token),
        }
        waits = self._patience if patience is None else patience
        counted = tuple(dict.fromkeys(limits))
        return CredentialBudget(names, counted, self._counts, self._clock, waits, self._allow, self._kept)

    def close(self) -> None:
        """Keep what was counted, where it is kept. Nobody calls any more."""
        if self._kept:
            with self._counts.lock:
                self._kept.close(self._counts, self._clock.now())

    def _hash(self, *parts: str) -> str:
        """So that no credential is kept, printed or compared; keyed where it is kept."""
        text = "\0".join(parts)
        return self._kept.hashed(text) if self._kept else hashlib.sha256(text.encode()).hexdigest()
