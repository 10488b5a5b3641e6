"""Whose data it is: every id under which a person is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.roster import Assignment


@dataclass(frozen=True, slots=True)
class Subject:
    """A person. `person` is the id of the roster, or `connection/account` for whoever nobody has matched.

    `ids` are both kinds, also those of accounts that were theirs until lately. `names` are all that are known to be
    the person's, `name` the one that counts.
    """

    person: PersonId
    name: str
    partner: PartnerId
    ids: frozenset[PersonId]
    names: frozenset[str]
    email: str = ""

    def has(self, connection: ConnectionId, account: Account | None) -> bool:
        """Whether the account there is theirs."""
        return account is not None and account_id(connection, account) in self.ids


def account_id(connection: ConnectionId, account: Account) -> PersonId:
    """Who somebody is whom nobody has matched."""
    return PersonId(f"{connection}/{account}")


def ids_of(
    person: PersonId, declared: Mapping[ConnectionId, Account], assignments: Iterable[Assignment]
) -> frozenset[PersonId]:
    """Every id of a person of a roster. An account that has become another person's since is not among them."""
    known = tuple(assignments)
    now = {account_id(each.connection, each.account): each.person for each in known if each.until is None}
    theirs = {account_id(each.connection, each.account) for each in known if each.person == person}
    theirs = {each for each in theirs if now.get(each, person) == person}
    return frozenset({person, *theirs, *(account_id(link, account) for link, account in declared.items())})
