"""Whose an account was is not remembered for longer than the deletion rule allows."""

from __future__ import annotations

from bridge.core.model.network import Network
from bridge.ports.clock import Clock
from bridge.ports.rosters import Rosters


def forget_former(rosters: Rosters, network: Network, clock: Clock) -> None:
    """Forget what was undone, and who left, thirty days ago or earlier. Safe to repeat."""
    today = clock.now().astimezone(network.zone).date()
    for partner, roster in rosters.of(network.id).items():
        if roster.tidied(today) != roster:
            rosters.change(network.id, partner, lambda kept: kept.tidied(today))
