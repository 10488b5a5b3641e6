"""Who is meant: a person by the id of the roster, an account or an address, as far as the caller may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.address import mailbox
from bridge.core.model.caller import Caller, Role
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.memory import Memory
from bridge.core.model.network import Network, Partner
from bridge.core.model.officer import Officer
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.core.reports.gdpr.subject import Subject, account_id, ids_of
from bridge.core.rules.access import Resource, Scope, Verb, scope
from bridge.service.access import Access


class NobodyError(NotPermittedError):
    """There is nobody of this id for whoever asks: whether there is for others is not told (DT-08)."""

    def __init__(self) -> None:
        super().__init__("report.nobody")


@dataclass(frozen=True, slots=True)
class Persons:
    """Everybody of a network. `network` has the people as they are known now, `memories` those whom nobody matched."""

    network: Network
    rosters: Mapping[PartnerId, Roster]
    memories: tuple[Memory, ...]

    def found(self, text: str) -> Subject | None:
        """The person whom an id of the roster, an account (`connection/account`) or an address names."""
        wanted = text.strip()
        for partner in self.network.partners:
            for person in partner.roster:
                if wanted == person.id or _is_address_of(wanted, person):
                    return self._listed(person, partner)
        return self._by_account(PersonId(wanted)) if "/" in wanted else self._former(PersonId(wanted))

    def others(self, subject: Subject) -> tuple[frozenset[str], frozenset[str]]:
        """The names of everybody else, and their ids, accounts and addresses."""
        others = [
            person for partner in self.network.partners for person in partner.roster if person.id != subject.person
        ]
        officers = [each for partner in self.network.partners for each in partner.officers]
        unmatched = {person: name for memory in self.memories for person, name in memory.names.items()}
        foreign = {person: name for person, name in unmatched.items() if person not in subject.ids}
        accounts = {each for each in self._accounts() if each not in subject.ids} | foreign.keys()
        names = [*(each.name for each in others), *foreign.values(), *(each.name for each in officers)]
        addresses = [*(each.email for each in others), *(each.email for each in officers)]
        bare = (each.partition("/")[2] for each in accounts)
        signs = {*(each.id for each in others), *accounts, *bare, *addresses, *self.network.alerts}
        own = {subject.email.casefold(), *(each.casefold() for each in subject.names)}
        return (
            frozenset(each for each in names if each and each.casefold() not in own),
            frozenset(each for each in signs if each and each.casefold() not in own),
        )

    def officers(self) -> Iterator[Officer]:
        """Those of the network, and of each partner."""
        yield from self.network.officers
        yield from (each for partner in self.network.partners for each in partner.officers)

    def offices(self, subject: Subject) -> Iterator[Officer]:
        """Those that the person holds: an officer of the same mailbox is the same human."""
        own = mailbox(subject.email) if subject.email else ""
        yield from (each for each in self.officers() if own and mailbox(each.email) == own)

    def _accounts(self) -> Iterator[PersonId]:
        for partner in self.network.partners:
            for link in partner.connections:
                yield from (account_id(link.id, account) for account in link.accounts.values())

    def _listed(self, person: Person, partner: Partner) -> Subject:
        declared = {link.id: link.accounts[person.id] for link in partner.connections if person.id in link.accounts}
        kept = self.rosters.get(partner.id, Roster()).assignments
        ids = ids_of(person.id, declared, kept)
        names = {person.name, *self._called(ids)}
        return Subject(person.id, person.name, partner.id, ids, frozenset(names), person.email)

    def _former(self, wanted: PersonId) -> Subject | None:
        """Who left, as long as it is remembered whose the accounts were."""
        for partner, roster in self.rosters.items():
            if any(each.person == wanted for each in roster.assignments):
                ids = ids_of(wanted, {}, roster.assignments)
                names = sorted(self._called(ids))
                return Subject(wanted, names[0] if names else wanted, partner, ids, frozenset(names))
        return None

    def _by_account(self, wanted: PersonId) -> Subject | None:
        """Whom nobody matched is known by what they did; an account that was matched is its person's."""
        connection, _, account = wanted.partition("/")
        for partner in self.network.partners:
            for link in partner.connections:
                if link.id != connection:
                    continue
                holder = next((who for who, each in link.accounts.items() if each == account), None)
                if holder is not None:
                    return next(self._listed(each, partner) for each in partner.roster if each.id == holder)
                return self._unmatched(wanted, partner.id) if self._was_met(wanted, link.id, Account(account)) else None
        return None

    def _unmatched(self, wanted: PersonId, partner: PartnerId) -> Subject:
        names = sorted(self._called({wanted}))
        return Subject(wanted, names[0] if names else wanted, partner, frozenset({wanted}), frozenset(names))

    def _called(self, ids: Iterable[PersonId]) -> set[str]:
        return {memory.names[each] for memory in self.memories for each in ids if each in memory.names}

    def _was_met(self, person: PersonId, connection: ConnectionId, account: Account) -> bool:
        places = {place.id for space in self.network.spaces for place in space.places if place.connection == connection}
        return any(
            person in memory.names
            or any(_is_on(person, memory))
            or any(each.by == account and each.place in places for each in memory.submissions)
            for memory in self.memories
        )


def _is_on(person: PersonId, memory: Memory) -> Iterator[bool]:
    for task in memory.tasks.values():
        yield person == task.fields.lead or person in task.fields.helpers
        yield any(each.author == person for each in task.comments.values())


def _is_address_of(text: str, person: Person) -> bool:
    return "@" in text and bool(person.email) and mailbox(text) == mailbox(person.email)


def asked_about(
    text: str,
    caller: Caller,
    verb: Verb,
    persons: Persons,
    access: Access,
    case: str = "",
    resource: Resource = Resource.OWN_DATA,
) -> Subject:
    """The person, where the caller may do that with their data. A person who names nobody asks about themselves.

    Raises NotPermittedError where the caller may with nobody's, and NobodyError for whoever is not there, or not for
    the caller: both alike, and both recorded.
    """
    access.permit(caller, verb, resource, purpose=Purpose.RIGHTS, case=case)
    subject = persons.found(text or (caller.id if caller.role is Role.PERSON else ""))
    if subject is None:
        with access.recorded(caller, verb, resource, Purpose.RIGHTS, case=case):
            raise NobodyError
    try:
        access.permit(caller, verb, resource, subject.partner, person=subject.person, purpose=Purpose.RIGHTS, case=case)
    except NotPermittedError:
        raise NobodyError from None
    return subject


def recorded_about(
    subject: Subject, caller: Caller, verb: Verb, access: Access, case: str, resource: Resource = Resource.OWN_DATA
) -> AbstractContextManager[object]:
    """What the block does with a person's data is one entry, of this case; raises as `Access.recorded`."""
    return access.recorded(
        caller, verb, resource, Purpose.RIGHTS, partner=subject.partner, person=subject.person, case=case
    )


def asks_about_themselves(caller: Caller) -> bool:
    """Whether the caller's row reaches nobody else."""
    return scope(caller.role, Resource.OWN_DATA) is Scope.SELF
