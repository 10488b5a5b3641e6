"""How much waits for a person's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.conflicts import ConflictStore
from bridge.ports.store import SpaceStore
from bridge.service.conflicts import contested
from bridge.service.parked import waiting


@dataclass(frozen=True, slots=True)
class Undecided:
    """Counts of things, never of persons."""

    conflicts: int
    parked: int


def undecided(networks: Sequence[Terms], spaces: SpaceStore, conflicts: ConflictStore, clock: Clock) -> Undecided:
    """Of all the spaces, from memory alone."""
    return Undecided(
        sum(len(contested(terms, spaces, conflicts, clock)) for terms in networks),
        sum(len(waiting(terms, spaces)) for terms in networks),
    )
