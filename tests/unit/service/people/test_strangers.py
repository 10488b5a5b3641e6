"""Keys go with the last that speaks of a person, and nobody's who is still there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bridge.adapters.vault.memory import MemoryVault
from bridge.core.model.ids import Account, PersonId, SpaceId
from bridge.core.model.network import Space
from bridge.core.model.person import Person
from bridge.core.rules.retention import DataType
from bridge.ports.retention import Due
from bridge.service.people.strangers import forget_strangers
from tests.unit.service.people.listing import DAY, TRELLO, WEBER, importing, network

PETRA, BERT = PersonId("petra-weber"), PersonId("bert-birke")
DECLARED = Person(PersonId("anna-apfel"), "Anna Apfel", WEBER)
NAMED, STRANGER = PersonId("weber-trello/5f3"), PersonId("weber-trello/5f4")


@dataclass
class Starts:
    """Since when something was found, as the runs saw it."""

    found: dict[str, date] = field(default_factory=dict)

    def since(self, network: str, data_type: DataType, found: frozenset[str], today: date) -> Mapping[str, date]:
        assert (network, data_type) == ("bau", DataType.PERSON_KEYS)
        self.found = {each: self.found.get(each, today) for each in found}
        return self.found

    def left(self, network: str, data_type: DataType, present: frozenset[str], today: date) -> Mapping[str, date]:
        raise NotImplementedError(network, data_type, present, today)

    def forget(self, network: str, data_type: DataType, gone: frozenset[str]) -> None:
        assert (network, data_type) == ("bau", DataType.PERSON_KEYS)
        self.found = {each: day for each, day in self.found.items() if each not in gone}


def named(space: SpaceId) -> frozenset[PersonId]:
    """One name is kept at a task."""
    assert space == "haus"
    return frozenset({NAMED})


def test_who_is_spoken_of_nowhere_loses_the_key() -> None:
    """Thirty days after the first run that saw it, and not a day earlier; nobody else's key goes, ever."""
    of = replace(network((DECLARED,), {DECLARED.id: Account("5f1")}), spaces=(Space(SpaceId("haus"), "Haus", ()),))
    vault, starts = MemoryVault(), Starts()
    importing("Name;weber-trello\nPetra Weber;5f2\nBert Birke;\n", vault.rosters, of).take((), DAY)
    accounts = (PersonId(f"{TRELLO}/5f1"), PersonId(f"{TRELLO}/5f2"))
    everybody = {PETRA, BERT, DECLARED.id, *accounts, NAMED, STRANGER}
    for person in everybody:
        vault.pseudonym("bau", "P2", DAY, person)

    def run(days: int, held: frozenset[PersonId] = frozenset()) -> set[PersonId]:
        today = DAY + timedelta(days=days)
        due = Due(of, today, today - timedelta(days=30), held)
        forget_strangers(vault, vault.rosters, named, starts, due)
        return everybody - set(vault.holders("bau").values())

    assert run(0) == run(29) == set()
    assert not any(person in "".join(starts.found) for person in everybody), "what is remembered tells nobody"
    assert run(30, held=frozenset({STRANGER})) == set()
    assert run(31) == set(), "the period begins anew when nobody holds it any more"
    assert run(61) == {STRANGER}
    vault.rosters.change("bau", WEBER, lambda roster: roster.without(BERT, DAY))
    assert run(62) == {STRANGER}
    assert run(92) == {STRANGER, BERT}
