"""How long places are written to before all of them are looked at again: a large import must hold up nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.ports.clock import Clock

LASTS = timedelta(seconds=45)
"""Nothing is begun later than this, nor what the tool's limits would hold back for longer.

Less than a minute, in which most tools count calls: what comes between two rounds falls into the time for which a place
that has used up its minute would wait anyway.
"""
MORE = timedelta(seconds=15)
"""How long a place that had to wait for its first operation may use what the wait brought."""


@dataclass(slots=True)
class Round:
    """One place's writing, until `ends` by `clock`. The first operation is begun in any case: each round gets on."""

    clock: Clock
    ends: datetime
    _begun: bool = field(default=False, init=False)
    _went_on: datetime | None = field(default=None, init=False)

    def has_time(self, delay: float) -> bool:
        """Whether an operation that has to wait for so many seconds is to be begun; asked before each one."""
        if not self._begun:
            self._begun = True
            return True
        now = self.clock.now()
        self._went_on = self._went_on or now
        return now + timedelta(seconds=delay) <= max(self.ends, self._went_on + MORE)
