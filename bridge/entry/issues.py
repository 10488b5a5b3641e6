"""The weekly report by itself: on Mondays at six figures are released, and the issue goes to everybody.

Every morning what has stood in places for its time is taken away. An issue that was missed is made up for once; an
installation that begins in the middle of a week begins with the next Monday. All times are those of the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from apscheduler.triggers.cron import CronTrigger

from bridge.core.errors import NotPermittedError, Unusable
from bridge.core.log.participation import Week
from bridge.core.model.caller import service
from bridge.entry.timetable import Timetable
from bridge.service.week.issue import RELEASED, issue_at

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.service.week.outgoing import Delivery

LOG = structlog.get_logger(__name__)
AGAIN = timedelta(minutes=15)
"""After so long what could not be delivered is tried again."""
GRACE = 5.0
"""How long a delivery may take when the service is to end, in seconds; the next start goes on with it."""
JOB = "weekly report"


def send(found: Installation, week: str, caller: Caller) -> Delivery:
    """Release what is due, then deliver that issue to whoever has not got it. Safe to repeat.

    Raises NotPermittedError for who may not send, Unusable where it cannot be remembered what went out.
    """
    from bridge.bootstrap.weekly import outgoing
    from bridge.service.week.deliver import deliver

    troubles = release_due(found)
    delivery = deliver(week, caller, found.access, outgoing(found))
    delivery.troubles += troubles
    return delivery


def release_due(found: Installation) -> list[str]:
    """Release the figures of all periods that are over, and return why some could not be."""
    from bridge.bootstrap.releasing import releasing
    from bridge.service.release import due, release

    source, troubles = releasing(found), list[str]()
    for name, period in due(found.access, source):
        try:
            release(name, period, service(), found.access, source)
        except (NotPermittedError, Unusable) as fault:
            troubles.append(f"{name} {period.name}: {fault}")
    return troubles


class Issues:
    """The job of a service. Deliveries go out in a thread of their own, so no mirroring waits for a mail server."""

    def __init__(self, found: Installation) -> None:
        self._found = found
        self._timetable = Timetable(found.clock, 1, self._broke, leaps=found.settings.clock_url is not None)
        self._mornings = CronTrigger(hour=RELEASED.hour, minute=RELEASED.minute, timezone=found.network.zone)
        self._over: Week | None = None
        self._told: list[str] = []

    @contextmanager
    def going(self) -> Iterator[None]:
        """Until the block ends."""
        self._timetable.order(JOB, self._found.clock.now(), self._turn)
        self._timetable.start()
        try:
            yield
        finally:
            self._timetable.stop(GRACE, self._found.ending.begin)

    def _turn(self) -> None:
        try:
            is_over = self._worked()
        except Unusable as fault:
            LOG.warning("The weekly report cannot go out.", reason=str(fault))
            is_over = False
        now = self._found.clock.now()
        self._timetable.order(JOB, self._mornings.get_next_fire_time(None, now) if is_over else now + AGAIN, self._turn)

    def _worked(self) -> bool:
        """Whether nothing is to be tried again before the next morning."""
        from bridge.bootstrap.weekly import outgoing
        from bridge.service.week.places import expire

        found, week = self._found, issue_at(self._found.clock.now(), self._found.network.zone)
        if week == self._over or found.sendings.since(found.network.id, week.name) == week.name:
            expire(outgoing(found))
            return True
        if found.network.report is None:
            release_due(found)
            self._over = week
            return True
        delivery = send(found, week.name, service())
        self._tell(delivery)
        self._over = week if delivery.is_over else None
        return delivery.is_over

    def _tell(self, delivery: Delivery) -> None:
        """One line of diagnostics, without an address."""
        arrived = sum(each.state == "delivered" for each in (*(sent for _, sent in delivery.mails), *delivery.places))
        LOG.info("The weekly report went out.", week=delivery.week, delivered=arrived, over=delivery.is_over)
        for trouble in delivery.troubles:
            if trouble not in self._told:
                LOG.warning("The weekly report is not whole.", week=delivery.week, reason=trouble)
        self._told = delivery.troubles

    def _broke(self, _: str) -> None:
        """After an error of our own, which the diagnostics have: try again, since nothing goes out twice."""
        self._timetable.order(JOB, self._found.clock.now() + AGAIN, self._turn)
