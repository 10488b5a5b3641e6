"""How many deliveries a connection may have, so that nobody keeps us busy with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

PER_SECOND = 50
"""Six times what Slack sends to a workspace at most, 30,000 an hour: https://docs.slack.dev/apis/events-api/."""
AT_ONCE = 3_000
"""What may come in one burst: a minute's worth."""


@dataclass(slots=True)
class Rate:
    """A bucket that fills by the second. `seconds` is a clock that only runs on, whatever the time of day is set to."""

    seconds: Callable[[], float]
    _left: float = field(init=False)
    _since: float = field(init=False)

    def __post_init__(self) -> None:
        """Full at first."""
        self._left, self._since = AT_ONCE, self.seconds()

    def admits(self) -> bool:
        """Whether one more may come now; it is counted. For one thread, that of the event loop."""
        now = self.seconds()
        self._left = min(AT_ONCE, self._left + (now - self._since) * PER_SECOND)
        self._since = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
