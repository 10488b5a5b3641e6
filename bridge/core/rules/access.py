"""Who may what: one table, from which tests, the page `docs/access.md` and database grants are made.

What no row allows is denied. No role has everything (PL-15). A row also says over whose data it holds: a role of one
partner never reaches another partner's, whatever its row says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.caller import Role

__all__ = ["GRANTS", "Grant", "Resource", "Role", "Scope", "Verb", "may", "scope"]


class Verb(StrEnum):
    """What is done with a resource."""

    READ = "read"
    EXPORT = "export"
    CHANGE = "change"
    APPROVE = "approve"


class Resource(StrEnum):
    """What is read or done. Every use case that shows personal data names one."""

    PERSONS = "persons"
    """Rosters, whose an account is, and the codes by which persons prove that it is them."""
    OFFICERS = "officers"
    """Who holds a role, and the codes of officers."""
    PREVIEWS = "previews"
    """What is about to be written, with the persons who become visible to others by it."""
    CONFLICTS = "conflicts"
    """Both versions of a contested field."""
    PARKED = "parked"
    """What a tool refused, with the values it was to have."""
    LOG = "log"
    """Entries of the participation log, under pseudonyms."""
    ACCESS_LOG = "access_log"
    """Who looked at what."""
    OWN_DATA = "own_data"
    """Everything that is recorded about one person."""
    CASES = "cases"
    """Requests of persons under the GDPR, and what became of them."""
    IDENTITIES = "identities"
    """Whose a pseudonym is. Changing them is asking to be told, approving them is agreeing to that."""
    CHARTER = "charter"
    """What the partners agreed, and proposals to change it."""
    CONSENTS = "consents"
    """A partner's gates: signature, council, notice."""
    PLACES = "places"
    """How places and connections stand; no person."""
    NETWORK = "network"
    """The network file: partners, spaces, places."""
    WORKLIST = "worklist"
    """How tasks and connections of spaces stand, with organisations as agreed. Changing it is confirming it."""
    FIGURES = "figures"
    """Figures as released; no person. Changing them is making them, from the log."""
    RETENTION = "retention"
    """Deletion rules, their runs, and legal holds."""
    BACKUPS = "backups"
    """Copies of the whole data directory, sealed."""


class Scope(StrEnum):
    """Over whose data a row holds, as far as the role is not one partner's in any case."""

    NETWORK = "network"
    """Of every partner."""
    PARTNER = "partner"
    """Of the own partner."""
    SELF = "self"
    """Of the person who asks."""
    VACANT = "vacant"
    """Of partners that named no coordinator of their own, in whose place somebody has to act."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role may do with a resource, and over whose data."""

    scope: Scope
    verbs: frozenset[Verb]


def _all(*verbs: Verb) -> Grant:
    return Grant(Scope.NETWORK, frozenset(verbs))


def _own(*verbs: Verb) -> Grant:
    return Grant(Scope.PARTNER, frozenset(verbs))


def _self(*verbs: Verb) -> Grant:
    return Grant(Scope.SELF, frozenset(verbs))


def _vacant(*verbs: Verb) -> Grant:
    return Grant(Scope.VACANT, frozenset(verbs))


_READ, _EXPORT, _CHANGE, _APPROVE = Verb.READ, Verb.EXPORT, Verb.CHANGE, Verb.APPROVE

