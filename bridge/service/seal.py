"""The daily seal of the participation log, and what may be taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.core.log.commitment import commitment
from bridge.core.log.entry import Sealed
from bridge.core.model.network import Network
from bridge.ports.clock import Clock
from bridge.ports.store import LogStore


def seal(log: LogStore, network: Network, clock: Clock) -> int:
    """Seal every day that is over in the network's zone, and return how many entries that were. Safe to repeat."""
    return log.seal(clock.now().astimezone(network.zone).date())


def export_log(log: LogStore, network: Network) -> Sequence[Sealed]:
    """All sealed entries of the network; those of the current day wait for their seal."""
    return log.entries(network.id)


def verify_log(log: LogStore, network: Network) -> tuple[int, Sequence[str]]:
    """How many sealed entries there are, and the ids of those that no longer fit their commitment."""
    sealed = log.entries(network.id)
    altered = [each for each in sealed if commitment(each.entry, bytes.fromhex(each.salt)) != each.commitment]
    return len(sealed), [each.entry.event_id for each in altered]
