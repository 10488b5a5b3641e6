"""Between which places contents pass, and between which only references do (charter; PL-08, TR-03, TR-04).

The answer depends on the places alone, never on a task's history, so no detour through a third place opens a way that
is closed: the places at which a task can be read are such that each may read every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridge.core.model.ids import PlaceId

Reserved = Mapping[PlaceId, frozenset[PlaceId]]
"""By the place at which tasks begin, the places that get a reference to them and nothing more.

A place that stands among its own takes part by references alone: nothing of what it shows is taken over.
"""


@dataclass(frozen=True, slots=True)
class Side:
    """What counts of one place: whether contents may pass there at all, and how it stands to the EEA.

    `guarded`: its partner's staff may be read inside the EEA alone. `outside`: what stands there leaves the EEA.
    """

    place: PlaceId
    ready: bool = True
    guarded: bool = False
    outside: bool = False


def reserved(sides: Iterable[Side]) -> Reserved:
    """The references of one space; nothing for a space in which everybody may read everything."""
    known = tuple(sides)
    given = {each.place: frozenset(_referred(each, known)) for each in known}
    cut_off = {each for each, closed in given.items() if _is_alone(each, given) and closed}
    return {place: closed | ({place} & cut_off) for place, closed in given.items() if closed}


def _referred(begun: Side, known: tuple[Side, ...]) -> Iterable[PlaceId]:
    """Where tasks that begin at the one place are shown by reference."""
    if not begun.ready:
        return [each.place for each in known]
    others = [each for each in known if each.place != begun.place]
    closed = {each.place for each in others if not each.ready or not _meet(begun, each)}
    leaves = begun.outside or any(each.outside for each in others if each.place not in closed)
    return closed | {each.place for each in others if each.guarded and leaves}


def _meet(one: Side, other: Side) -> bool:
    """Whether what people write at either may be read at the other."""
    return not (one.guarded and other.outside) and not (other.guarded and one.outside)


def _is_alone(place: PlaceId, given: Reserved) -> bool:
    """Whether nothing but references goes from the place, and nothing else comes."""
    others = given.keys() - {place}
    return bool(others) and others <= given[place] and all(place in given[each] for each in others)
