"""The sandbox's clock: real time and an offset that a client may move."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime


class Clock:
    """Aware UTC now. Called, it says what time it is in the sandbox."""

    def __init__(self, start: datetime | None = None) -> None:
        """Start at an instant, or at real time."""
        self._start = start
        self._moved = asyncio.Event()
        self.restart()

    def __call__(self) -> datetime:
        """What time it is."""
        return datetime.now(UTC) + self._offset

    def restart(self) -> None:
        """Back to the instant it started at, or to real time."""
        self.set(self._start or datetime.now(UTC))

    def set(self, now: datetime) -> None:
        """Make it this time, from which the clock runs on."""
        self._offset = now - datetime.now(UTC)
        self._wake()

    def advance(self, seconds: float) -> None:
        """Let this much time have passed; raises OverflowError beyond the calendar."""
        self._offset += timedelta(seconds=seconds)
        self()
        self._wake()

    async def until(self, moment: datetime) -> None:
        """Wait for an instant of this clock: for it to come, or for a client to move the clock there."""
        while (left := (moment - self()).total_seconds()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):  # unlike wait_for, it never swallows a cancellation
                    await self._moved.wait()

    def _wake(self) -> None:
        """Let everybody who waits look at the clock again."""
        self._moved.set()
        self._moved = asyncio.Event()

    def http_date(self) -> str:
        """The time as the `Date` header of an answer."""
        return format_datetime(self(), usegmt=True)


def iso(moment: datetime) -> str:
    """An instant as the vendors write it: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
