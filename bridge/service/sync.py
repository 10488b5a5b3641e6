"""Mirror one space until nothing is left to do."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from bridge.core.errors import Stop
from bridge.core.model.conflict import Reason
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.operation import Done, Parked
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.sync.joining import waits
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.store import PauseStore, SpaceStore, VisitStore
from bridge.service.cycle import UNTOUCHED, Connectors, Cycle, Entering, Touched, Wish, run

WHOLE_AFTER = timedelta(days=1)
"""How old a place's last complete reading may be: feeds may miss things, complete readings do not."""
MOST_CYCLES = 10


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one space: how much each cycle changed and wrote, and what waits for a person.

    `unreachable` leads from places to the sentence that says why. `unsought` is what was touched at places that have
    not been read since: the next turn has to seek it. `unusable` is why the service itself could not work, or empty.
    `unconfirmed` places wait for a person's word on how they begin.
    """

    space: SpaceId
    cycles: tuple[tuple[int, int], ...] = ()
    conflicts: int = 0
    parked: tuple[Parked, ...] = ()
    paused: Refusal | None = None
    unreachable: Mapping[PlaceId, str] = field(default_factory=dict)
    unsought: Touched = field(default_factory=dict)
    unusable: str = ""
    unconfirmed: tuple[PlaceId, ...] = ()


def sync(  # noqa: PLR0913  its subject is the space and what was touched there, beside six ports
    terms: Terms,
    store: SpaceStore,
    pauses: PauseStore,
    visits: VisitStore,
    connectors: Connectors,
    clock: Clock,
    entering: Entering,
    *,
    touched: Touched = UNTOUCHED,
) -> Report:
    """Run cycles until one neither changes nor writes anything, or no place that has work left can be reached.

    What was `touched` is sought until its place was read. A paused space is left alone. A decision the guard refuses
    pauses the space.
    """
    space = terms.space.id
    refusal = pauses.paused(space)
    if refusal:
        return Report(space, paused=refusal, unsought=touched)
    answer = pauses.answered(space)
    wish = Wish(_overdue(terms, visits, clock), answer, touched)
    cycles = list[Cycle]()
    with ThreadPoolExecutor(max_workers=max(1, len(terms.space.places))) as threads:
        while sum(not _goes_on(each) for each in cycles) < MOST_CYCLES:
            cycle = run(terms, store, connectors, threads, entering, wish, clock)
            _note(cycle, visits, clock)
            cycles.append(cycle)
            if cycle.refusal:
                pauses.pause(space, cycle.refusal, clock.now())
                break
            if answer and _is_settled(answer, cycle):
                pauses.settle(space)
                answer = None
            touched = _unsought(touched, cycle)
            if is_calm(cycle):
                break
            wish = Wish(answer=answer, touched=touched)
    return _report(terms, cycles, store, touched)


def _goes_on(cycle: Cycle) -> bool:
    """Whether the cycle brought a large import forward, and the next one will."""
    return bool(cycle.decision.rest or cycle.cut) and written(cycle) > 0


def _is_settled(answer: Answer, cycle: Cycle) -> bool:
    """Whether the places that a person's answer speaks of were all read, so that it has been heard."""
    return {extent.place for extent in answer.refusal.extents} <= {snapshot.place for snapshot in cycle.snapshots}


def _unsought(touched: Touched, cycle: Cycle) -> Touched:
    """What the cycle, which was agreed to, did not look at."""
    read = {snapshot.place for snapshot in cycle.snapshots}
    return {place: refs for place, refs in touched.items() if place not in read}


def is_calm(cycle: Cycle) -> bool:
    """Whether the next cycle would find nothing to do, or nowhere to do it."""
    if cycle.decision.changes or cycle.decision.taken or any(cycle.outcomes.values()):
        return False
    busy = {place for place, operations in cycle.decision.operations.items() if operations}
    return not busy - set(cycle.failures)


def found(cycle: Cycle) -> int:
    """How many edits and new tasks of people the cycle read, values that they asked back among them."""
    back = sum(each.reason is Reason.RESTORED for each in cycle.decision.conflicts)
    return len(cycle.decision.changes) + len(cycle.decision.opened) + back


def written(cycle: Cycle) -> int:
    """How many operations the cycle carried out."""
    return sum(isinstance(outcome, Done) for outcomes in cycle.outcomes.values() for outcome in outcomes)


def _overdue(terms: Terms, visits: VisitStore, clock: Clock) -> frozenset[PlaceId]:
    """The places whose last complete reading is too long ago, or not yet: a clock that was wrong says nothing."""
    now = clock.now()
    limit = now - WHOLE_AFTER
    last = {place.id: visits.last_complete(place.id) for place in terms.space.places}
    return frozenset(place for place, at in last.items() if at is None or not limit <= at <= now)


def _note(cycle: Cycle, visits: VisitStore, clock: Clock) -> None:
    """A place that was read but could not be written to was read all the same, and is in trouble."""
    for snapshot in cycle.snapshots:
        visits.visited(snapshot.place, snapshot.read_at, "", complete=snapshot.complete)
    for place, failure in cycle.failures.items():
        stopped = isinstance(failure, Stop)
        visits.visited(place, clock.now(), failure.message, complete=False, stopped=stopped)


def _report(terms: Terms, cycles: list[Cycle], store: SpaceStore, unsought: Touched) -> Report:
    """`parked` and `unconfirmed` speak of places that are part of the space now."""
    last, space, memory = cycles[-1], terms.space.id, store.memory(terms.space.id)
    places = terms.space.places
    return Report(
        space,
        tuple((found(cycle), written(cycle)) for cycle in cycles),
        len(store.conflicts(space)),
        tuple(parked for place in places for parked in memory.parked.get(place.id, ())),
        last.refusal,
        {place: failure.message for place, failure in last.failures.items()},
        unsought,
        unconfirmed=tuple(place.id for place in places if waits(place, memory)),
    )
