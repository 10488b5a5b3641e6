"""The daily seal of the participation log, and what may be taken out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bridge.core.log.checking import holds
from bridge.core.log.roots import Signed, anchor_of
from bridge.core.log.written import Line, lines
from bridge.core.model.network import Network
from bridge.ports.clock import Clock
from bridge.ports.log import LogStore, Signer


def seal(log: LogStore, signer: Signer, network: Network, clock: Clock) -> int:
    """Seal every day that is over in the network's zone, and return how many entries that were. Safe to repeat.

    The root of the last of these days is signed, and remembered apart from the log.
    """
    today = clock.now().astimezone(network.zone).date()
    number = log.seal(network.id, today, partial(signer.sign, network.id))
    _remember(log, signer, network.id)
    return number


def last_root(log: LogStore, network: Network) -> Signed | None:
    """The newest signed root; None before the first day was sealed."""
    with log.view(network.id) as view:
        return view.last_root()


def root_of_day(log: LogStore, network: Network, day: str) -> Signed | None:
    """The signed root of a day (ISO)."""
    with log.view(network.id) as view:
        return next((each for each in view.roots() if each.root.day == day), None)


@contextmanager
def export_log(log: LogStore, signer: Signer, network: Network) -> Iterator[Iterator[Line]]:
    """The lines of the exported log, one by one; entries of the current day wait for their seal."""
    with log.view(network.id) as view:
        yield lines(network.id, signer.public_key(network.id), view.leaves(), view.roots())


def _remember(log: LogStore, signer: Signer, network: str) -> None:
    """What was remembered is replaced only by a root that came after it: a log that lost it must not hide that."""
    known = signer.anchor(network)
    with log.view(network) as view:
        last = view.last_root()
        if last and anchor_of(last) != known and (known is None or holds(view.roots(), known)):
            signer.keep_anchor(network, anchor_of(last))
