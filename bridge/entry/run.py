"""The service that runs by schedule: turns of all spaces and the addresses it answers at, in one process."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

from bridge.core.errors import Unusable
from bridge.entry.scheduler import Rounds, rounds
from bridge.entry.web import hooks
from bridge.entry.web.health import routes
from bridge.entry.web.server import serving
from bridge.service.health import Health, health
from bridge.service.ingest import hinted, ingest

if TYPE_CHECKING:
    from fastapi import APIRouter

    from bridge.bootstrap import Installation
    from bridge.ports.receiver import Received, Receiver, Request

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
        if opened:
            routers = [routes(lambda: _health(found, going)), _hooks(found, going)]
            held.enter_context(serving(routers, opened, lambda: ends.put(SERVER_ENDED)))
        if ends.get() == SERVER_ENDED:
            raise Unusable(
                "The server of /health and /hooks ended by itself, so Cobridge ended too: its diagnostics say why."
            )


def _health(found: Installation, going: Rounds) -> Health:
    return health(found.terms, found.visits, found.pauses, found.clock, dict(going.troubles))


def _hooks(found: Installation, going: Rounds) -> APIRouter:
    """Deliveries go into the inbox of their places' spaces, which are then looked at."""
    space_of = {place.id: terms.space.id for terms in found.terms for place in terms.space.places}

    def take(request: Request, receiver: Receiver) -> Received:
        return ingest(request, receiver, found.inbox, space_of)

    def wake(received: Received) -> None:
        for space, touched in hinted(received, space_of).items():
            going.wake(space, touched)

    return hooks.routes(found.receivers(), take, wake)


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
