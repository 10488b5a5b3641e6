"""Opening a space to places that wait: what would belong together is proposed, and a person's word is kept.

Looks at every place and writes nothing there. What was confirmed is carried out by the next sync.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from bridge.core.errors import Failure
from bridge.core.model.ids import PlaceId, SpaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.network import Place
from bridge.core.model.stay import Matching, Pair
from bridge.core.sync.decide import decide
from bridge.core.sync.joining import stay_of, waits
from bridge.core.sync.propose import Proposals, for_newcomer, twice
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms
from bridge.ports.store import Remembered, SpaceStore, VisitStore
from bridge.service.cycle import Connectors, preview
from bridge.service.look import look


class UnknownPairError(Exception):
    """A pair that nobody proposed, or that contradicts another one."""

    def __init__(self, pair: tuple[TaskId, TaskId]) -> None:
        super().__init__(*pair)
        self.pair = pair


@dataclass(frozen=True, slots=True)
class Opening:
    """What a person is asked about a space.

    `waiting` places were read and begin once somebody confirms; `unreachable` ones are left out until they can be read
    and lead to the sentence that says why. `proposals` speak of tasks as they would be then.
    """

    waiting: tuple[PlaceId, ...]
    proposals: Proposals
    unreachable: Mapping[PlaceId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supposing:
    """What is remembered, as if a person had confirmed these pairs already."""

    store: Remembered
    opening: Opening
    pairs: Mapping[TaskId, TaskId]

    def memory(self, space: SpaceId) -> Memory:
        """See `Remembered`."""
        memory = self.store.memory(space)
        return with_rows(memory, confirmed(self.opening, memory, self.pairs))


def open_space(terms: Terms, store: Remembered, connectors: Connectors) -> Opening:
    """What may be the same: at places that wait, then among the tasks that the space has already."""
    with ThreadPoolExecutor(max_workers=max(1, len(terms.space.places))) as threads:
        cycle = preview(terms, store, connectors, threads)
    remembered = store.memory(terms.space.id)
    memory = with_rows(remembered, cycle.decision.agreed)
    unreachable = {place: failure.message for place, failure in cycle.failures.items()}
    found, read = Proposals(), list[PlaceId]()
    for place in terms.space.places:
        if not (waits(place, remembered) or stay_of(place.id, remembered).items):
            continue
        seen = _with(place, memory, terms, connectors)
        if isinstance(seen, Failure):
            unreachable[place.id] = seen.message
            continue
        memory = seen
        found += for_newcomer(memory, place.id, terms.zone, _paired(found, remembered))
        read += [place.id] if waits(place, remembered) else []
    found += _among(memory, terms, found, remembered)
    return Opening(tuple(read), found, unreachable)


def confirm(
    terms: Terms, store: SpaceStore, visits: VisitStore, opening: Opening, pairs: Mapping[TaskId, TaskId]
) -> None:
    """Keep that these tasks (the keys) are those (the values), and that the places which waited may begin.

    A place that began by matching alone is read whole again, so that what was left apart there can be found.
    """
    memory = store.memory(terms.space.id)
    store.confirm(terms.space.id, confirmed(opening, memory, pairs))
    for place in terms.space.places:
        if pairs and stay_of(place.id, memory).items:
            visits.missed(place.id)


def confirmed(opening: Opening, memory: Memory, pairs: Mapping[TaskId, TaskId]) -> Memory:
    """The rows that say so."""
    stays = {place: replace(stay_of(place, memory), confirmed=True) for place in opening.waiting}
    return Memory(stays=stays, pairs={other: Pair(into) for other, into in pairs.items()})


def all_pairs(opening: Opening) -> Mapping[TaskId, TaskId]:
    """Every pair that is proposed; nothing of what is doubted."""
    return {each.other.id: each.into.id for each in opening.proposals.pairs}


def _with(place: Place, memory: Memory, terms: Terms, connectors: Connectors) -> Memory | Failure:
    """The memory as it would be if the place began with all that it has, also with what was left apart there."""
    stay = replace(stay_of(place.id, memory), items=frozenset())
    memory = replace(memory, stays={**memory.stays, place.id: stay})
    snapshot = look(place, memory, connectors[place.id], terms, frozenset({place.id}))
    if isinstance(snapshot, Failure):
        return snapshot
    return with_rows(memory, decide(memory, (snapshot,), _creating(terms, place)).agreed)


def _creating(terms: Terms, place: Place) -> Terms:
    places = (replace(each, matching=Matching.CREATE) if each == place else each for each in terms.space.places)
    return replace(terms, space=replace(terms.space, places=tuple(places)))


def _paired(found: Proposals, remembered: Memory) -> set[TaskId]:
    """Tasks that are, or are proposed to be, the same as another."""
    return {each.other.id for each in found.pairs} | remembered.pairs.keys()


def _among(memory: Memory, terms: Terms, found: Proposals, remembered: Memory) -> Proposals:
    """Tasks that stand twice in what the space has already; what places that wait bring was asked about before."""
    read = {each.id for each in terms.space.places if waits(each, remembered) or stay_of(each.id, remembered).items}
    theirs = {task.id for task in memory.tasks.values() if task.origin in read and task.id not in remembered.tasks}
    return twice(memory, terms.zone, _paired(found, remembered) | theirs)


def chosen_pairs(opening: Opening, wanted: Iterable[tuple[TaskId, TaskId]]) -> Mapping[TaskId, TaskId]:
    """The wanted pairs, each of which has been proposed or doubted.

    Raises UnknownPairError for one that was not, and for a task that is to be two others, or two of one place.
    """
    proposals = opening.proposals
    known = {(each.other.id, each.into.id) for each in proposals.pairs}
    known |= {(doubt.other.id, into.id) for doubt in proposals.doubts for into in doubt.among}
    others = [*(each.other for each in proposals.pairs), *(each.other for each in proposals.doubts)]
    origins = {other.id: other.origin for other in others}
    chosen = dict[TaskId, TaskId]()
    taken = set[tuple[TaskId, PlaceId]]()
    for other, into in wanted:
        if (other, into) not in known or other in chosen or (into, origins[other]) in taken:
            raise UnknownPairError((other, into))
        chosen[other] = into
        taken.add((into, origins[other]))
    return chosen
