"""Tells the two named persons of troubles: at the end of a sync, and every minute beside the turns of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bridge.core.errors import Unusable
from bridge.core.model.alert import Alert, AlertKind
from bridge.entry.scheduler import Rounds
from bridge.entry.timetable import Timetable
from bridge.service.alert import alert
from bridge.service.troubles import Around, Stores, troubles

if TYPE_CHECKING:
    from bridge.bootstrap import Installation

LOG = structlog.get_logger(__name__)
PAUSE = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
"""How often troubles are looked for, and how seldom at most while the mail server takes nothing."""
GRACE = 5.0
"""How long a mail may take when the service is to end, in seconds."""
JOB = "alerts"


def tell(found: Installation, around: Around, unusable: str = "") -> str:
    """Send what is due, and return why something could not be sent, or empty. Without a mailer nobody is told.

    `unusable` is why the store takes nothing more, or empty.
    """
    alerting = found.alerting
    if alerting.mailer is None:
        return ""
    now = found.clock.now()
    try:
        seen = [*troubles(found.terms, Stores(found.spaces, found.visits, found.pauses), around, now, alerting.say)]
        if unusable:
            seen.append(Alert(AlertKind.DISK, "database", unusable))
        return alert(seen, alerting.notes, alerting.mailer, found.network, now, alerting.say)
    except Unusable as fault:
        return str(fault)


def at_once(found: Installation) -> Around:
    """What a command knows that has just looked at everything: whoever was not read for long is late now."""
    return Around(datetime.min.replace(tzinfo=UTC), free=found.alerting.free(), ends=found.alerting.ends())


class Alerts:
    """The job of a service. `trouble` says why nobody can be told at the moment, or is empty."""

    def __init__(self, found: Installation, deliveries: Callable[[], Mapping[str, str]], going: Rounds) -> None:
        """`deliveries` leads from connections to why their tools do not deliver."""
        self._found, self._deliveries, self._going = found, deliveries, going
        leaps = found.settings.clock_url is not None
        self._timetable = Timetable(found.clock, 1, lambda _: self._order(LONGEST), leaps=leaps)
        self._began: datetime = found.clock.now()
        self._pause = PAUSE
        self.trouble = ""

    @contextmanager
    def going(self) -> Iterator[None]:
        """Until the block ends. Mails go out in a thread of their own, so no mirroring waits for a mail server."""
        if self._found.alerting.mailer is None:
            yield
            return
        self._order(PAUSE)
        self._timetable.start()
        try:
            yield
        finally:
            self._timetable.stop(GRACE, self._found.ending.begin)

    def _order(self, pause: timedelta) -> None:
        self._timetable.order(JOB, self._found.clock.now() + pause, self._tell)

    def _tell(self) -> None:
        alerting = self._found.alerting
        service = dict(self._going.troubles)
        around = Around(self._began, self._deliveries(), service, alerting.free(), alerting.ends())
        trouble = tell(self._found, around, self._going.unusable)
        if trouble and trouble != self.trouble:
            LOG.warning("Nobody can be told of troubles.", reason=trouble)
        self.trouble = trouble
        self._pause = min(2 * self._pause, LONGEST) if trouble else PAUSE
        self._order(self._pause)
