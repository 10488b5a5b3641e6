"""Who asks, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.ids import PartnerId

OPERATOR = "operator"
"""Whoever runs a command and says nothing else: the account of the machine that the service runs under."""
SERVICE = "service"
"""The service itself."""


class Role(StrEnum):
    """The closed list of roles (PL-15). What each may is `bridge.core.rules.access`."""

    PERSON = "person"
    PARTNER_COORDINATOR = "partner_coordinator"
    NETWORK_MANAGER = "network_manager"
    DSB = "dsb"
    BETRIEBSRAT = "betriebsrat"
    AUDITOR = "auditor"
    SYSADMIN = "sysadmin"
    SERVICE = "service"


APART = frozenset({Role.DSB, Role.BETRIEBSRAT})
"""Whose reading no role of an employer learns of (PL-19)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer of the network file, a person of a roster, the operator, or the service itself.

    `partner` is whose officer or person it is; None for those of the whole network.
    """

    id: str
    role: Role
    partner: PartnerId | None = None


def operator() -> Caller:
    """Who runs a command without saying who asks."""
    return Caller(OPERATOR, Role.SYSADMIN)


def service() -> Caller:
    """The service, where it reads by itself."""
    return Caller(SERVICE, Role.SERVICE)
