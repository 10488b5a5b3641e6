"""Keeps the lines open that we open ourselves, for tools that cannot reach us: each in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from bridge.core.errors import Failure
from bridge.core.model.ids import ConnectionId
from bridge.ports.line import Line

LOG = structlog.get_logger(__name__)
SOON, SELDOM = 1.0, 30.0
"""How often an open line is looked at, and how seldom at most one that cannot be opened, in the machine's seconds."""
OPENING = "{connection}: its line is being opened; what people send there waits or fails meanwhile."
ENDED = "{connection}: an error of Cobridge's own ended its line; diagnostics say which. The next start tries again."


class Lines:
    """All lines. `troubles` leads from connections to sentences: why nothing can arrive from there now."""

    def __init__(self, lines: Mapping[ConnectionId, Line]) -> None:
        self._ended = Event()
        self._threads = [Thread(target=self._hold, args=each, name=f"line {each[0]}") for each in lines.items()]
        self.troubles: dict[str, str] = {each: OPENING.format(connection=each) for each in lines}

    def start(self) -> None:
        """Open them."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Close them; what arrived is stored by then."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _hold(self, connection: ConnectionId, line: Line) -> None:
        try:
            self._keep(connection, line)
        finally:
            self.troubles[connection] = ENDED.format(connection=connection)
            line.close()

    def _keep(self, connection: ConnectionId, line: Line) -> None:
        """Open the line again whenever it is not; one that cannot be opened is tried ever more seldom."""
        pause = 0.0
        while not self._ended.wait(pause):
            pause = SOON if self._is_kept(connection, line) else min(max(2 * pause, SOON), SELDOM)

    def _is_kept(self, connection: ConnectionId, line: Line) -> bool:
        if not line.is_open:
            self.troubles.setdefault(connection, OPENING.format(connection=connection))
            try:
                line.open()
            except Failure as failure:
                self._tell(connection, failure.message)
                return False
        self.troubles.pop(connection, None)
        return True

    def _tell(self, connection: ConnectionId, reason: str) -> None:
        """One line of diagnostics for each trouble that was not there before."""
        sentence = f"{connection}: {reason}"
        if self.troubles.get(connection) != sentence:
            LOG.warning("A line cannot be opened.", connection=connection, reason=reason)
        self.troubles[connection] = sentence


@contextmanager
def held(lines: Mapping[ConnectionId, Line]) -> Iterator[Lines]:
    """The lines are kept open until the block ends."""
    holding = Lines(lines)
    holding.start()
    try:
        yield holding
    finally:
        holding.stop()
