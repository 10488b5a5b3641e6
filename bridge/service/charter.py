"""Agreeing: a charter is compared, proposed, and consented to by two accounts of each partner (PL-08).

Nobody else's word counts, least of all the network office's. What was taken back counts from the next cycle on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import Caller
from bridge.core.model.charter import Consent, Gate, Version
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Network, Partner
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.agreement import Difference, differences, fingerprint, points_of
from bridge.core.rules.consent import Force, in_force, may_record
from bridge.ports.charters import Charters
from bridge.ports.clock import Clock
from bridge.service.access import Access, within


class UnfitError(Exception):
    """What cannot be recorded as it was said; `key` names the sentence that says why, with these values."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Agreeing:
    """A network as its file declares it, with its people, and what was recorded of its partners' agreeing."""

    network: Network
    charters: Charters
    access: Access
    clock: Clock

    def force(self) -> Force:
        """What holds now."""
        return in_force(self.network, self.charters.versions(self.network.id), self.charters.consents(self.network.id))

    def today(self) -> date:
        """The day in the network's zone."""
        return self.clock.now().astimezone(self.network.zone).date()

    def partner(self, identity: str, caller: Caller) -> Partner:
        """The partner. Raises UnfitError where there is none for the caller (PL-16)."""
        known = {each.id: each for each in within(caller, self.network).partners}
        if identity not in known:
            raise UnfitError("partner.unknown", partner=identity, partners=", ".join(known))
        return known[PartnerId(identity)]


@dataclass(frozen=True, slots=True)
class Statement:
    """What an officer says of one gate: which document, of which day, and how many persons."""

    gate: Gate
    reference: str = ""
    given_on: date | None = None
    persons: int | None = None
    version: int | None = None


def compared(caller: Caller, agreeing: Agreeing) -> tuple[Difference, ...]:
    """What of the network file does not hold yet, and what it narrows against the version proposed last."""
    agreeing.access.permit(caller, Verb.READ, Resource.CHARTER)
    file, versions = points_of(agreeing.network), agreeing.charters.versions(agreeing.network.id)
    before = {each.point: each for each in differences(versions[-1].points if versions else {}, file)}
    waiting = {each.point: each for each in agreeing.force().waiting} if versions else {}
    found = {**before, **waiting}
    return tuple(found[point] for point in sorted(found))


def propose(caller: Caller, agreeing: Agreeing) -> Version:
    """Keep the charter of the network file as a version that partners can consent to; the same one is kept once."""
    agreeing.access.permit(caller, Verb.CHANGE, Resource.CHARTER)
    network, points = agreeing.network, points_of(agreeing.network)
    version = Version(0, fingerprint(points), network.charter.version, points, agreeing.today(), caller.id)
    return agreeing.charters.propose(network.id, version)


def consent(caller: Caller, agreeing: Agreeing, partner: str, said: Statement) -> Consent:
    """Record one gate of a partner, for the version proposed last unless it says which.

    Raises NotPermittedError where it is not this officer's to say, UnfitError where something is missing.
    """
    of = agreeing.partner(partner, caller)
    agreeing.access.permit(caller, Verb.APPROVE, Resource.CONSENTS, of.id)
    known = agreeing.charters.consents(agreeing.network.id)
    if not may_record(caller, of, said.gate, known):
        raise NotPermittedError("charter.not_yours", gate=said.gate.value, partner=of.id, id=caller.id)
    made = _consent(caller, agreeing, of, said)
    agreeing.charters.record(agreeing.network.id, made)
    return made


def _consent(caller: Caller, agreeing: Agreeing, partner: Partner, said: Statement) -> Consent:
    today, trusted = agreeing.today(), _is_trusted(caller, partner)
    given_on = said.given_on or today
    if given_on > today:
        raise UnfitError("charter.not_yet", day=given_on.isoformat())
    if said.gate is Gate.COUNCIL and not (said.reference or trusted):
        raise UnfitError("charter.needs_reference")
    if said.gate in {Gate.NOTICE, Gate.ROSTER} and not said.persons:
        raise UnfitError("charter.needs_number", gate=said.gate.value)
    number = _version(agreeing.charters.versions(agreeing.network.id), said.version)
    return Consent(
        partner.id, said.gate, number, caller.id, given_on, today, said.reference, said.persons,
        trusted and said.gate is Gate.COUNCIL,
    )  # fmt: skip


def _is_trusted(caller: Caller, partner: Partner) -> bool:
    """Whether the staff chose this officer because there is no works council."""
    return any(each.id == caller.id and each.trusted for each in partner.officers)


def _version(versions: Sequence[Version], wanted: int | None) -> int:
    known = [each.number for each in versions]
    if not known:
        raise UnfitError("charter.none")
    if wanted is not None and wanted not in known:
        raise UnfitError("charter.no_version", version=str(wanted), versions=", ".join(map(str, known)))
    return wanted or known[-1]


def withdraw(caller: Caller, agreeing: Agreeing, partner: str, gate: Gate) -> int:
    """Take a gate back, for every version: from the next cycle on only references pass. How many consents that were."""
    of = agreeing.partner(partner, caller)
    agreeing.access.permit(caller, Verb.APPROVE, Resource.CONSENTS, of.id)
    if not may_record(caller, of, gate, ()):
        raise NotPermittedError("charter.not_yours", gate=gate.value, partner=of.id, id=caller.id)
    return agreeing.charters.withdraw(agreeing.network.id, of.id, gate, agreeing.today())
