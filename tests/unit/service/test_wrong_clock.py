"""The clock was hours or days ahead for a while, and was set right: nothing waits for the time that it showed."""

from __future__ import annotations

from datetime import timedelta

from bridge.core.model.alert import AlertKind
from bridge.service.health import READ_LATELY
from bridge.service.schedule import BUSY, QUIET, Rhythm, next_rhythm
from bridge.service.sync import Report
from tests.unit.connectors.virtual_clock import START
from tests.unit.core.builders import FULL, SPACE
from tests.unit.service import test_health, test_sync, test_troubles

DAYS = timedelta(days=5)


def test_a_place_is_read_whole_again_at_once() -> None:
    """When it was last read whole nobody knows; so it is, and not five days later."""
    office = test_sync.Office()
    office.visits.visited(FULL, office.clock.now() + DAYS, "", complete=True)
    office.sync()
    assert office.sites[FULL].sought[0].whole
    office.visits.visited(FULL, office.clock.now() + DAYS, "", complete=True)
    asked = len(office.sites[FULL].sought)
    office.sync()
    assert office.sites[FULL].sought[asked].whole


def test_a_reading_of_the_future_is_no_fresh_one() -> None:
    """`/health` and the alerts take it for none, so that a place that is down is not well for five days."""
    (place,) = test_health.standing(test_health.Memory(START + DAYS)).places
    assert place.late
    memory = test_troubles.Memory()
    memory.visits.visited(test_health.PLACE, START + DAYS, "", complete=True)
    memory.visits.visited(test_health.PLACE, START, "Trello answered 502.", complete=False)
    assert memory.kinds(START + 2 * READ_LATELY) == [AlertKind.STALE]


def test_a_quiet_space_grows_quiet_again() -> None:
    """It does not count as busy until the time that the clock showed has come."""
    rhythm, nothing = Rhythm(START + DAYS, BUSY), Report(SPACE, ((0, 0),))
    for minutes in (0, 6, 12, 18, 24, 30):
        rhythm = next_rhythm(rhythm, nothing, START + timedelta(minutes=minutes))
    assert rhythm.pause == QUIET
