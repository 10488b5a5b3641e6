"""The network with its people as they are known now: declared in its file, imported, and confirmed by account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.model.person import Person
from bridge.core.model.roster import Assignment, Roster


class Kind(StrEnum):
    """In what the network file and what was imported or confirmed do not fit together. The file counts."""

    PERSON = "person"
    """It declares the person otherwise."""
    ELSEWHERE = "elsewhere"
    """The id is somebody's of another partner."""
    ACCOUNT = "account"
    """It names another account of the person there."""
    HOLDER = "holder"
    """It names the account as somebody else's."""
    CONNECTION = "connection"
    """There is no such connection of the partner any more."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What does not count, and why; `connection` is where, for accounts."""

    kind: Kind
    partner: PartnerId
    person: PersonId
    connection: ConnectionId | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A network with all its people, and what does not count."""

    network: Network
    clashes: tuple[Clash, ...] = ()


def known(network: Network, rosters: Mapping[PartnerId, Roster]) -> Known:
    """What the file declares counts; what was imported and confirmed comes beside it where it fits."""
    taken = {person.id: person.partner for partner in network.partners for person in partner.roster}
    partners, clashes = list[Partner](), list[Clash]()
    for declared in network.partners:
        adding = _Adding(declared, rosters.get(declared.id, Roster()), taken)
        partners.append(adding.partner())
        clashes += adding.clashes
        taken |= {person.id: person.partner for person in partners[-1].roster}
    return Known(replace(network, partners=tuple(partners)), tuple(clashes))


@dataclass(slots=True)
class _Adding:
    """One partner, while its kept roster is put beside its declared one."""

    declared: Partner
    roster: Roster
    taken: Mapping[PersonId, PartnerId]
    clashes: list[Clash] = field(default_factory=list)

    def partner(self) -> Partner:
        persons = [*self._with_addresses(), *self._others()]
        there = {person.id for person in persons}
        assignments = [each for each in self.roster.confirmed if each.person in there]
        known = {connection.id for connection in self.declared.connections}
        for each in assignments:
            if each.connection not in known:
                self._clash(Kind.CONNECTION, each.person, each.connection)
        connections = tuple(self._connection(each, assignments) for each in self.declared.connections)
        return replace(self.declared, roster=tuple(persons), connections=connections)

    def _with_addresses(self) -> Iterator[Person]:
        """The declared persons; an address that the file does not name comes from what was imported."""
        imported = {person.id: person for person in self.roster.persons}
        for person in self.declared.roster:
            other = imported.get(person.id)
            if other and (other.name, other.role or person.role) != (person.name, person.role):
                self._clash(Kind.PERSON, person.id)
            yield replace(person, email=person.email or (other.email if other else ""))

    def _others(self) -> Iterator[Person]:
        declared = {person.id for person in self.declared.roster}
        for person in self.roster.persons:
            if person.id in declared:
                continue
            if person.id in self.taken:
                self._clash(Kind.ELSEWHERE, person.id)
            else:
                yield person

    def _connection(self, connection: Connection, assignments: Iterable[Assignment]) -> Connection:
        accounts = dict(connection.accounts)
        holders = {account: person for person, account in accounts.items()}
        for each in assignments:
            if each.connection == connection.id and self._fits(each, accounts, holders):
                accounts[each.person] = each.account
                holders[each.account] = each.person
        return replace(connection, accounts=accounts)

    def _fits(
        self, each: Assignment, accounts: Mapping[PersonId, Account], holders: Mapping[Account, PersonId]
    ) -> bool:
        if accounts.get(each.person, each.account) != each.account:
            self._clash(Kind.ACCOUNT, each.person, each.connection)
            return False
        if holders.get(each.account, each.person) != each.person:
            self._clash(Kind.HOLDER, each.person, each.connection)
            return False
        return True

    def _clash(self, kind: Kind, person: PersonId, connection: ConnectionId | None = None) -> None:
        self.clashes.append(Clash(kind, self.declared.id, person, connection))
