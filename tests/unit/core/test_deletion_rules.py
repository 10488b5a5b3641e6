"""Periods as DIN 66398 counts them, and which tasks are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from bridge.core.model.conflict import KEPT_FOR
from bridge.core.model.ids import PlaceId, Ref, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.operation import CreateItem
from bridge.core.model.roster import KEPT
from bridge.core.model.task import FIELDS, Fields, Task
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.ended import ended
from bridge.core.rules.retention import DataType, Period, end_of_quarter, last_quarter_over, quarter_of
from bridge.service.participate import RETENTION

ONE, TWO = PlaceId("one"), PlaceId("two")
TASK = TaskId("task")


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(days=14), date(2026, 11, 1), date(2026, 11, 15)),
        (Period(months=12), date(2028, 2, 29), date(2029, 2, 28)),
        (Period(months=36), date(2026, 12, 31), date(2029, 12, 31)),
        (Period(months=1), date(2026, 1, 31), date(2026, 2, 28)),
    ],
)
def test_a_period_ends_on_a_day(period: Period, start: date, end: date) -> None:
    """Days are counted from the one on which it began; a month without that day ends on its last."""
    assert period.after(start) == end


@given(dates(date(2000, 1, 1), date(2100, 1, 1)), integers(0, 400), integers(0, 40))
def test_what_is_due_is_due_on_its_day_and_not_before(today: date, days: int, months: int) -> None:
    """Whatever the period, nothing goes too early and nothing is left for the next day."""
    period = Period(days, months)
    last = period.latest_start(today)
    assert period.after(last) <= today < period.after(last + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "quarter", "end", "over"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 3, 31), date(2025, 12, 31)),
        (date(2026, 6, 30), "2026-Q2", date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 11, 22), "2026-Q4", date(2026, 12, 31), date(2026, 9, 30)),
    ],
)
def test_a_quarter_is_over_when_its_last_day_is(day: date, quarter: str, end: date, over: date) -> None:
    """What began in a quarter counts from its end."""
    assert (quarter_of(day), end_of_quarter(day), last_quarter_over(day)) == (quarter, end, over)


def test_pl_30_there_is_one_rule_for_each_data_type_and_one_period_everywhere() -> None:
    """No other part of the program keeps the same data for another time."""
    assert set(CATALOGUE) == set(DataType)
    assert CATALOGUE[DataType.CONFLICTS].period.days == KEPT_FOR.days
    assert CATALOGUE[DataType.IDENTITIES].period.days == KEPT.days
    assert RETENTION == DataType.PARTICIPATION


def _memory(*links: Standing | None, archived: bool = True) -> Memory:
    fields = Fields("Dach", archived=archived)
    there = {
        place: {TASK: Link(Ref(place), fields, frozenset(FIELDS), standing=standing)}
        for place, standing in zip((ONE, TWO), links, strict=True)
        if standing
    }
    return Memory(tasks={TASK: Task(TASK, fields, ONE)}, links=there)


@pytest.mark.parametrize(
    ("memory", "over"),
    [
        (_memory(Standing.GONE, Standing.GONE), True),
        (_memory(Standing.GONE, Standing.LEFT), True),
        (_memory(Standing.GONE, None), True),
        (_memory(Standing.LEFT, Standing.LEFT, archived=False), True),
        (_memory(Standing.GONE, Standing.LIVE), False),
        (_memory(Standing.LIVE, None), False),
        (_memory(Standing.GONE, Standing.GONE, archived=False), False),
        (_memory(Standing.LEFT, None, archived=False), False),
    ],
)
def test_a_task_is_over_when_no_place_shows_it_or_will(memory: Memory, *, over: bool) -> None:
    """What is archived somewhere, or to be made anew, may still be wanted."""
    assert (TASK in ended(memory, frozenset({ONE, TWO}))) is over


def test_a_task_that_was_begun_somewhere_is_not_over() -> None:
    """A create that was sent and not answered may have come about."""
    memory = _memory(Standing.GONE, None)
    begun = Memory(memory.tasks, {}, memory.links, intents={TWO: (CreateItem(TWO, TASK, Fields(), frozenset()),)})
    assert not ended(begun, frozenset({ONE, TWO}))
