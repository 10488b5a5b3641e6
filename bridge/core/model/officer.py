"""Officers: persons who hold a role in the network or for one partner."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import PartnerId


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody named in the network file. `partner` is None for those of the whole network.

    `trusted`: a trusted person whom the staff chose where there is no works council; may what the council may.
    """

    id: str
    name: str
    role: Role
    email: str = field(repr=False)
    partner: PartnerId | None = None
    trusted: bool = False

    @property
    def caller(self) -> Caller:
        """The officer as whoever asks."""
        return Caller(self.id, self.role, self.partner)
