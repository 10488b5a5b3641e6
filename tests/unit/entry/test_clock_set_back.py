"""The machine's clock is set while the service runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from threading import Event
from time import monotonic

import pytest
from apscheduler.schedulers import base

from bridge.entry import timetable
from bridge.entry.timetable import Timetable

OFFSET = [timedelta()]


class Machine(datetime):
    """The machine's time, as far off as a test has set it."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # as the modules under test call it
        return datetime.now(tz) + OFFSET[0]


class Clock:
    """The machine's clock."""

    def now(self) -> datetime:
        return Machine.now(UTC)

    def sleep(self, seconds: float) -> None:
        raise AssertionError(seconds)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the machine is told the same."""
    OFFSET[0] = timedelta()
    monkeypatch.setattr(timetable, "datetime", Machine)
    monkeypatch.setattr(base, "datetime", Machine)
    monkeypatch.setattr(timetable, "SELDOM_LOOK", 0.05)


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_turn_comes_in_time_although_the_clock_was_set(hours: int) -> None:
    """Three hours back, and no space waits three hours for its turn; forward, and it comes at once."""
    begun, began = Event(), monotonic()
    jobs = Timetable(Clock(), 1, lambda _: None, leaps=False)
    jobs.start()
    try:
        jobs.order("turn", Machine.now(UTC) + timedelta(seconds=0.4), begun.set)
        OFFSET[0] = timedelta(hours=hours)
        jobs.order("another", Machine.now(UTC) + timedelta(days=1), lambda: None)  # APScheduler looks at the clock
        assert begun.wait(10.0)
        assert monotonic() - began < 10.0
    finally:
        jobs.stop(5.0, lambda: None)
