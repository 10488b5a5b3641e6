"""One cycle of one space: look, decide, guard, agree, do.

Looking and doing run in one thread per place; deciding sees all places at once and does no I/O. A place in trouble
leaves the cycle with its failure; the others go on, and the next cycle finds its work by comparing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

from bridge.core.errors import Failure
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import Outcome
from bridge.core.model.refusal import Answer, Refusal
from bridge.core.model.snapshot import Snapshot
from bridge.core.sync.decide import decide
from bridge.core.sync.guard import guard
from bridge.core.sync.joining import waits
from bridge.core.sync.reserve import waits_apart
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.connector import Connector
from bridge.ports.store import Remembered, SpaceStore
from bridge.service.do import do
from bridge.service.look import look
from bridge.service.round import LASTS, Round

Connectors = Mapping[PlaceId, Connector]
Entering = Callable[[Decision], Sequence[Entry]]
"""Turns a decision's activities into entries of the log."""
Touched = Mapping[PlaceId, frozenset[Ref]]
"""Items that deliveries told of: see `bridge.ports.receiver.Received`."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle saw, decided and did; `failures` names each place left out or unfinished, and why.

    At the places in `cut` the time for one round was over before all was done.
    """

    snapshots: tuple[Snapshot, ...]
    decision: Decision
    refusal: Refusal | None = None
    failures: Mapping[PlaceId, Failure] = field(default_factory=dict)
    outcomes: Mapping[PlaceId, tuple[Outcome, ...]] = field(default_factory=dict)
    cut: frozenset[PlaceId] = frozenset()


@dataclass(frozen=True, slots=True)
class Wish:
    """How a cycle is asked for.

    `complete` places are read whole and not from their feed, `touched` items sought whatever the feed says; `answer`
    is a person's to what the guard refused.
    """

    complete: frozenset[PlaceId] = frozenset()
    answer: Answer | None = None
    touched: Touched = field(default_factory=dict)


ORDINARY = Wish()
MOST_AT_ONCE = 1_000
"""So many operations at most are decided on for a place at once: there is no time for more in one round."""
UNTOUCHED: Touched = {}


def preview(
    terms: Terms,
    store: Remembered,
    connectors: Connectors,
    threads: Executor,
    wish: Wish = ORDINARY,
    most: int | None = None,
) -> Cycle:
    """Decide without writing anything, here or there. Places that wait for a person's word are not looked at."""
    memory = store.memory(terms.space.id)
    places = [
        place for place in terms.space.places if not waits(place, memory) and not waits_apart(place, memory, terms)
    ]

    def looking(place: Place) -> Snapshot | Failure:
        touched = wish.touched.get(place.id, frozenset())
        connector, agreed = connectors[place.id], wish.answer is not None
        return look(place, memory, connector, terms, wish.complete, touched, agreed=agreed)

    looked = list(threads.map(looking, places))
    snapshots = tuple(said for said in looked if isinstance(said, Snapshot))
    failures = {place.id: said for place, said in zip(places, looked, strict=True) if isinstance(said, Failure)}
    answer = wish.answer
    decision = decide(memory, snapshots, terms, answer.refusal.extents if answer and answer.restore else (), most)
    refusal = guard(decision, memory, terms.space.limits, answer)
    return Cycle(snapshots, decision, refusal, failures)


def run(
    terms: Terms,
    store: SpaceStore,
    connectors: Connectors,
    threads: Executor,
    entering: Entering,
    wish: Wish = ORDINARY,
    clock: Clock | None = None,
) -> Cycle:
    """One whole cycle. A refused decision agrees to nothing.

    With a clock no place is written to for longer than a round; without one, until all is done.
    """
    cycle = preview(terms, store, connectors, threads, wish, MOST_AT_ONCE)
    if cycle.refusal:
        return cycle
    space, decision = terms.space.id, cycle.decision
    days = {each.place: each.read_at.astimezone(terms.zone).date() for each in cycle.snapshots}
    store.agree(space, decision, entering(decision), days)
    read = [place for place in terms.space.places if place.id not in cycle.failures]
    begin = partial(Round, clock, clock.now() + LASTS) if clock else lambda: None
    done = list(threads.map(lambda place: do(place, decision, store, connectors[place.id], space, begin()), read))
    by_place = {place.id: work for place, work in zip(read, done, strict=True)}
    failures = {place: work.failure for place, work in by_place.items() if work.failure}
    outcomes = {place: work.outcomes for place, work in by_place.items()}
    cut = frozenset(place for place, work in by_place.items() if work.cut)
    return Cycle(cycle.snapshots, decision, None, {**cycle.failures, **failures}, outcomes, cut)
