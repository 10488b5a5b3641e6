"""A partner's roster as it was imported and confirmed, beside what the network file declares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bridge.core.model.ids import Account, ConnectionId, PersonId
from bridge.core.model.person import Person

KEPT = timedelta(days=30)
"""How long it is remembered whose an account was (deletion rule of the identity vault)."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An account that was confirmed as a person's from the day `since`, and was it no more from `until` on."""

    person: PersonId
    connection: ConnectionId
    account: Account
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Persons that were imported, and all accounts that were confirmed, those of declared persons too."""

    persons: tuple[Person, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    @property
    def confirmed(self) -> tuple[Assignment, ...]:
        """The assignments that hold now."""
        return tuple(each for each in self.assignments if each.until is None)

    def account(self, person: PersonId, connection: ConnectionId) -> Account | None:
        """The account that is confirmed as the person's."""
        found = (each.account for each in self.confirmed if (each.person, each.connection) == (person, connection))
        return next(found, None)

    def holder(self, connection: ConnectionId, account: Account) -> PersonId | None:
        """Whose the account is."""
        found = (each.person for each in self.confirmed if (each.connection, each.account) == (connection, account))
        return next(found, None)

    def with_account(self, person: PersonId, connection: ConnectionId, account: Account, today: date) -> Roster:
        """With the account confirmed as the person's, in place of the one before."""
        if self.account(person, connection) == account:
            return self
        ended = self.without_account(person, connection, today)
        return replace(ended, assignments=(*ended.assignments, Assignment(person, connection, account, today)))

    def without_account(self, person: PersonId, connection: ConnectionId | None, today: date) -> Roster:
        """Without a confirmed account of the person at the connection, or at any where none is named."""
        ended = tuple(
            replace(each, until=today)
            if each.until is None and each.person == person and connection in (None, each.connection)
            else each
            for each in self.assignments
        )
        return replace(self, assignments=ended)

    def without(self, person: PersonId, today: date) -> Roster:
        """After the person left: the name is gone at once."""
        persons = tuple(each for each in self.persons if each.id != person)
        return replace(self.without_account(person, None, today), persons=persons)

    def tidied(self, today: date, kept_for: timedelta = KEPT) -> Roster:
        """Without assignments that ended too long ago to be remembered."""
        kept = tuple(each for each in self.assignments if each.until is None or today - each.until < kept_for)
        return self if len(kept) == len(self.assignments) else replace(self, assignments=kept)
