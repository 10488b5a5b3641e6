"""Every use case that shows personal data asks here whether the caller may, and has the look recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from typing import NoReturn

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import PartnerId, PersonId, SpaceId
from bridge.core.model.network import Network, Partner
from bridge.core.rules.access import Resource, Scope, Verb, may, scope
from bridge.ports.access_log import AccessEntry, AccessLog, Result
from bridge.ports.clock import Clock
from bridge.ports.vault import Vault

__all__ = ["Access", "Looked", "NotPermittedError", "coordinated", "within"]


@dataclass(slots=True)
class Looked:
    """Whom one look has shown so far."""

    persons: dict[PersonId, PartnerId | None] = field(default_factory=dict)

    def at(self, person: PersonId, partner: PartnerId | None = None) -> None:
        """The person is shown; `partner` is theirs, as far as it is known."""
        self.persons[person] = partner or self.persons.get(person)

    def at_all(self, persons: Iterable[tuple[PersonId, PartnerId | None]]) -> None:
        """Each of these is shown."""
        for person, partner in persons:
            self.at(person, partner)


@dataclass(frozen=True, slots=True)
class Access:
    """What stands between a caller and one network's personal data. `version` is that of the software."""

    network: Network
    log: AccessLog
    vault: Vault
    clock: Clock
    version: str

    def partners(self, caller: Caller, resource: Resource) -> frozenset[PartnerId]:
        """The partners whose persons the caller's row for the resource is about. Others do not exist for it (PL-16)."""
        over = scope(caller.role, resource)
        if over is None:
            return frozenset()
        return frozenset(
            each.id
            for each in self.network.partners
            if caller.partner in (None, each.id)
            and (over is not Scope.VACANT or not coordinated(each))
            and (over not in (Scope.PARTNER, Scope.SELF) or caller.partner == each.id)
        )

    def spaces(self, caller: Caller, resource: Resource) -> frozenset[SpaceId]:
        """The spaces whose texts and persons the caller's row for the resource is about.

        Who acts in a vacant place does so where every partner of the space left it vacant.
        """
        within, counts = self.partners(caller, resource), any
        if scope(caller.role, resource) is Scope.VACANT:
            counts = all
        hosts = {link.id: each.id for each in self.network.partners for link in each.connections}
        return frozenset(
            each.id
            for each in self.network.spaces
            if within and counts(hosts.get(place.connection) in within for place in each.places)
        )

    def refuse(
        self, caller: Caller, verb: Verb, resource: Resource, purpose: Purpose = Purpose.MIRROR, case: str = ""
    ) -> NoReturn:
        """Record that it was refused, and raise NotPermittedError."""
        self.note(caller, verb, resource, {}, purpose, Result.REFUSED, case=case)
        raise _refusal(caller, verb, resource)

    def permit(
        self,
        caller: Caller,
        verb: Verb,
        resource: Resource,
        partner: PartnerId | None = None,
        *,
        person: PersonId | None = None,
        purpose: Purpose = Purpose.MIRROR,
        case: str = "",
    ) -> None:
        """Raise NotPermittedError unless the caller may; the refusal is recorded first.

        `partner` is whose data it is, `person` whom alone it is about, each where there is one.
        """
        if self._may(caller, verb, resource, partner, person):
            return
        about = {person: partner} if person else {}
        self.note(caller, verb, resource, about, purpose, Result.REFUSED, case=case)
        raise _refusal(caller, verb, resource)

    @contextmanager
    def recorded(
        self,
        caller: Caller,
        verb: Verb,
        resource: Resource,
        purpose: Purpose = Purpose.MIRROR,
        *,
        partner: PartnerId | None = None,
        person: PersonId | None = None,
        case: str = "",
    ) -> Iterator[Looked]:
        """Ask `permit`; then one entry for each person whom the block says it shows, or one that names nobody.

        The entries are kept when the block is left, also by an error: print what was read after that. Raises
        NotPermittedError, and Unusable where the look cannot be recorded: then nothing may be shown.
        """
        self.permit(caller, verb, resource, partner, person=person, purpose=purpose, case=case)
        looked, result = Looked(), Result.FAILED
        if person:
            looked.at(person, partner)
        try:
            yield looked
            result = Result.DONE
        except NotPermittedError:
            result = Result.REFUSED
            raise
        finally:
            self.note(caller, verb, resource, looked.persons, purpose, result, case=case)

    def note(
        self,
        caller: Caller,
        verb: Verb,
        resource: Resource,
        persons: Mapping[PersonId, PartnerId | None],
        purpose: Purpose,
        result: Result,
        *,
        case: str = "",
    ) -> None:
        """Record a look that was asked for elsewhere: one entry for each person, or one that names nobody."""
        at = self.clock.now().astimezone(UTC).replace(microsecond=0)
        who = self.subject(PersonId(caller.id)) if caller.role is Role.PERSON else caller.id
        shown = [(self.subject(person), partner or "") for person, partner in persons.items()]
        self.log.record(
            self.network.id,
            [
                AccessEntry(at, who, caller.role, resource, verb, subject, partner, purpose, case, result, self.version)
                for subject, partner in shown or [("", caller.partner or "")]
            ],
        )

    def subject(self, person: PersonId) -> str:
        """The person's pseudonym in the access log, as of today; officers stand there by their id."""
        if person in self._officers():
            return person
        return self.vault.pseudonym(self.network.id, Purpose.SECURITY, self.today(), person)

    def today(self) -> date:
        """The day in the network's zone."""
        return self.clock.now().astimezone(self.network.zone).date()

    def _officers(self) -> frozenset[str]:
        of_partners = (each.id for partner in self.network.partners for each in partner.officers)
        return frozenset((*(each.id for each in self.network.officers), *of_partners))

    def _may(
        self, caller: Caller, verb: Verb, resource: Resource, partner: PartnerId | None, person: PersonId | None
    ) -> bool:
        if not may(caller.role, verb, resource):
            return False
        over, within = scope(caller.role, resource), self.partners(caller, resource)
        if over is Scope.SELF and person is not None and person != caller.id:
            return False
        return bool(within) if partner is None else partner in within


def _refusal(caller: Caller, verb: Verb, resource: Resource) -> NotPermittedError:
    """Who acts in vacant places alone is told who does here."""
    vacant = may(caller.role, verb, resource) and scope(caller.role, resource) is Scope.VACANT
    key = "access.coordinated" if vacant else "access.refused"
    return NotPermittedError(key, role=caller.role, verb=verb, resource=resource)


def within(caller: Caller, network: Network) -> Network:
    """The network as it exists for the caller: for one of a partner, that partner and its spaces alone (PL-16)."""
    if caller.partner is None:
        return network
    partners = tuple(each for each in network.partners if each.id == caller.partner)
    own = {link.id for each in partners for link in each.connections}
    spaces = tuple(each for each in network.spaces if any(place.connection in own for place in each.places))
    return replace(network, partners=partners, spaces=spaces)


def coordinated(partner: Partner) -> bool:
    """Whether the partner named a coordinator of its own."""
    return any(each.role is Role.PARTNER_COORDINATOR for each in partner.officers)