GRANTS: Mapping[Role, Mapping[Resource, Grant]] = {
    Role.PERSON: {
        Resource.OFFICERS: _all(_READ),
        Resource.CONFLICTS: _own(_READ, _CHANGE),
        Resource.ACCESS_LOG: _self(_READ),
        Resource.OWN_DATA: _self(_READ, _EXPORT, _CHANGE),
        Resource.CASES: _self(_READ, _CHANGE),
        Resource.CHARTER: _all(_READ),
        Resource.WORKLIST: _own(_READ),
        Resource.FIGURES: _all(_READ),
        Resource.RETENTION: _all(_READ),
    },
    Role.PARTNER_COORDINATOR: {
        Resource.PERSONS: _own(_READ, _CHANGE),
        Resource.OFFICERS: _all(_READ),
        Resource.PREVIEWS: _own(_READ),
        Resource.CONFLICTS: _own(_READ, _CHANGE),
        Resource.PARKED: _own(_READ, _CHANGE),
        Resource.CASES: _own(_READ, _CHANGE),
        Resource.CHARTER: _all(_READ, _APPROVE),
        Resource.CONSENTS: _own(_READ, _APPROVE),
        Resource.PLACES: _own(_READ),
        Resource.NETWORK: _own(_READ, _CHANGE),
        Resource.WORKLIST: _own(_READ, _CHANGE),
        Resource.FIGURES: _all(_READ),
        Resource.RETENTION: _all(_READ),
    },
    Role.NETWORK_MANAGER: {
        Resource.OFFICERS: _all(_READ),
        Resource.CHARTER: _all(_READ, _CHANGE),
        Resource.CONSENTS: _all(_READ),
        Resource.PLACES: _all(_READ),
        Resource.NETWORK: _all(_READ, _CHANGE),
        Resource.WORKLIST: _all(_READ),
        Resource.FIGURES: _all(_READ),
        Resource.RETENTION: _all(_READ),
    },
    Role.DSB: {
        Resource.OFFICERS: _all(_READ),
        Resource.LOG: _all(_READ, _EXPORT),
        Resource.ACCESS_LOG: _all(_READ),
        Resource.OWN_DATA: _all(_READ, _EXPORT, _CHANGE),
        Resource.CASES: _all(_READ, _CHANGE),
        Resource.IDENTITIES: _all(_READ, _CHANGE, _APPROVE),
        Resource.CHARTER: _all(_READ),
        Resource.CONSENTS: _all(_READ, _APPROVE),
        Resource.PLACES: _all(_READ),
        Resource.FIGURES: _all(_READ),
        Resource.RETENTION: _all(_READ, _CHANGE),
    },
    Role.BETRIEBSRAT: {
        Resource.OFFICERS: _all(_READ),
        Resource.LOG: _all(_READ, _EXPORT),
        Resource.ACCESS_LOG: _own(_READ),
        Resource.IDENTITIES: _own(_READ, _CHANGE, _APPROVE),
        Resource.CHARTER: _all(_READ, _APPROVE),
        Resource.CONSENTS: _own(_READ, _APPROVE),
        Resource.FIGURES: _all(_READ),
        Resource.RETENTION: _all(_READ),
    },
    Role.AUDITOR: {
        Resource.OFFICERS: _all(_READ),
        Resource.LOG: _all(_READ),
        Resource.CHARTER: _all(_READ),
        Resource.CONSENTS: _all(_READ),
        Resource.RETENTION: _all(_READ),
    },
    Role.SYSADMIN: {
        Resource.PERSONS: _vacant(_READ, _CHANGE),
        Resource.OFFICERS: _all(_READ, _CHANGE),
        Resource.PREVIEWS: _vacant(_READ),
        Resource.CONFLICTS: _vacant(_READ, _CHANGE),
        Resource.PARKED: _vacant(_READ, _CHANGE),
        Resource.LOG: _all(_READ, _EXPORT),
        Resource.OWN_DATA: _vacant(_EXPORT, _CHANGE),
        Resource.CASES: _vacant(_READ, _CHANGE),
        Resource.CHARTER: _all(_READ, _CHANGE),
        Resource.CONSENTS: _all(_READ),
        Resource.PLACES: _all(_READ, _CHANGE),
        Resource.NETWORK: _all(_READ, _CHANGE),
        Resource.WORKLIST: _vacant(_READ, _CHANGE),
        Resource.RETENTION: _all(_READ, _CHANGE),
        Resource.BACKUPS: _all(_READ, _CHANGE),
    },
    Role.SERVICE: {
        Resource.PLACES: _all(_READ, _CHANGE),
        Resource.WORKLIST: _all(_READ),
        Resource.FIGURES: _all(_CHANGE),
        Resource.RETENTION: _all(_READ, _CHANGE),
    },
}
"""Every cell that is allowed."""


def may(role: Role, verb: Verb, resource: Resource) -> bool:
    """Whether some row allows it."""
    grant = GRANTS[role].get(resource)
    return grant is not None and verb in grant.verbs


def scope(role: Role, resource: Resource) -> Scope | None:
    """Over whose data the role's row for the resource holds; None where there is none."""
    grant = GRANTS[role].get(resource)
    return grant.scope if grant else None
