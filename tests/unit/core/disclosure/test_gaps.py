"""W4: days on which a place was not read."""

from __future__ import annotations

from datetime import date, timedelta

from bridge.core.reports.disclosure.gaps import reading
from bridge.core.reports.figures import Gap

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def days(first: int, last: int) -> frozenset[date]:
    """Of November."""
    return frozenset(date(2026, 11, 1) + timedelta(days=number - 1) for number in range(first, last + 1))


def test_dg_10_a_place_that_was_not_read_for_a_day_is_a_gap() -> None:
    """From the first to the last such day, and how many places; one day less a place is enough."""
    found = reading({"a": days(1, 30), "b": days(1, 17), "c": days(1, 17)}, MONDAY, SUNDAY)
    assert found.gaps == (Gap(date(2026, 11, 18), SUNDAY, 2),)
    assert not found.catches_up
    assert reading({"a": days(1, 30) - days(18, 18)}, MONDAY, SUNDAY).gaps == (
        Gap(date(2026, 11, 18), date(2026, 11, 18), 1),
    )
    assert reading({"a": days(1, 30)}, MONDAY, SUNDAY).gaps == ()


def test_dg_10_the_period_in_which_a_place_is_caught_up_holds_more_than_its_own() -> None:
    """The day before it was not read, so that two periods arrive in one; a gap that ended before does not matter."""
    late = reading({"a": days(1, 13) | days(16, 30)}, MONDAY, SUNDAY)
    assert (late.gaps, late.catches_up) == ((), True)
    assert not reading({"a": days(1, 10) | days(13, 30)}, MONDAY, SUNDAY).catches_up


def test_dg_10_a_place_that_was_never_read_is_missing_and_a_new_one_is_not() -> None:
    """One that comes in the middle has nothing to catch up, unless it was already waited for."""
    assert reading({"a": frozenset()}, MONDAY, SUNDAY).gaps == (Gap(MONDAY, SUNDAY, 1),)
    assert reading({"a": days(18, 30)}, MONDAY, SUNDAY).gaps == ()
    assert not reading({"a": days(16, 30)}, MONDAY, SUNDAY).catches_up
    waited = (Gap(date(2026, 11, 9), date(2026, 11, 15), 1),)
    assert reading({"a": days(16, 30)}, MONDAY, SUNDAY, waited).catches_up
