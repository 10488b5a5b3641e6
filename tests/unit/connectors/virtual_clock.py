"""A clock that moves only when somebody waits on it or sets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


class VirtualClock:
    """Waiting moves it; safe to wait on from several threads."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._now = START
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)

    def move(self, seconds: float) -> None:
        with self._lock:
            self._now += timedelta(seconds=seconds)
