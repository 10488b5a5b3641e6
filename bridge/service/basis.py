"""Freezes the rosters that a quarter's figures rest upon, and sees who has left since."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import Threshold
from bridge.core.log.participation import Newcomers, Quarter
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.network import Network
from bridge.core.reports.disclosure.basis import Basis, leaving
from bridge.core.reports.disclosure.group import passing
from bridge.core.reports.disclosure.rosters import rosters
from bridge.ports.bases import Bases
from bridge.ports.vault import Vault

KEYED = "rosters of figures"


@dataclass(frozen=True, slots=True)
class Freezing:
    """`network` with its people as they are known now; of `ready` partners contents pass."""

    network: Network
    ready: Collection[PartnerId]
    bases: Bases
    vault: Vault

    def basis(self, quarter: Quarter, today: date, threshold: Threshold) -> Basis | None:
        """The quarter's frozen rosters, with who has left until now; frozen today where they are not yet.

        None for a quarter that is over and never had any. A network goes live, and its first quarter begins, with the
        first rosters on which a figure can rest; until then the basis is today's, and is not kept.
        """
        kept = self.bases.of(self.network.id, quarter.name)
        if kept:
            return self._without_leavers(kept)
        if Quarter.of(today) != quarter:
            return None
        now = rosters(self.network, self.ready, self._named(quarter.name))
        basis = Basis(quarter.name, today, self.bases.is_first(self.network.id), now)
        if not basis.first or passing(now, threshold):
            self.bases.freeze(self.network.id, basis)
        return basis

    def newcomers(self, basis: Basis) -> Newcomers:
        """By space, what stands in the log for everybody who is not of the quarter's rosters."""
        network, named = self.network.id, self._named(basis.quarter)
        known = {
            named(person): self.vault.pseudonyms(network, Purpose.TRANSPARENCY, person)
            for person in self.vault.holders(network).values()
        }
        return {
            space: frozenset(each for name in known.keys() - basis.everybody(space) for each in known[name])
            for space in basis.spaces
        }

    def _without_leavers(self, basis: Basis) -> Basis:
        gone = leaving(basis, rosters(self.network, self.ready, self._named(basis.quarter)))
        if not gone:
            return basis
        self.bases.leave(self.network.id, basis.quarter, gone)
        return self.bases.of(self.network.id, basis.quarter) or basis

    def _named(self, quarter: str) -> Callable[[PersonId], str]:
        """Under what a person stands in the rosters of a quarter: nobody can tell them in those of another."""
        return lambda person: self.vault.hashed(KEYED, f"{self.network.id}\t{quarter}\t{person}")
