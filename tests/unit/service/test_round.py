"""How long a place is written to before all are looked at again."""

from __future__ import annotations

import pytest

from bridge.service.round import LASTS, MORE, Round
from tests.unit.connectors.virtual_clock import VirtualClock

LONG, SHORT = LASTS.total_seconds(), MORE.total_seconds()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def here(clock: VirtualClock) -> Round:
    """A round that begins now."""
    return Round(clock, clock.now() + LASTS)


def test_operations_are_begun_until_the_time_is_over(clock: VirtualClock, here: Round) -> None:
    """And then no more."""
    assert here.has_time(0)
    clock.move(1)
    assert here.has_time(0)
    clock.move(LONG - 1)
    assert here.has_time(0)
    clock.move(0.1)
    assert not here.has_time(0)


def test_nothing_is_begun_that_would_have_to_wait_for_longer(here: Round) -> None:
    """The other places would wait with it."""
    assert here.has_time(0)
    assert here.has_time(LONG)
    assert not here.has_time(LONG + 0.1)


def test_each_round_gets_on(clock: VirtualClock, here: Round) -> None:
    """The first operation is begun however long it has to wait, and what the wait brought may be used a little."""
    assert here.has_time(2 * LONG)
    clock.move(2 * LONG)
    assert here.has_time(0)
    clock.move(SHORT)
    assert here.has_time(0)
    clock.move(0.1)
    assert not here.has_time(0)
