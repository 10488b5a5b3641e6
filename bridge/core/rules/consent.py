"""Who has agreed to what, and what therefore holds: three gates per partner, recorded by two of its own (PL-08)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bridge.core.model.caller import Caller, Role
from bridge.core.model.charter import NEEDED, Consent, Gate, Points, Version
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Network, Partner
from bridge.core.rules.agreement import Difference, differences, narrowest, points_of

RECORDED_BY: Mapping[Gate, Role] = {
    Gate.SIGNED: Role.PARTNER_COORDINATOR,
    Gate.COUNCIL: Role.BETRIEBSRAT,
    Gate.NOTICE: Role.PARTNER_COORDINATOR,
    Gate.OPINION: Role.DSB,
    Gate.ROSTER: Role.BETRIEBSRAT,
    Gate.SETTINGS: Role.PARTNER_COORDINATOR,
    Gate.RELEASE: Role.PARTNER_COORDINATOR,
    Gate.REVIEW: Role.BETRIEBSRAT,
}
"""The officer of the partner who records each gate. A trusted person has the council's role."""
ALONE = 1
"""Persons of a partner who is one person: nobody but the data-protection officer can be the second account there."""


@dataclass(frozen=True, slots=True)
class Force:
    """What holds now: the points, who has agreed and to which version at the latest, and what waits in the file."""

    points: Points
    agreed: Mapping[PartnerId, int] = field(default_factory=dict)
    waiting: tuple[Difference, ...] = ()

    @property
    def ready(self) -> frozenset[PartnerId]:
        """Partners of whom every gate is recorded for some version."""
        return frozenset(self.agreed)


def in_force(network: Network, versions: Sequence[Version], consents: Sequence[Consent]) -> Force:
    """What holds in the network that a file declares."""
    known = {each.number: each for each in versions}
    agreed = {each.id: number for each in network.partners if (number := newest_agreed(each.id, versions, consents))}
    file = points_of(network)
    points = narrowest(file, [known[number].points for number in sorted(set(agreed.values()))])
    waiting = tuple(each for each in differences(points, file) if each.widens)
    return Force(points, agreed, waiting)


def newest_agreed(partner: PartnerId, versions: Sequence[Version], consents: Sequence[Consent]) -> int:
    """The newest version for which the partner passed every gate; 0 where there is none."""
    passed = (each.number for each in versions if not missing(partner, each.number, consents))
    return max(passed, default=0)


def missing(partner: PartnerId, version: int, consents: Sequence[Consent]) -> tuple[Gate, ...]:
    """The gates that the partner has not passed for the version, or whose consent it took back."""
    there = {each.gate for each in standing(partner, consents) if each.version == version}
    return tuple(gate for gate in NEEDED if gate not in there)


def standing(partner: PartnerId, consents: Collection[Consent]) -> tuple[Consent, ...]:
    """The partner's consents that nobody took back."""
    return tuple(each for each in consents if each.partner == partner and each.withdrawn_on is None)


def recorders(partner: Partner, gate: Gate) -> frozenset[Role]:
    """Whose act it is. Where one person works alone there is no council: the DSB is the second account."""
    role = RECORDED_BY[gate]
    alone = role is Role.BETRIEBSRAT and len(partner.roster) <= ALONE
    return frozenset({role, Role.DSB} if alone else {role})


def may_record(caller: Caller, partner: Partner, gate: Gate, known: Collection[Consent]) -> bool:
    """Whether it is this officer's to say: of the right role, of that partner, and never both accounts in one."""
    theirs = caller.partner == partner.id or (caller.role is Role.DSB and caller.partner is None)
    second = RECORDED_BY[gate] is Role.BETRIEBSRAT
    across = {each.by for each in standing(partner.id, known) if _is_second(each.gate) is not second}
    return caller.role in recorders(partner, gate) and theirs and (gate not in NEEDED or caller.id not in across)


def _is_second(gate: Gate) -> bool:
    return RECORDED_BY[gate] is not Role.PARTNER_COORDINATOR
