"""Whose accounts the tools' accounts may be: proposed where e-mail addresses are equal, and never by a name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.address import named, telling_apart
from bridge.core.model.ids import Account, ConnectionId, PersonId
from bridge.core.model.network import Connection, Network
from bridge.core.model.person import Person
from bridge.ports.directory import Holder
from bridge.service.people.asking import Answer


class Doubt(StrEnum):
    """Why an equal address is no proposal."""

    PERSONS = "persons"
    """Several persons of the roster have it."""
    ACCOUNTS = "accounts"
    """Several accounts of the tool have it."""
    OTHER_ACCOUNT = "other account"
    """Another account there is confirmed as the person's."""
    OTHER_PERSON = "other person"
    """The account is confirmed as somebody else's."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An account that has the person's address."""

    person: Person
    connection: ConnectionId
    holder: Holder

    @property
    def shown(self) -> tuple[PersonId, ...]:
        """Whom it shows."""
        return (self.person.id,)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Persons and accounts with equal addresses that a person has to look at one by one."""

    connection: ConnectionId
    doubt: Doubt
    persons: tuple[Person, ...]
    holders: tuple[Holder, ...]

    @property
    def shown(self) -> tuple[PersonId, ...]:
        """Whom it shows."""
        return tuple(each.id for each in self.persons)


@dataclass(frozen=True, slots=True)
class ByHand:
    """An account without an address, in a tool that tells none; `namesakes` are persons of the same name."""

    connection: ConnectionId
    holder: Holder
    namesakes: tuple[Person, ...]

    @property
    def shown(self) -> tuple[PersonId, ...]:
        """Whom it shows: the account is nobody's of the roster yet, and a person all the same."""
        return (PersonId(f"{self.connection}/{self.holder.account}"), *(each.id for each in self.namesakes))


@dataclass(frozen=True, slots=True)
class Gone:
    """An account that is confirmed and that the tool does not have, or not at the connection's places."""

    connection: ConnectionId
    person: Person
    account: Account

    @property
    def shown(self) -> tuple[PersonId, ...]:
        """Whom it shows."""
        return (self.person.id,)


Found = Proposal | Ambiguous | ByHand | Gone


@dataclass(frozen=True, slots=True)
class Matched:
    """All that is to be looked at, and the connections that could not be asked, with the sentence that says why."""

    found: tuple[Found, ...]
    unreachable: Mapping[ConnectionId, str]

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What may be confirmed together."""
        return tuple(each for each in self.found if isinstance(each, Proposal))


def matched(network: Network, answers: Sequence[Answer]) -> Matched:
    """The answers held against each connection's own partner's roster; what is not found is not kept."""
    rosters = {partner.id: partner.roster for partner in network.partners}
    reached = [answer for answer in answers if not answer.trouble]
    found = (each for answer in reached for each in _found(answer, rosters[answer.connection.partner]))
    return Matched(tuple(found), {answer.connection.id: answer.trouble for answer in answers if answer.trouble})


def _found(answer: Answer, roster: Sequence[Person]) -> Iterator[Found]:
    connection = answer.connection
    persons, holders = defaultdict[str, list[Person]](list), defaultdict[str, list[Holder]](list)
    alike = telling_apart(person.email for person in roster)
    for person in roster:
        persons[alike(person.email)].append(person)
    for holder in answer.holders:
        holders[alike(holder.email)].append(holder)
    for address in sorted(filter(None, persons.keys() & holders.keys())):
        yield from _equal(connection, tuple(persons[address]), tuple(holders[address]))
    confirmed = set(connection.accounts.values())
    for holder in holders[""]:
        if holder.account not in confirmed:
            free = (each for each in roster if each.id not in connection.accounts)
            namesakes = tuple(each for each in free if named(each.name) == named(holder.name))
            yield ByHand(connection.id, holder, namesakes)
    there = {holder.account for holder in answer.holders}
    for person in roster:
        account = connection.accounts.get(person.id)
        if answer.holders and account and account not in there:
            yield Gone(connection.id, person, account)


def _equal(connection: Connection, persons: tuple[Person, ...], holders: tuple[Holder, ...]) -> Iterator[Found]:
    if all(connection.accounts.get(person.id) in {each.account for each in holders} for person in persons):
        return  # confirmed already
    doubt = _doubt(connection.accounts, persons, holders)
    if doubt:
        yield Ambiguous(connection.id, doubt, persons, holders)
    else:
        yield Proposal(persons[0], connection.id, holders[0])


def _doubt(
    accounts: Mapping[PersonId, Account], persons: tuple[Person, ...], holders: tuple[Holder, ...]
) -> Doubt | None:
    if len(persons) > 1:
        return Doubt.PERSONS
    if len(holders) > 1:
        return Doubt.ACCOUNTS
    if persons[0].id in accounts:
        return Doubt.OTHER_ACCOUNT
    return Doubt.OTHER_PERSON if holders[0].account in accounts.values() else None
