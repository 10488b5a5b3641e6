"""Keeps the subscriptions by which tools deliver to our address: one job each, which orders itself anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

import structlog

from bridge.core.errors import Unusable
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.entry.timetable import Timetable
from bridge.ports.receiver import Received
from bridge.service.subscribe import SOON, Arranged, Wanted, subscribe

if TYPE_CHECKING:
    from bridge.bootstrap import Installation

LOG = structlog.get_logger(__name__)
GRACE = 5.0
"""How long a call to a tool may go on when the service is to end, in seconds."""
LEEWAY = timedelta(minutes=15)
"""How long after it should have been looked at a subscription counts as standing."""
BROKEN = "{connection}: an error of Cobridge's own ended its subscription: its diagnostics say which."
Wake = Callable[[frozenset[PlaceId]], None]


class Subscriptions:
    """All of them. `troubles` leads from connections to sentences: why nothing is delivered from there, so far."""

    def __init__(self, found: Installation, wanted: Mapping[ConnectionId, Wanted], wake: Wake) -> None:
        self._found, self._wanted, self._wake = found, wanted, wake
        leaps = found.settings.clock_url is not None
        self._timetable = Timetable(found.clock, max(1, len(wanted)), self._broke, leaps=leaps)
        self._busy = {connection: Lock() for connection in wanted}
        self._ordering = Lock()
        self._orders = dict.fromkeys(wanted, 0)
        self.troubles: dict[str, str] = {}

    @contextmanager
    def going(self) -> Iterator[None]:
        """Subscribe at once, and keep it so until the block ends. What is subscribed stays: the next start finds it.

        Tools try the address before they answer, so it has to be served by now.
        """
        for connection in self._wanted:
            self._order(connection, self._found.clock.now())
        self._timetable.start()
        try:
            yield
        finally:
            self._timetable.stop(GRACE, self._found.ending.begin)

    def heard(self, received: Received) -> None:
        """Subscribe again where the tool said that a subscription ends or is gone."""
        for connection, wanted in self._wanted.items():
            if any(place.id in received.lapsed for place in wanted.places):
                with self._ordering:
                    self._order(connection, self._found.clock.now())

    def _order(self, connection: ConnectionId, moment: datetime) -> None:
        """In the place of what was ordered before."""
        self._orders[connection] += 1
        self._timetable.order(connection, moment, self._arrange, connection, self._orders[connection])

    def _arrange(self, connection: ConnectionId, order: int) -> None:
        with self._busy[connection]:  # two at a time would subscribe twice
            said = self._arranged(connection)
            self._tell(connection, said.trouble)
            with self._ordering:
                if self._orders[connection] == order:  # else somebody said meanwhile that it lapsed
                    self._order(connection, said.again)
        if said.missed:
            self._wake(said.missed)

    def _arranged(self, connection: ConnectionId) -> Arranged:
        try:
            said = subscribe(self._wanted[connection], self._found.visits, self._found.clock)
            self._found.deliveries.arranged(connection, said.again + LEEWAY, said.trouble)
            return said
        except Unusable as fault:
            return Arranged(self._found.clock.now() + SOON, trouble=str(fault))

    def _tell(self, connection: ConnectionId, reason: str) -> None:
        """One line of diagnostics for each trouble that was not there before."""
        sentence = f"{connection}: {reason}"
        if not reason:
            self.troubles.pop(connection, None)
        elif self.troubles.get(connection) != sentence:
            LOG.warning("A tool does not deliver.", connection=connection, reason=reason)
            self.troubles[connection] = sentence

    def _broke(self, connection: str) -> None:
        """What is called after APScheduler has written an unexpected error to the diagnostics."""
        self.troubles[connection] = BROKEN.format(connection=connection)
