"""Who reads a worklist, and which tasks it may tell them about: never what passes to them by reference alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bridge.core.model.ids import PartnerId, PlaceId
from bridge.core.model.task import Task
from bridge.core.sync.terms import Terms


@dataclass(frozen=True, slots=True)
class Reader:
    """A partner, or one place in which the worklist will stand; neither: the network office."""

    partner: PartnerId | None = None
    place: PlaceId | None = None


OFFICE = Reader()


def may_read(task: Task, reader: Reader, terms: Terms) -> bool:
    """Whether contents of the task pass to where the reader reads (PL-08, TR-04).

    The network office reads what passes to any other place; what leaves its own place for nobody is not its either.
    """
    referred = terms.reserved.get(task.origin, frozenset())
    where = _places(reader, terms)
    if where is None:
        others = terms.hosts.keys() - {task.origin}
        return task.origin not in referred and not (others and others <= referred)
    return bool(where) and not referred & frozenset(where)


def _places(reader: Reader, terms: Terms) -> Collection[PlaceId] | None:
    if reader.place is not None:
        return {reader.place} & terms.hosts.keys()
    if reader.partner is not None:
        return [place for place, host in terms.hosts.items() if host == reader.partner]
    return None
