"""Time as the service sees it; nothing else asks the machine's clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Aware UTC, and waiting. The sandbox's virtual clock is one: waiting there moves its time instead of ours."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return when that much of this clock's time has passed. Raises Retry where the process is to end meanwhile."""
        ...
