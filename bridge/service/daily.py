"""What is done once a day: the log's seal, and forgetting what may no longer be kept."""

from __future__ import annotations

from bridge.core.model.network import Network
from bridge.ports.clock import Clock
from bridge.ports.log import LogStore, Signer
from bridge.service.retention import Retaining, forget_due
from bridge.service.seal import seal


def end_day(log: LogStore, signer: Signer, retaining: Retaining, network: Network, clock: Clock) -> None:
    """Seal every day that is over, then delete what is due. Safe to repeat."""
    seal(log, signer, network, clock)
    forget_due(retaining, network, clock)
