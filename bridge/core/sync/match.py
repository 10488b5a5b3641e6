"""Which task an item nobody knew belongs to: by our marker, else it is a new one. Never by title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bridge.core.model.ids import LaneId, PlaceId, Ref, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.operation import CreateItem
from bridge.core.model.reach import Reach
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import Fields, Task
from bridge.core.sync.elements import known_checks, network_terms
from bridge.core.sync.learn import taken
from bridge.core.sync.lift import lift_all
from bridge.core.sync.naming import task_id
from bridge.core.sync.terms import Terms


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows for what was matched, and the intents that found their item. `opened` are tasks that are new."""

    rows: Memory
    closed: tuple[CreateItem, ...] = ()
    opened: tuple[TaskId, ...] = ()


def match(memory: Memory, snapshot: Snapshot, terms: Terms, *, marked: bool) -> Matched:
    """Link the snapshot's unknown items that bear a marker, or those that do not.

    Without one it is what people made; with one, a create whose answer was lost, or a copy. So that a task that a lost
    memory knew is as its original shows it, originals are matched at all places before copies are at any.

    Archived and private items are left alone until they are neither. A task that a snapshot matched earlier knows,
    but `memory` has no link for here, gets one: what differs is then written, not read as an edit.
    """
    place, reach = snapshot.place, terms.reaches[snapshot.place]
    links = dict(memory.links.get(place, {}))
    living = {link.ref for link in links.values()} | _apart(memory, place)
    intents = {intent.task: intent for intent in memory.intents.get(place, ()) if isinstance(intent, CreateItem)}
    found, tasks, closed = dict[TaskId, Link](), dict[TaskId, Task](), list[CreateItem]()
    for item in (each for each in _unknown(snapshot, living) if (each.marker is not None) is marked):
        intent = intents.pop(item.marker, None) if item.marker and may_be_ours(item) else None
        if intent:
            found[intent.task] = _found(intent, item)
            closed.append(intent)
        elif is_mirrored(item, terms):
            task = _own_task(item, links | found, place)
            found[task] = as_link(task, item, memory, place, reach)
            if task not in memory.tasks:
                tasks[task] = as_task(task, item, place, reach)
    rows = Memory(tasks=tasks, links={place: found} if found else {})
    return Matched(rows, tuple(closed), tuple(tasks))


def as_link(identity: TaskId, item: Item, memory: Memory, place: PlaceId, reach: Reach) -> Link:
    """The link of an item that somebody made, or that a lost memory knew: what it shows is seen."""
    seen, task = item.fields or Fields(), memory.tasks.get(identity)
    agreed = task.fields.checklist if task else ()
    checks = known_checks(place, None, seen, agreed, reach) if seen.checklist else {}
    return Link(item.ref, seen, reach.holds, revision=item.revision, ours=item.own, checks=checks)


def _apart(memory: Memory, place: PlaceId) -> set[Ref]:
    """Items that were left to themselves when the place came, and that nobody has paired with a task since."""
    stay = memory.stays.get(place)
    return {ref for ref in stay.items if task_id(place, ref) not in memory.pairs} if stay else set()


def _unknown(snapshot: Snapshot, living: set[Ref]) -> list[Item]:
    """Items without a link: what we made before what people copied from it, so a marker leads to our own item first."""
    items = [item for item in snapshot.items.values() if item.ref not in living and item.fields is not None]
    return sorted(items, key=lambda item: not item.own)


def may_be_ours(item: Item) -> bool:
    """Whether our account may have made it: people's copies bear our marker too, and not every reading says who did."""
    return item.own or item.author is None


def _found(intent: CreateItem, item: Item) -> Link:
    """The link of a create that went unanswered: what was sent is the base, so edits made since count as edits.

    A text with the same words is the tool's own form of what was sent, and no edit. What the create had still to write
    is written now, and what stands in its place is somebody's.
    """
    seen = taken(intent.fields, Fields(), item.unsent)
    if item.fields and words(seen.description) == words(item.fields.description):
        seen = replace(seen, description=item.fields.description)
    tried = taken(intent.fields, Fields(), item.unsent)
    held = frozenset[str]() if intent.refers else intent.held
    return Link(item.ref, seen, held, tried, seen, item.revision, ours=True, quiet=intent.quiet)


def is_mirrored(item: Item, terms: Terms) -> bool:
    """Whether the item is for the others to see: not one that is archived or marked as private."""
    fields = item.fields or Fields()
    return not fields.archived and terms.space.private_label.casefold() not in {
        label.casefold() for label in fields.labels
    }


def _own_task(item: Item, links: Mapping[TaskId, Link], place: PlaceId) -> TaskId:
    """The task the marker names, unless that has a living item here, or a person made this one: then it is a copy.

    A copy keeps the marker, and so does a copy of the copy, also when the first one is gone.
    """
    own = task_id(place, item.ref)
    named = (item.marker, own) if item.marker and may_be_ours(item) else (own,)
    for identity in named:
        link = links.get(identity)
        if link is None or link.standing is not Standing.LIVE:
            return identity
    return task_id(place, Ref(f"{item.ref} again"))


def as_task(identity: TaskId, item: Item, place: PlaceId, reach: Reach) -> Task:
    """A new task as its first item shows it."""
    shown = item.fields or Fields()
    fields = lift_all(network_terms(shown, known_checks(place, None, shown, (), reach)), reach)
    status = fields.status
    return Task(
        identity, fields, place, last_open_lane=LaneId(status.lane) if status.lane and not status.done else None
    )
