"""Wakes the spaces and the end of the day, by jobs that are made anew from the network file at each start.

Each space has one job. A turn orders the next when it ends, so two turns of a space never overlap. `wake` orders one
at once. A turn that raises something unexpected orders nothing more: APScheduler writes the error to the diagnostics,
and `troubles` says so. All times are those of the service's clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Lock
from typing import TYPE_CHECKING

import structlog
from apscheduler.triggers.cron import CronTrigger

from bridge.core.errors import Unusable
from bridge.core.model.ids import PlaceId, Ref, SpaceId
from bridge.core.sync.terms import Terms
from bridge.entry.timetable import Timetable
from bridge.service.cycle import Touched
from bridge.service.daily import end_day
from bridge.service.schedule import QUIET, Rhythm, next_rhythm
from bridge.service.sync import Report
from bridge.service.turn import trouble, turn

if TYPE_CHECKING:
    from bridge.bootstrap import Installation

LOG = structlog.get_logger(__name__)
GRACE = 5.0
"""How long turns may go on when the service is to end, in seconds; what is not begun then is left to the next start."""
MINUTES_AFTER_MIDNIGHT = 5
DAILY = "end of the day"
BROKEN = "An error of Cobridge's own ended the work on {job}: its diagnostics say which. The next start tries again."


class Rounds:
    """The turns of all spaces, each on its own, and the end of the day. `troubles` leads from jobs to sentences.

    `unusable` is why the last turn could not work at all (the store, the vault), or empty.
    """

    def __init__(self, found: Installation) -> None:
        self._found = found
        self._stopping = Event()
        # A space that waits for its tool keeps nobody else waiting.
        threads, leaps = len(found.terms) + 1, found.settings.clock_url is not None
        self._timetable = Timetable(found.clock, threads, self._broke, leaps=leaps)
        self._midnight = CronTrigger(hour=0, minute=MINUTES_AFTER_MIDNIGHT, timezone=found.network.zone)
        self._spaces = {_job(terms.space.id): terms for terms in found.terms}
        self._rhythms = {terms.space.id: Rhythm(found.clock.now()) for terms in found.terms}
        self._told: dict[SpaceId, dict[PlaceId, str]] = {}
        self._lock = Lock()
        self._running = set[SpaceId]()
        self._woken: dict[SpaceId, dict[PlaceId, frozenset[Ref]]] = {}
        self._unsought: dict[SpaceId, Touched] = {}
        self.troubles: dict[str, str] = {}
        self.unusable = ""

    def start(self) -> None:
        """Everything begins at once; the budgets keep to what the tools allow."""
        self._timetable.order(DAILY, self._found.clock.now(), self._end_day)
        for terms in self._found.terms:
            self._order(terms, timedelta())
        self._timetable.start()

    def stop(self) -> None:
        """Begin no turn any more and wait for those that run; after `GRACE` they begin nothing more either."""
        self._stopping.set()
        self._timetable.stop(GRACE, self._found.ending.begin)

    def wake(self, space: SpaceId, touched: Touched) -> None:
        """Begin a turn of the space at once, or right after the one that runs; it seeks what was `touched`.

        What it cannot look at, the next turns seek. Any thread may call it. A hint that the end of the process loses
        costs time alone: inbox and places keep the rest.
        """
        with self._lock:
            waits = space in self._woken or space in self._running
            self._remember(space, touched)
            if not waits:
                self._order(self._spaces[_job(space)], timedelta())

    def _remember(self, space: SpaceId, touched: Touched) -> None:
        known = self._woken.setdefault(space, {})
        for place, refs in touched.items():
            known[place] = known.get(place, frozenset()) | refs

    def _order(self, terms: Terms, pause: timedelta) -> None:
        self._timetable.order(_job(terms.space.id), self._found.clock.now() + pause, self._turn, terms)

    def _turn(self, terms: Terms) -> None:
        found, space = self._found, terms.space.id
        with self._lock:
            if self._stopping.is_set() or space in self._running:  # the one that runs orders the next
                return
            self._running.add(space)  # for good where it raises: then nothing orders a turn any more
            self._remember(space, self._unsought.pop(space, {}))
            touched = self._woken.pop(space)
        with suppress(Unusable):  # where the vault cannot be read, the turn itself says so
            terms = found.current(terms)
        report = turn(
            terms, found.spaces, found.pauses, found.visits, lambda: found.connectors(terms), found.clock,
            found.entering(terms), touched=touched,
        )  # fmt: skip
        with suppress(Unusable):  # then the next turn says so
            if not (report.paused or report.unusable):
                found.announce(terms)
        self.unusable = report.unusable
        self._tell(space, report)
        self._rhythms[space] = next_rhythm(self._rhythms[space], report, found.clock.now())
        with self._lock:
            self._running.remove(space)
            self._unsought[space] = report.unsought
            self._order(terms, timedelta() if space in self._woken else self._rhythms[space].pause)

    def _tell(self, space: SpaceId, report: Report) -> None:
        """One line of diagnostics for each trouble that was not there before."""
        told = dict(report.unreachable)
        if report.paused:
            told[report.paused.place] = f"The guard paused the space: {report.paused.reason}."
        for place, reason in told.items():
            if self._told.get(space, {}).get(place) != reason:
                LOG.warning("A place is in trouble.", space=space, place=place, reason=reason)
        self._told[space] = told

    def _end_day(self) -> None:
        now = self._found.clock.now()
        self._timetable.order(DAILY, self._midnight.get_next_fire_time(None, now), self._end_day)
        self._seal()

    def _seal(self) -> None:
        from bridge.bootstrap.acting import look_after

        found = self._found
        try:
            end_day(found.log, found.signer, found.retaining, found.network, found.clock)
            look_after(found)
        except Unusable as fault:
            LOG.warning("The end of the day has to be done again.", reason=str(fault))
            self.troubles[DAILY] = str(fault)
            self._timetable.order(f"{DAILY}, again", found.clock.now() + QUIET, self._seal)
        else:
            self.troubles.pop(DAILY, None)

    def _broke(self, job: str) -> None:
        """What is called after APScheduler has written an unexpected error to the diagnostics."""
        sentence = BROKEN.format(job=job)
        terms = self._spaces.get(job)
        self.troubles[job if terms else DAILY] = sentence
        if terms:
            trouble(terms, self._found.visits, self._found.clock, sentence)


@contextmanager
def rounds(found: Installation) -> Iterator[Rounds]:
    """The turns go on until the block ends."""
    going = Rounds(found)
    going.start()
    try:
        yield going
    finally:
        going.stop()


def _job(space: SpaceId) -> str:
    return f"the space {space}"
