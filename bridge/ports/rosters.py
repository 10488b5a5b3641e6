"""Whom partners listed and which accounts they confirmed: identities, apart from everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from bridge.core.model.ids import PartnerId
from bridge.core.model.roster import Roster


class Rosters(Protocol):
    """The partners' rosters, kept in the vault. `tests/contracts/rosters.py` holds every promise.

    What is known of a person ends with the person's key (`Vault.destroy`): they are in no roster then, and have no
    account, former ones included.
    """

    def of(self, network: str) -> Mapping[PartnerId, Roster]:
        """The rosters of a network's partners, as they are now, also after another process changed them."""
        ...

    def change(self, network: str, partner: PartnerId, change: Callable[[Roster], Roster]) -> Roster:
        """Put what `change` makes of the partner's roster in its place, and return it.

        In one piece: nobody changes it in between, and whatever `change` raises leaves it as it was. One that is
        empty afterwards is not kept at all.
        """
        ...
