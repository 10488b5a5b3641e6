"""The border behind which contents stay: what of a snapshot counts, and what has to be forgotten.

Where only a reference passes (`Terms.reserved`), nothing that people do at one end counts at the other. A place that
takes part by references alone keeps everything to itself but for one thing: that there is something open. The link of
such an item speaks of no field (`held` is empty), and so does the link of a reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bridge.core.model.conflict import Conflict
from bridge.core.model.decision import Change
from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, PersonId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.network import Place
from bridge.core.model.quiet import NOBODY
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.stay import Matching
from bridge.core.model.task import Fields, Task
from bridge.core.sync.joining import stay_of
from bridge.core.sync.match import is_mirrored
from bridge.core.sync.notices import is_notice
from bridge.core.sync.terms import Terms

_NOTHING = Fields()
_PUT_AWAY = Fields(archived=True)


def stands_apart(place: PlaceId, terms: Terms) -> bool:
    """Whether the place gives and gets references alone."""
    return place in terms.reserved.get(place, ())


def is_referred(task: Task, place: PlaceId, memory: Memory, terms: Terms) -> bool:
    """Whether the place gets no more than a reference to the task.

    So does every place as long as nothing of the task has been read: its own place has just begun to share it.
    """
    if place in terms.reserved.get(task.origin, ()):
        return True
    link = memory.links.get(task.origin, {}).get(task.id)
    return link is not None and not link.held and place != task.origin


def waits_apart(place: Place, memory: Memory, terms: Terms) -> bool:
    """Whether nothing there may be looked at: a person's word on what belongs together would need its contents."""
    return place.matching is not Matching.CREATE and place.id not in memory.cursors and stands_apart(place.id, terms)


def withdrawn(memory: Memory, terms: Terms) -> Memory:
    """The rows that have to be forgotten, and those of places that take part by references alone from now on.

    Tasks that began at such a place are known to be there and no more; what its people said or are called is gone.
    """
    apart = frozenset(place.id for place in terms.space.places if stands_apart(place.id, terms))
    if not terms.reserved:
        return Memory()
    tasks = {each.id: kept for each in memory.tasks.values() if (kept := _kept(each, apart)) != each}
    links = {place: _closed_links(place, memory, apart) for place in memory.links}
    said = {place: dict(_closed_comments(place, memory, apart, terms)) for place in memory.comment_links}
    stays = {place: replace(stay_of(place, memory), away=True) for place in apart if not stay_of(place, memory).away}
    return Memory(
        tasks=tasks,
        links={place: rows for place, rows in links.items() if rows},
        comment_links={place: rows for place, rows in said.items() if rows},
        names=dict.fromkeys(_named(memory, apart, terms), ""),
        stays=stays,
    )


def _kept(task: Task, apart: frozenset[PlaceId]) -> Task:
    if task.origin in apart:
        return Task(task.id, _without_contents(task.fields), task.origin)
    if not apart:
        return task
    comments = {each.id: each for each in task.comments.values() if each.origin not in apart}
    touched = {name: replace(each, by=None) if each.place in apart else each for name, each in task.touched.items()}
    return replace(task, comments=comments, touched=touched)


def _closed_links(place: PlaceId, memory: Memory, apart: frozenset[PlaceId]) -> dict[TaskId, Link]:
    """The links by which tasks are known that began at the place, without what they showed."""
    if place not in apart:
        return {}
    ours = {task: link for task, link in memory.links[place].items() if _began_at(task, place, memory)}
    return {task: kept for task, link in ours.items() if (kept := _bare(link)) != link}


def _began_at(task: TaskId, place: PlaceId, memory: Memory) -> bool:
    return task in memory.tasks and memory.tasks[task].origin == place


def _bare(link: Link) -> Link:
    seen = _without_contents(link.seen)
    return replace(link, seen=seen, held=frozenset(), sent=None, based=None, tried=None, checks={}, quiet=NOBODY)


def _without_contents(fields: Fields) -> Fields:
    return _PUT_AWAY if _is_put_away(fields) else _NOTHING


def _is_put_away(fields: Fields) -> bool:
    """Whether there is nothing left to do."""
    return fields.archived or fields.status.done


def _closed_comments(
    place: PlaceId, memory: Memory, apart: frozenset[PlaceId], terms: Terms
) -> Iterator[tuple[CommentId, CommentLink]]:
    """What was said under such tasks, or there, is heard anew one day; copies that were taken back are written anew."""
    for comment, link in memory.comment_links[place].items():
        task = memory.tasks.get(link.task)
        if task is None:
            continue
        if not link.ours and link.ref and (place in apart or task.origin in apart):
            yield comment, CommentLink(Ref(""), link.task, Document(), standing=Standing.GONE)
        elif _was_taken_back(comment, link) and is_referred(task, place, memory, terms):
            yield comment, replace(link, seen=Document(), sent=None, standing=Standing.LEFT)


