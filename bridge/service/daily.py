"""What is done once a day: the log's seal, and forgetting what may no longer be kept."""

from __future__ import annotations

from bridge.core.model.network import Network
from bridge.ports.clock import Clock
from bridge.ports.conflicts import ConflictStore
from bridge.ports.journal import Tidying
from bridge.ports.log import LogStore, Signer
from bridge.service.conflicts import forget_old
from bridge.service.seal import seal


def end_day(
    log: LogStore, signer: Signer, journal: Tidying, conflicts: ConflictStore, network: Network, clock: Clock
) -> None:
    """Seal every day that is over, tidy the journal, delete lost values whose time is over. Safe to repeat."""
    seal(log, signer, network, clock)
    journal.tidy()
    forget_old(conflicts, clock)
