"""Jobs begin when the service's clock says so, also where somebody moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic, sleep

import pytest

from bridge.entry.timetable import Timetable

DEADLINE = 10.0
DAY = timedelta(days=1)


class MovableClock:
    """As fast as the machine's, and somebody may move it."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def sleep(self, seconds: float) -> None:
        self.offset += timedelta(seconds=seconds)


def until(condition: Callable[[], object]) -> None:
    ends = monotonic() + DEADLINE
    while not condition():
        assert monotonic() < ends, "it did not come about"
        sleep(0.01)


@contextmanager
def table(clock: MovableClock, *, leaps: bool = True) -> Iterator[Timetable]:
    broken: list[str] = []
    timetable = Timetable(clock, 2, broken.append, leaps=leaps)
    timetable.start()
    try:
        yield timetable
    finally:
        timetable.stop(DEADLINE, lambda: None)
    assert not broken


def test_a_job_of_tomorrow_begins_when_it_is_tomorrow() -> None:
    """However soon the clock gets there, and not when it gets to this evening only."""
    clock, begun = MovableClock(), list[str]()
    with table(clock) as timetable:
        timetable.order("tomorrow", clock.now() + DAY, begun.append, "tomorrow")
        timetable.order("this evening", clock.now() + DAY / 4, begun.append, "this evening")
        clock.offset += DAY / 2
        until(lambda: begun)
        assert begun == ["this evening"]
        clock.offset += DAY / 2
        until(lambda: len(begun) == 2)
    assert begun == ["this evening", "tomorrow"]


def test_a_clock_that_is_put_back_puts_jobs_off() -> None:
    """What was a moment away is an hour away again."""
    clock, begun, another = MovableClock(), Event(), Event()
    with table(clock) as timetable:
        timetable.order("soon", clock.now() + DAY, begun.set)
        clock.offset -= DAY
        timetable.order("later", clock.now() + 1.5 * DAY, another.set)
        clock.offset += 1.6 * DAY
        until(another.is_set)
        assert not begun.is_set()


@pytest.mark.parametrize("leaps", [True, False])
def test_a_job_that_is_ordered_again_begins_once_at_the_new_moment(*, leaps: bool) -> None:
    """A space that is woken has no second turn of the old order."""
    clock, begun = MovableClock(), list[int]()
    with table(clock, leaps=leaps) as timetable:
        timetable.order("space", clock.now() + DAY, begun.append, 1)
        timetable.order("space", clock.now(), begun.append, 2)
        until(lambda: begun)
        clock.offset += 2 * DAY
        timetable.order("other", clock.now(), begun.append, 3)
        until(lambda: 3 in begun)
    assert begun == [2, 3]
