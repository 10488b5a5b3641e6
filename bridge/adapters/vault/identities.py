"""A roster as what is known of each of its persons, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridge.core.model.ids import PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Assignment, Roster


@dataclass(frozen=True, slots=True)
class Placed:
    """An assignment with its position among those of the roster."""

    position: int
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class Identity:
    """What a roster says of one person: as listed, at which position, and the accounts. Both may be missing."""

    id: PersonId
    listed: Person | None = None
    position: int = 0
    assignments: tuple[Placed, ...] = ()


def parted(roster: Roster) -> Mapping[PersonId, Identity]:
    """Each person of the roster apart."""
    persons = {person.id: (position, person) for position, person in enumerate(roster.persons)}
    placed = defaultdict[PersonId, list[Placed]](list)
    for position, each in enumerate(roster.assignments):
        placed[each.person].append(Placed(position, each))
    return {
        each: Identity(each, listed, position, tuple(placed[each]))
        for each in (*persons, *(placed.keys() - persons))
        for position, listed in [persons.get(each, (0, None))]
    }


def joined(identities: Iterable[Identity]) -> Roster:
    """The roster that they make, in its order; whoever is missing leaves no gap."""
    known = tuple(identities)
    listed = (each.listed for each in sorted(known, key=lambda each: each.position))
    placed = sorted((one for each in known for one in each.assignments), key=lambda one: one.position)
    return Roster(tuple(filter(None, listed)), tuple(one.assignment for one in placed))
