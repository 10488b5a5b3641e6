"""What was counted under the vendors' limits: exact sliding windows, and the times for which calls were refused."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from threading import Lock

from connectors.layers.limit import Limit

ON_THE_WAY = timedelta(milliseconds=300)
"""How much longer than its window a call counts: the vendor counts when it arrives, and some calls travel faster."""

AHEAD = timedelta(seconds=1)
"""How far ahead of the present a call is assumed at most."""


@dataclass(slots=True)
class Window:
    """The calls counted under one limit. A call made at t counts until just before t + seconds + `ON_THE_WAY`.

    The last `unkept` of them are not in the file that outlives the process, where there is one; `kept` says whether
    the window as such is. `assumed` are calls that other processes may have made without having written them there.
    """

    limit: Limit
    taken: deque[datetime] = field(default_factory=deque)
    assumed: Sequence[datetime] = ()
    unkept: int = 0
    kept: bool = False

    def wait(self, now: datetime) -> timedelta:
        """How long until one more call fits."""
        if self.taken and self.taken[-1] > now:  # the clock was put back: nobody waits for the time it was ahead
            self.taken = deque(min(at, now) for at in self.taken)
        while self.taken and not self._counts(self.taken[0], now):
            self.taken.popleft()
        self.unkept = min(self.unkept, len(self.taken))
        assumed = self._assumed(now)
        if len(self.taken) + len(assumed) < self.limit.count:
            return timedelta()
        return min([*assumed, *islice(self.taken, 1)]) + self._length - now

    def count(self, now: datetime) -> None:
        self.taken.append(now)
        self.unkept += 1

    def stands(self, now: datetime) -> bool:
        """Whether any call still counts."""
        return bool(self._assumed(now)) or (bool(self.taken) and self._counts(self.taken[-1], now))

    @property
    def _length(self) -> timedelta:
        return timedelta(seconds=self.limit.seconds) + ON_THE_WAY

    def _assumed(self, now: datetime) -> Sequence[datetime]:
        """Those that still count; none from when the clock was ahead."""
        return [min(at, now) for at in self.assumed if at <= now + AHEAD and self._counts(at, now)]

    def _counts(self, at: datetime, now: datetime) -> bool:
        return now - at < self._length


@dataclass(slots=True)
class Closing:
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
class Counts:
    """What was counted and refused so far, of all credentials; `lock` is held by who looks or counts.

    Windows go by whose calls they count (a hash), the name that was announced, and the limit; closings by the first
    two.
    """

    windows: dict[tuple[str, str, Limit], Window] = field(default_factory=dict)
    closings: dict[tuple[str, str], Closing] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def window(self, whose: str, name: str, limit: Limit) -> Window:
        """Made where there is none yet."""
        return self.windows.setdefault((whose, name, limit), Window(limit))

    def closing(self, whose: str, name: str) -> Closing:
        """Made where there is none yet."""
        return self.closings.setdefault((whose, name), Closing())
