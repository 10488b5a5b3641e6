"""When a space is looked at next: soon while something happens there, ever more slowly while nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bridge.core.model.ids import PlaceId
from bridge.service.sync import Report

BUSY = timedelta(seconds=30)
QUIET = timedelta(minutes=5)
LATELY = timedelta(minutes=5)
"""For how long after something happened a space counts as busy."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a space is looked at: the pause before the next turn, when something last happened, and what is troubled."""

    stirred: datetime
    pause: timedelta = BUSY
    troubled: frozenset[PlaceId] = frozenset()


def next_rhythm(before: Rhythm, report: Report, now: datetime) -> Rhythm:
    """The rhythm after a turn that ended `now` with this report.

    A trouble that has just come or gone counts as something that happens; one that lasts is asked about as slowly as
    a quiet place. A paused space is looked at often: that asks no tool, and a person may let it run again.
    """
    troubled = frozenset(report.unreachable)
    stirs = any(changes or writes for changes, writes in report.cycles) or troubled != before.troubled
    stirred = now if stirs else min(before.stirred, now)  # a clock that was set back
    if report.paused or now - stirred < LATELY:
        return Rhythm(stirred, BUSY, troubled)
    return Rhythm(stirred, min(2 * before.pause, QUIET), troubled)
