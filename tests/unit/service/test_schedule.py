"""When a space is looked at next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.refusal import Refusal
from bridge.service.schedule import BUSY, LATELY, QUIET, Rhythm, next_rhythm
from bridge.service.sync import Report

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SPACE, PLACE = SpaceId("haus-7"), PlaceId("board")
CALM = Report(SPACE, cycles=((0, 0),))
CHANGED = Report(SPACE, cycles=((1, 0), (0, 0)))
WRITTEN = Report(SPACE, cycles=((0, 1), (0, 0)))
TROUBLED = Report(SPACE, unreachable={PLACE: "The token was revoked."})
PAUSED = Report(SPACE, paused=Refusal(PLACE, 7, 7, "emptied"))
LONG_AGO = NOON - 2 * LATELY
HERE = frozenset({PLACE})
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("before", "report", "pause"),
    [
        (Rhythm(LONG_AGO, QUIET), CHANGED, BUSY),
        (Rhythm(LONG_AGO, QUIET), WRITTEN, BUSY),
        (Rhythm(LONG_AGO, QUIET), TROUBLED, BUSY),
        (Rhythm(LONG_AGO, QUIET, HERE), CALM, BUSY),  # the trouble is over: its backlog drains
        (Rhythm(LONG_AGO, QUIET), PAUSED, BUSY),  # asks no tool, and a person may resume it
        (Rhythm(NOON - LATELY + MINUTE, BUSY), CALM, BUSY),
        (Rhythm(LONG_AGO, BUSY), CALM, MINUTE),
        (Rhythm(LONG_AGO, MINUTE), CALM, 2 * MINUTE),
        (Rhythm(LONG_AGO, 4 * MINUTE), CALM, QUIET),
        (Rhythm(LONG_AGO, QUIET), CALM, QUIET),
        (Rhythm(LONG_AGO, MINUTE, HERE), TROUBLED, 2 * MINUTE),  # a lasting trouble is not hammered at
    ],
)
def test_soon_where_something_happens_and_slowly_where_nothing_does(
    before: Rhythm, report: Report, pause: timedelta
) -> None:
    """Half a minute while people work, doubling to five minutes once nothing has happened for a while."""
    assert next_rhythm(before, report, NOON).pause == pause


def test_an_evening_without_changes_slows_a_space_down_and_one_change_wakes_it() -> None:
    """The pauses of a space that falls quiet: half minutes for a while, then longer ones, never above five minutes."""
    rhythm, now, pauses = Rhythm(NOON), NOON, []
    while now < NOON + timedelta(hours=1):
        rhythm = next_rhythm(rhythm, CALM, now)
        pauses.append(rhythm.pause)
        now += rhythm.pause
    assert pauses == sorted(pauses)
    assert pauses.count(BUSY) == LATELY // BUSY
    assert (pauses[0], pauses[-1]) == (BUSY, QUIET)
    assert next_rhythm(rhythm, CHANGED, now).pause == BUSY
