"""Accounts are confirmed and undone in a roster, and forgotten in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import KEPT, Roster

ANNA, BERT = PersonId("anna"), PersonId("bert")
TRELLO, ASANA = ConnectionId("weber-trello"), ConnectionId("weber-asana")
DAY = date(2026, 11, 23)
PEOPLE = Roster((Person(ANNA, "Anna Apfel", PartnerId("weber")), Person(BERT, "Bert Birke", PartnerId("weber"))))


def test_an_account_is_confirmed_replaced_and_undone() -> None:
    """A person has one account in a connection; the one before is remembered as ended."""
    first = PEOPLE.with_account(ANNA, TRELLO, Account("1"), DAY)
    second = first.with_account(ANNA, TRELLO, Account("2"), DAY + timedelta(days=1))
    assert second.account(ANNA, TRELLO) == "2"
    assert second.holder(TRELLO, Account("1")) is None
    assert second.holder(TRELLO, Account("2")) == ANNA
    undone = second.without_account(ANNA, TRELLO, DAY + timedelta(days=2))
    assert undone.confirmed == ()
    assert [(each.account, each.since, each.until) for each in undone.assignments] == [
        ("1", DAY, DAY + timedelta(days=1)),
        ("2", DAY + timedelta(days=1), DAY + timedelta(days=2)),
    ]
    assert first.with_account(ANNA, TRELLO, Account("1"), DAY + timedelta(days=9)) == first


def test_undoing_one_leaves_all_others() -> None:
    """Other connections and other persons keep theirs."""
    both = PEOPLE.with_account(ANNA, TRELLO, Account("1"), DAY).with_account(ANNA, ASANA, Account("9"), DAY)
    both = both.with_account(BERT, TRELLO, Account("3"), DAY)
    left = both.without_account(ANNA, TRELLO, DAY)
    assert {(each.person, each.connection) for each in left.confirmed} == {(ANNA, ASANA), (BERT, TRELLO)}
    assert {(each.person, each.connection) for each in both.without(ANNA, DAY).confirmed} == {(BERT, TRELLO)}
    assert [person.id for person in both.without(ANNA, DAY).persons] == [BERT]


@pytest.mark.parametrize(("days", "kept"), [(KEPT.days - 1, True), (KEPT.days, False)])
def test_whose_an_account_was_is_forgotten_after_thirty_days(days: int, *, kept: bool) -> None:
    """Not a day earlier and not a day later; what holds is never forgotten."""
    roster = PEOPLE.with_account(ANNA, TRELLO, Account("1"), DAY).with_account(BERT, TRELLO, Account("3"), DAY)
    roster = roster.without(ANNA, DAY).tidied(DAY + timedelta(days=days))
    assert [each.person for each in roster.assignments] == ([ANNA, BERT] if kept else [BERT])
