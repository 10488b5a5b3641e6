"""The service that runs by schedule: turns of all spaces and the addresses it answers at, in one process."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

import structlog

from bridge.core.errors import Unusable
from bridge.entry.alerts import Alerts
from bridge.entry.issues import Issues
from bridge.entry.lines import held as held_open
from bridge.entry.scheduler import Rounds, rounds
from bridge.entry.subscriptions import Subscriptions
from bridge.entry.web import hooks
from bridge.entry.web.health import routes
from bridge.entry.web.server import serving
from bridge.service.cycle import UNTOUCHED
from bridge.service.health import Health, health
from bridge.service.ingest import hinted, ingest, keep, note_missed

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.ids import PlaceId, SpaceId
    from bridge.ports.receiver import Received, Receiver, Request

LOG = structlog.get_logger(__name__)
SIGNALS = (signal.SIGINT, signal.SIGTERM)
SERVER_ENDED = 0
"""What stands for the server among the signals' numbers."""


def run(found: Installation, opened: socket.socket | None) -> None:
    """Work until a signal asks to end, and return when what was begun is done.

    `opened` is where `/health` and `/hooks` are answered; None answers nowhere. Raises Unusable when the server ends
    by itself.
    """
    with _asked_to_end() as ends, ExitStack() as held:
        going = held.enter_context(rounds(found))
        taking = _Taking(found, going)
        receivers = found.receivers()
        lines = held.enter_context(held_open(found.lines(receivers, taking.over_a_line)))
        deliveries: Mapping[str, str] = {}
        if opened:
            kept = Subscriptions(found, found.subscriptions(), taking.look_at)

            def told(received: Received) -> None:
                kept.heard(received)
                taking.wake(received)

            standing = routes(lambda: _health(found, {**going.troubles, **lines.troubles, **kept.troubles}))
            routers = [standing, hooks.routes(receivers, taking.at_our_address, told)]
            held.enter_context(serving(routers, opened, lambda: ends.put(SERVER_ENDED)))
            held.enter_context(kept.going())
            deliveries = kept.troubles
        held.enter_context(Issues(found).going())
        held.enter_context(Alerts(found, lambda: {**lines.troubles, **deliveries}, going).going())
        if ends.get() == SERVER_ENDED:
            raise Unusable(
                "The server of /health and /hooks ended by itself, so Cobridge ended too: its diagnostics say why."
            )


def _health(found: Installation, troubles: Mapping[str, str]) -> Health:
    return health(found.terms, found.visits, found.pauses, found.clock, troubles)


class _Taking:
    """Deliveries go into the inbox of their places' spaces, which are then looked at."""

    def __init__(self, found: Installation, going: Rounds) -> None:
        self._inbox, self._visits, self._going = found.inbox, found.visits, going
        self._space_of: Mapping[PlaceId, SpaceId] = {
            place.id: terms.space.id for terms in found.terms for place in terms.space.places
        }

    def at_our_address(self, request: Request, receiver: Receiver) -> Received:
        """See `hooks.Take`."""
        received = ingest(request, receiver, self._inbox, self._space_of)
        note_missed(received, self._visits)
        return received

    def over_a_line(self, received: Received) -> None:
        """Return when it is stored; raises Unusable where it cannot be, and then it is not acknowledged."""
        try:
            keep(received, self._inbox, self._space_of)
        except Unusable as fault:
            LOG.warning("A delivery could not be stored.", reason=str(fault))
            raise
        self.wake(received)

    def wake(self, received: Received) -> None:
        """Look at what was told of."""
        for space, touched in hinted(received, self._space_of).items():
            self._going.wake(space, touched)

    def look_at(self, places: frozenset[PlaceId]) -> None:
        """Look at the spaces of these places."""
        for space in {self._space_of[place] for place in places}:
            self._going.wake(space, UNTOUCHED)


@contextmanager
def _asked_to_end() -> Iterator[SimpleQueue[int]]:
    """Signals as numbers in a queue, which a handler may fill at any moment. A second signal ends the process at once.

    That does no harm: what was not recorded is found again by the next start.
    """
    ends = SimpleQueue[int]()

    def end(number: int, _: object) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        ends.put(number)

    before = {number: signal.signal(number, end) for number in SIGNALS}
    try:
        yield ends
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
