"""Officers: persons who hold a role in the network or for one partner."""

from __future__ import annotations

from dataclasses import dataclass, field

from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import PartnerId

OF_NETWORK = frozenset({Role.NETWORK_MANAGER, Role.DSB, Role.AUDITOR, Role.SYSADMIN})
"""Roles that an officer of the whole network may hold."""
OF_PARTNER = frozenset({Role.PARTNER_COORDINATOR, Role.BETRIEBSRAT, Role.DSB})
"""Roles that an officer of one partner may hold."""

_COUNCIL, _COORDINATOR, _MANAGER = Role.BETRIEBSRAT, Role.PARTNER_COORDINATOR, Role.NETWORK_MANAGER
APART_IN_PERSON = frozenset(
    map(
        frozenset,
        (
            (_MANAGER, Role.DSB),
            (_MANAGER, _COUNCIL),
            (_MANAGER, _COORDINATOR),
            (_MANAGER, Role.AUDITOR),
            (_COORDINATOR, _COUNCIL),
            (_COORDINATOR, Role.DSB),
            (_COORDINATOR, Role.AUDITOR),
            (_COUNCIL, Role.DSB),
            (Role.SYSADMIN, Role.DSB),
            (Role.SYSADMIN, _COUNCIL),
            (Role.SYSADMIN, Role.AUDITOR),
        ),
    )
)
"""Roles that one human never holds at once: who acts, who watches, and the two who approve together."""


def apart_in_person(one: Role, other: Role) -> bool:
    """Whether these two roles must be two humans, in the network or at one partner."""
    return frozenset((one, other)) in APART_IN_PERSON


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
