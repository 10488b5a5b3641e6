"""The contract of what keeps rosters: every promise of `bridge/ports/rosters.py` as a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from threading import Barrier, Thread

import pytest

from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.ports.rosters import Rosters

NET, WEBER, NORD = "bauverbund", PartnerId("weber"), PartnerId("nordlicht")
PETRA, TRELLO = PersonId("petra-weber"), ConnectionId("weber-trello")
DAY = date(2026, 11, 23)
ROSTER = Roster((Person(PETRA, "Petra Weber", WEBER, "Einkauf", "petra@weber.example"),)).with_account(
    PETRA, TRELLO, Account("5f1"), DAY
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeps rosters; `reopened` is the same after the process ended, `destroy` as in `Vault`."""

    rosters: Rosters
    reopened: Callable[[], Rosters]
    destroy: Callable[[str, PersonId], None]


class RostersContract:
    """Inherit, and override `kept`."""

    @pytest.fixture
    def kept(self) -> Kept:
        """Empty."""
        raise NotImplementedError

    def test_what_was_put_there_is_there_after_a_restart(self, kept: Kept) -> None:
        """Persons with role and address, and the accounts with the days on which they were confirmed and undone."""
        kept.rosters.change(NET, WEBER, lambda _: ROSTER)
        undone = ROSTER.without_account(PETRA, TRELLO, date(2026, 12, 1))
        kept.rosters.change(NET, NORD, lambda _: undone)
        assert kept.reopened().of(NET) == {WEBER: ROSTER, NORD: undone}

    def test_networks_share_nothing(self, kept: Kept) -> None:
        """The same partner in another network has another roster."""
        kept.rosters.change(NET, WEBER, lambda _: ROSTER)
        assert kept.rosters.of("hafen") == {}
        assert kept.rosters.change("hafen", WEBER, lambda before: before) == Roster()

    def test_a_change_begins_with_what_is_there(self, kept: Kept) -> None:
        """Nobody overwrites what somebody else put there."""
        kept.rosters.change(NET, WEBER, lambda _: ROSTER)
        seen: list[Roster] = []

        def look(before: Roster) -> Roster:
            seen.append(before)
            return before

        kept.reopened().change(NET, WEBER, look)
        assert seen == [ROSTER]

    def test_a_change_that_fails_changes_nothing(self, kept: Kept) -> None:
        """Half a roster is never kept."""
        kept.rosters.change(NET, WEBER, lambda _: ROSTER)

        def fail(_: Roster) -> Roster:
            raise KeyError("no")

        with pytest.raises(KeyError):
            kept.rosters.change(NET, WEBER, fail)
        assert kept.reopened().of(NET) == {WEBER: ROSTER}

    def test_two_at_a_time_are_one_after_the_other(self, kept: Kept) -> None:
        """Two commands at the same moment both count."""
        start = Barrier(2)
        names = ("Anna Apfel", "Bert Birke")

        def add(name: str) -> None:
            def change(before: Roster) -> Roster:
                return replace(before, persons=(*before.persons, Person(PersonId(name), name, WEBER)))

            start.wait(10)
            kept.reopened().change(NET, WEBER, change)

        threads = [Thread(target=add, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert {person.name for person in kept.rosters.of(NET)[WEBER].persons} == set(names)

    def test_an_empty_roster_leaves_nothing(self, kept: Kept) -> None:
        """Of a partner that left nothing stays."""
        kept.rosters.change(NET, WEBER, lambda _: ROSTER)
        kept.rosters.change(NET, WEBER, lambda _: Roster())
        assert kept.reopened().of(NET) == {}

    def test_the_order_of_a_roster_stays(self, kept: Kept) -> None:
        """Persons and accounts stand as they were put there, also after some of them went and others came."""
        names = ("Zora", "Anna", "Mia", "Bert", "Zeno")
        people = tuple(Person(PersonId(name.lower()), name, WEBER) for name in names)
        roster = Roster(people[:4])
        for person in (people[2], people[0], people[3]):
            roster = roster.with_account(person.id, TRELLO, Account(person.id), DAY)
        kept.rosters.change(NET, WEBER, lambda _: roster)
        assert kept.reopened().of(NET) == {WEBER: roster}
        left = replace(roster, persons=(people[0], *people[2:]), assignments=roster.assignments[::-1])
        assert kept.rosters.change(NET, WEBER, lambda _: left) == left
        assert kept.reopened().of(NET) == {WEBER: left}

    def test_pl_21_who_is_destroyed_is_in_no_roster(self, kept: Kept) -> None:
        """Name, address and accounts go with the person's key, former accounts too; others stay in their order."""
        others = (Person(PersonId("anna"), "Anna", WEBER), Person(PersonId("bert"), "Bert", WEBER))
        moved = ROSTER.with_account(PETRA, TRELLO, Account("5f2"), DAY).with_account(
            others[1].id, TRELLO, Account("6"), DAY
        )
        roster = replace(moved, persons=(others[0], *moved.persons, others[1]))
        kept.rosters.change(NET, WEBER, lambda _: roster)
        kept.rosters.change(NET, NORD, lambda _: ROSTER)
        kept.rosters.change("hafen", WEBER, lambda _: ROSTER)
        kept.destroy(NET, PETRA)
        left = Roster(others).with_account(others[1].id, TRELLO, Account("6"), DAY)
        assert kept.reopened().of(NET) == {WEBER: left}
        assert kept.reopened().of("hafen") == {WEBER: ROSTER}
        carl = Person(PersonId("carl"), "Carl", WEBER)
        after = kept.rosters.change(NET, WEBER, lambda before: replace(before, persons=(*before.persons, carl)))
        assert kept.reopened().of(NET) == {WEBER: after}
        assert after.persons == (*others, carl)