def _was_taken_back(comment: CommentId, link: CommentLink) -> bool:
    return link.ours and link.standing is Standing.GONE and not is_notice(comment)


def _named(memory: Memory, apart: frozenset[PlaceId], terms: Terms) -> Iterator[PersonId]:
    """Persons met at places that stand apart, who are called by a name yet."""
    met = tuple(f"{terms.reaches[place].connection}/" for place in apart)
    yield from (person for person, name in memory.names.items() if name and met and person.startswith(met))


def forgotten(memory: Memory, terms: Terms) -> tuple[Conflict, ...]:
    """Conflicts that hold values of people who are not to be read any more."""
    if not terms.reserved:
        return ()
    return tuple(each for each in memory.conflicts.values() if _is_of_closed(each, memory, terms))


def _is_of_closed(conflict: Conflict, memory: Memory, terms: Terms) -> bool:
    places = {conflict.kept_from, conflict.lost_from}
    places |= {memory.tasks[conflict.task].origin} if conflict.task in memory.tasks else set()
    return any(stands_apart(place, terms) for place in places)


def bordered(snapshot: Snapshot, memory: Memory, terms: Terms) -> tuple[Snapshot, Memory]:
    """The snapshot without what must not count, and the rows that follow from the rest of what it said."""
    if not terms.reserved:
        return snapshot, Memory()
    place, known = snapshot.place, memory.links.get(snapshot.place, {})
    tasks = {link.ref: memory.tasks[task] for task, link in known.items() if task in memory.tasks}
    items, rows = dict[Ref, Item](), Memory()
    closed = {ref for ref, task in tasks.items() if is_referred(task, place, memory, terms)}
    apart = stands_apart(place, terms)
    for ref, item in snapshot.items.items():
        items[ref] = _unread(item) if ref in closed or apart else item
        if apart and ref not in tasks:
            items[ref] = _met(item, terms)
    links = {tasks[ref].id: replace(known[tasks[ref].id], revision=items[ref].revision)
             for ref in closed if ref in items and items[ref].revision}  # fmt: skip
    if apart:
        rows = _still_open(snapshot, tasks, known)
        snapshot = replace(snapshot, lanes=None, names={})
    links = {task: link for task, link in links.items() if link != known[task]}
    rows = replace(rows, links={place: {**links, **rows.links.get(place, {})}} if links or rows.links else {})
    overwritten = tuple(each for each in snapshot.overwritten if each.ref not in closed and not apart)
    return replace(snapshot, items=items, overwritten=overwritten), rows


def _unread(item: Item) -> Item:
    """That the item is there."""
    return Item(item.ref, None, marker=item.marker, revision=item.revision, own=item.own)


def _met(item: Item, terms: Terms) -> Item:
    """An item that nobody knew, if it is for the others to know of and open: that it is there."""
    met = _unread(item)
    is_open = item.fields is not None and is_mirrored(item, terms) and not item.fields.status.done
    return replace(met, fields=_NOTHING) if is_open else met


def _still_open(snapshot: Snapshot, tasks: Mapping[Ref, Task], known: Mapping[TaskId, Link]) -> Memory:
    """Which tasks that began there are put away, or taken up again."""
    shown = [item for item in snapshot.items.values() if item.fields is not None and item.ref in tasks]
    rows, links = dict[TaskId, Task](), dict[TaskId, Link]()
    for item in shown:
        task = tasks[item.ref]
        if task.origin != snapshot.place or item.fields is None:
            continue
        fields = _without_contents(item.fields)
        rows[task.id] = replace(task, fields=fields)
        links[task.id] = replace(_bare(known[task.id]), seen=fields, standing=Standing.LIVE)
    return Memory(
        tasks={task.id: task for task in rows.values() if task != tasks[known[task.id].ref]},
        links={snapshot.place: {task: link for task, link in links.items() if link != known[task]}},
    )


def counting(changes: Iterable[Change], memory: Memory, terms: Terms) -> Iterator[Change]:
    """What people did to tasks themselves, and not to a reference."""
    for change in changes:
        task = memory.tasks.get(change.task)
        began_here = task is not None and task.origin == change.place
        if not terms.reserved or task is None or began_here or not is_referred(task, change.place, memory, terms):
            yield change
