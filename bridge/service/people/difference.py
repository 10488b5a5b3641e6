"""What a list of people would change in a roster."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bridge.core.model.ids import PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.service.people.listed import Listed

Named = tuple[Person, Listed]
"""A person with the row that says so."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing about a person that is to be another: `name`, `role`, `email`, or the account at a connection's id."""

    person: PersonId
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Nothing where it is false. `missing` are persons of the roster whom the list does not name."""

    added: tuple[Person, ...] = ()
    changed: tuple[Changed, ...] = ()
    missing: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to take or to ask."""
        return bool(self.added or self.changed or self.missing)


def difference(people: Sequence[Named], roster: Roster) -> Difference:
    """The list against the roster. A cell for an account that is empty says nothing about the account."""
    before = {person.id: person for person in roster.persons}
    named = {person.id for person, _ in people}
    return Difference(
        tuple(person for person, _ in people if person.id not in before),
        tuple(each for person, row in people for each in _changes(before.get(person.id), person, row, roster)),
        tuple(person for person in roster.persons if person.id not in named),
    )


def _changes(before: Person | None, after: Person, row: Listed, roster: Roster) -> Iterator[Changed]:
    for what in ("name", "role", "email") if before else ():
        was, now = getattr(before, what), getattr(after, what)
        if was != now:
            yield Changed(after.id, what, was, now)
    for connection, account in row.accounts.items():
        known = roster.account(after.id, connection)
        if known != account:
            yield Changed(after.id, connection, known or "", account)


def taken(people: Sequence[Named], roster: Roster, leaving: Collection[PersonId], today: date) -> Roster:
    """The roster after the list, without those who leave; who is missing otherwise stays."""
    named = {person.id: person for person, _ in people}
    stay = [person for person in roster.persons if person.id not in named]
    after = replace(roster, persons=(*named.values(), *stay))
    for person, row in people:  # first ended all that move, so that nobody holds for a moment what is another's
        for connection, account in row.accounts.items():
            if after.account(person.id, connection) not in (None, account):
                after = after.without_account(person.id, connection, today)
    for person, row in people:
        for connection, account in row.accounts.items():
            after = after.with_account(person.id, connection, account, today)
    for left in leaving:
        after = after.without(left, today)
    return after
