"""The decision of one cycle: memory and snapshots in, what to remember and what to do out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bridge.core.model.activity import Activity
from bridge.core.model.conflict import Conflict
from bridge.core.model.decision import Change, Decision
from bridge.core.model.ids import LaneId, PlaceId, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.operation import Creating
from bridge.core.model.refusal import Extent
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.stay import Matching
from bridge.core.sync.activities import activities, opening
from bridge.core.sync.bound import bounded
from bridge.core.sync.comments import hear
from bridge.core.sync.conflicts import Settled, identified, settled
from bridge.core.sync.diff import edits
from bridge.core.sync.imports import imported
from bridge.core.sync.joining import begins, begun, departed, left_items, returned
from bridge.core.sync.lanes import arrived, know_lanes, ordered, remembering
from bridge.core.sync.left_out import no_longer_agreed, without_left_out
from bridge.core.sync.match import match
from bridge.core.sync.merge import merge
from bridge.core.sync.notices import undecided
from bridge.core.sync.permitted import permitted
from bridge.core.sync.plan import outdated, plan, tried
from bridge.core.sync.recognised import recognised
from bridge.core.sync.reserve import bordered, counting, forgotten, stands_apart, withdrawn
from bridge.core.sync.restore import brought_back, without_denied
from bridge.core.sync.rows import with_rows, without_intents, without_tasks
from bridge.core.sync.sharing import read_anew
from bridge.core.sync.stirred import stirred
from bridge.core.sync.submitted import Submitted, submitted
from bridge.core.sync.terms import Terms, person_at
from bridge.core.sync.unite import goes_on, unite


@dataclass(slots=True)
class _Draft:
    """The memory as it becomes while a decision is made, and the rows that differ from the memory it began with."""

    memory: Memory
    rows: Memory = field(default_factory=Memory)
    closed: dict[PlaceId, tuple[Creating, ...]] = field(default_factory=dict)

    def take(self, rows: Memory) -> None:
        self.memory, self.rows = with_rows(self.memory, rows), with_rows(self.rows, rows)

    def close(self, place: PlaceId, intents: Sequence[Creating]) -> None:
        self.closed[place] = (*self.closed.get(place, ()), *intents)
        self.memory = without_intents(self.memory, place, intents)

    def drop(self, tasks: Collection[TaskId]) -> None:
        """Forget tasks that were nothing but an item of another: they were never agreed."""
        self.memory, self.rows = without_tasks(self.memory, tasks), without_tasks(self.rows, tasks)


def decide(
    memory: Memory,
    snapshots: Sequence[Snapshot],
    terms: Terms,
    denied: Sequence[Extent] = (),
    most: int | None = None,
) -> Decision:
    """What the network agrees on after these snapshots and what was submitted, and what that means where it was read.

    Places without a snapshot keep what was last seen there, and get no operations. What is `denied` counts for
    nothing: what it took away is written again. No place gets more than `most` operations; the next decision finds
    the rest.
    """
    draft = _Draft(memory)
    snapshots = _reserved(draft, [permitted(each, memory, terms) for each in snapshots], terms)
    terms = _looked_around(draft, snapshots, terms)
    opened = _all_matched(draft, memory, snapshots, terms)
    shown = draft.memory.links
    changes = _edited(draft, memory, snapshots, terms, denied)
    people = _submitted(draft, terms)
    changes += people.changes
    acts, conflicts = _merged(draft, changes, shown, terms)
    _hear_all(draft, snapshots, terms)
    conflicts += map(identified, _united(draft, memory, snapshots, terms))
    met = _met(draft, memory, conflicts, terms)
    terms = _settled(draft, met, replace(terms, goes_on=goes_on(draft.memory)))
    _quieted(draft, memory, snapshots, changes, terms)
    draft.take(Memory(cursors={each.place: each.cursor for each in snapshots if each.cursor is not None}))
    planned = _planned(draft, [each.place for each in snapshots], terms, most)
    return replace(
        planned,
        agreed=draft.rows,
        closed=draft.closed,
        opened=tuple(task for task in draft.rows.tasks if task not in memory.tasks),
        taken=people.taken,
        changes=tuple(changes),
        conflicts=met.conflicts,
        decided=met.decided,
        activities=(*opened, *people.activities, *acts),
    )


def _reserved(draft: _Draft, snapshots: Sequence[Snapshot], terms: Terms) -> Sequence[Snapshot]:
    """The snapshots without what is not for the others; what of that was known is forgotten."""
    draft.take(withdrawn(draft.memory, terms))
    draft.take(no_longer_agreed(draft.memory, terms))
    passed = [bordered(without_left_out(each, terms), draft.memory, terms) for each in snapshots]
    for _, rows in passed:
        draft.take(rows)
    return [snapshot for snapshot, _ in passed]


def _looked_around(draft: _Draft, snapshots: Sequence[Snapshot], terms: Terms) -> Terms:
    """Places that went or came back, lanes, names of persons, and what can be read at last."""
    draft.take(departed(draft.memory, terms))
    for snapshot in snapshots:
        draft.take(know_lanes(draft.memory, snapshot))
        draft.close(snapshot.place, arrived(draft.memory, snapshot.place))
        draft.take(_names(draft.memory, snapshot, terms))
        if not stands_apart(snapshot.place, terms):
            draft.take(returned(draft.memory, snapshot))
    terms = remembering(terms, draft.memory)
    for snapshot in snapshots:
        draft.take(read_anew(draft.memory, snapshot, terms))
    return terms


def _edited(
    draft: _Draft, memory: Memory, snapshots: Sequence[Snapshot], terms: Terms, denied: Sequence[Extent]
) -> list[Change]:
    """What people changed at the places, without what is denied."""
    changes: list[Change] = []
    for snapshot in snapshots:
        found, rows = edits(draft.memory, snapshot, terms.reaches[snapshot.place])
        draft.take(rows)
        changes += found
    changes = [*counting(changes, draft.memory, terms)]
    if denied:
        changes = [*without_denied(changes, denied)]
        draft.take(brought_back(memory, draft.memory, denied))
    draft.take(withdrawn(draft.memory, terms))
    return changes


def _submitted(draft: _Draft, terms: Terms) -> Submitted:
    people = submitted(draft.memory, terms)
    draft.take(Memory(tasks={task.id: task for task in people.tasks}))
    return people


def _hear_all(draft: _Draft, snapshots: Sequence[Snapshot], terms: Terms) -> None:
    for snapshot in snapshots:
        rows, closed = hear(draft.memory, snapshot, terms)
        draft.take(rows)
        draft.close(snapshot.place, closed)
    for snapshot in snapshots:
        draft.take(recognised(draft.memory, snapshot, terms))


def _planned(draft: _Draft, places: Sequence[PlaceId], terms: Terms, most: int | None) -> Decision:
    """What is to be done at the places."""
    needed = {place: plan(draft.memory, place, terms) for place in places}
    operations = {place: bounded(planned, most) for place, planned in needed.items()}
    draft.take(tried(draft.memory, operations))
    return Decision(
        outdated={place: gone for place in places if (gone := outdated(draft.memory, place, terms))},
        operations=operations,
        rest=frozenset(place for place, planned in needed.items() if len(planned) > len(operations[place])),
    )


def _names(memory: Memory, snapshot: Snapshot, terms: Terms) -> Memory:
    """What the place calls people, also those of a roster: an account that is confirmed may be undone."""
    reach = terms.reaches[snapshot.place]
    named = {person_at(reach, account): name for account, name in snapshot.names.items()}
    return Memory(names={who: name for who, name in named.items() if memory.names.get(who) != name})


def _all_matched(draft: _Draft, before: Memory, snapshots: Sequence[Snapshot], terms: Terms) -> list[Activity]:
    """Originals at all places, then copies of them."""
    return [
        act
        for marked in (False, True)
        for each in snapshots
        for act in _matched(draft, each, terms, first=_is_first(each, before, terms), marked=marked)
    ]


def _matched(draft: _Draft, snapshot: Snapshot, terms: Terms, *, first: bool, marked: bool) -> list[Activity]:
    """Unknown items matched. What a first reading finds was there before the space: no participation."""
    by_matching_alone = {place.id for place in terms.space.places if place.matching is Matching.MATCH_ONLY}
    if first and not marked and snapshot.place in by_matching_alone:
        draft.take(left_items(draft.memory, snapshot, terms))
    matched = match(draft.memory, snapshot, terms, marked=marked)
    draft.take(matched.rows)
    draft.close(snapshot.place, matched.closed)
    if first:
        return []
    links = matched.rows.links.get(snapshot.place, {})
    items = {task: snapshot.items[links[task].ref] for task in matched.opened}
    tasks = draft.memory.tasks
    return [opening(tasks[task], item, snapshot, terms) for task, item in items.items() if not item.own]


def _united(draft: _Draft, before: Memory, snapshots: Sequence[Snapshot], terms: Terms) -> Sequence[Conflict]:
    """Confirmed pairs made one, and places that were read for the first time counted in."""
    united = unite(draft.memory, snapshots, terms)
    draft.take(united.rows)
    draft.drop([task for task in united.others if task not in before.tasks])
    beginning = _beginning(before, snapshots, terms)
    for place in terms.space.places:
        if place.id in beginning:
            draft.take(begun(draft.memory, place))
    return united.conflicts


def _quieted(
    draft: _Draft, before: Memory, snapshots: Sequence[Snapshot], changes: Sequence[Change], terms: Terms
) -> None:
    """Whom imports leave out: first what people have ended of that, then what comes now."""
    draft.take(stirred(before, draft.memory, draft.rows, changes, terms))
    draft.take(imported(before, draft.memory, _beginning(before, snapshots, terms), terms))


def _beginning(before: Memory, snapshots: Sequence[Snapshot], terms: Terms) -> frozenset[PlaceId]:
    places = (snapshot.place for snapshot in snapshots)
    return frozenset(each for each in places if begins(each, before) and not stands_apart(each, terms))


def _is_first(snapshot: Snapshot, before: Memory, terms: Terms) -> bool:
    """Whether what is found was there before: a place that gives references alone tells of no participation."""
    return begins(snapshot.place, before) or stands_apart(snapshot.place, terms)


def _merged(
    draft: _Draft, changes: Sequence[Change], shown: Mapping[PlaceId, Mapping[TaskId, Link]], terms: Terms
) -> tuple[list[Activity], list[Conflict]]:
    """The changes merged; `shown` are the links as they were when people edited, `seen` not yet moved."""
    by_task: dict[TaskId, list[Change]] = {}
    for change in changes:
        by_task.setdefault(change.task, []).append(change)
    done_lane = _done_lane(draft.memory, terms)
    acts, conflicts, tasks = list[Activity](), list[Conflict](), {}
    for identity, ours in by_task.items():
        before = draft.memory.tasks[identity]
        links = {place: links[identity] for place, links in shown.items() if identity in links}
        tasks[identity], lost = merge(before, ours, links, terms, done_lane)
        conflicts += map(identified, lost)
        acts += activities(before, tasks[identity], ours, terms)
    draft.take(Memory(tasks=tasks))
    return acts, conflicts


def _met(draft: _Draft, memory: Memory, conflicts: Sequence[Conflict], terms: Terms) -> Settled:
    """What became of conflicts; those with values that are not to be read any more end."""
    gone = forgotten(memory, terms)
    known = [each for each in memory.conflicts.values() if each not in gone]
    met = settled(known, memory.tasks, draft.memory.tasks, conflicts)
    return replace(met, decided=(*met.decided, *gone))


def _settled(draft: _Draft, met: Settled, terms: Terms) -> Terms:
    """The draft with what became of conflicts, and the terms that tell of those nobody has decided."""
    draft.take(Memory(tasks=met.tasks))
    left = {each.id: each for each in (*draft.memory.conflicts.values(), *met.conflicts) if each not in met.decided}
    draft.memory = replace(draft.memory, conflicts=left)
    return replace(terms, conflicts=undecided(left.values()))


def _done_lane(memory: Memory, terms: Terms) -> LaneId | None:
    wanted = terms.space.done_lane.casefold()
    return next((lane.id for lane in ordered(memory.lanes) if wanted and lane.name.casefold() == wanted), None)
