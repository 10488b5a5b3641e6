"""Who is barred, as the tombstones tell: by keyed hashes, so that nobody can read it off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bridge.core.errors import Unusable
from bridge.core.model.ids import PersonId
from bridge.core.rules.barred import NOBODY_BARRED, Barred, recognisable
from bridge.ports.erasures import Mark, Tombstones
from bridge.ports.vault import Vault

PURPOSE = "erasure"
"""A key of its own: hashes made for anything else tell nothing about these."""
ASKED = 100_000
"""So many answers are remembered while the tombstones stay the same."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """Ids or names that are known by their hashes alone; equal to another of the same hashes."""

    hashes: frozenset[str]
    hashed: Callable[[str], str] = field(compare=False)

    def __contains__(self, each: object) -> bool:
        return bool(self.hashes) and isinstance(each, str) and self.hashed(each) in self.hashes

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True, slots=True)
class Barring:
    """One network's tombstones."""

    network: str
    vault: Vault
    tombstones: Tombstones
    _last: list[tuple[Mapping[Mark, frozenset[str]], Barred]] = field(default_factory=list, compare=False, repr=False)

    def now(self) -> Barred:
        """Who is barred now. Raises Unusable where they were written under another key than the vault has."""
        marked = {mark: self.tombstones.marked(mark) for mark in Mark}
        if not any(marked.values()):
            return NOBODY_BARRED
        if not self._last or self._last[0][0] != marked:  # what was asked once is known as long as they stay the same
            self._last[:] = [(marked, self._barred(marked))]
        return self._last[0][1]

    def _barred(self, marked: Mapping[Mark, frozenset[str]]) -> Barred:
        if self._key() not in marked[Mark.KEY]:
            raise Unusable(
                "The tombstones of erased persons were written with another key of the vault, so nobody would be known "
                "again: put back the vault.db that belongs to them. Nothing was done."
            )
        person = lru_cache(ASKED)(self.of_person)
        restricted = marked[Mark.RESTRICTED] | marked[Mark.OBJECTED]
        return Barred(
            Hashed(marked[Mark.ERASED], person),
            Hashed(restricted, person),
            Hashed(marked[Mark.NAME], lru_cache(ASKED)(self.of_name)),
        )

    def erase(self, persons: Iterable[PersonId], names: Iterable[str]) -> None:
        """From now on nobody is mirrored or named by any of these; what restricted them is over."""
        ids = [self.of_person(each) for each in persons]
        self.tombstones.put(Mark.KEY, [self._key()])
        self.tombstones.put(Mark.NAME, [self.of_name(each) for each in map(recognisable, names) if each])
        self.tombstones.put(Mark.ERASED, ids)
        for mark in (Mark.RESTRICTED, Mark.OBJECTED):
            self.tombstones.take(mark, ids)

    def restrict(self, mark: Mark, persons: Iterable[PersonId]) -> None:
        """From now on nothing of these is used, for the reason that the mark names."""
        self.tombstones.put(Mark.KEY, [self._key()])
        self.tombstones.put(mark, [self.of_person(each) for each in persons])

    def lift(self, mark: Mark, persons: Iterable[PersonId]) -> int:
        """That reason is over; returns how many ids had it."""
        return self.tombstones.take(mark, [self.of_person(each) for each in persons])

    def erased(self, persons: Iterable[PersonId]) -> list[PersonId]:
        """Those of them whose data were erased."""
        gone = self.now().erased
        return [each for each in persons if each in gone]

    def is_marked(self, mark: Mark, person: PersonId) -> bool:
        """Whether the person is, by this id."""
        return self.of_person(person) in self.tombstones.marked(mark)

    def of_person(self, person: str) -> str:
        """What stands for an id."""
        return self.vault.hashed(PURPOSE, f"{self.network}\nperson\n{person}")

    def of_name(self, name: str) -> str:
        """What stands for a folded name."""
        return self.vault.hashed(PURPOSE, f"{self.network}\nname\n{name}")

    def _key(self) -> str:
        return self.vault.hashed(PURPOSE, "")
