"""Fields that the charter leaves out: not read, not kept, not written (PRIVACY by what is agreed, PL-08).

What stands in other tools already stays there as people left it. Should a field be agreed again, what places show in
it is taken over as people's edits.
"""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.charter import COMMENTS
from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import Fields, Task
from bridge.core.sync.terms import Terms

_EMPTY = Fields()


def without_left_out(snapshot: Snapshot, terms: Terms) -> Snapshot:
    """The snapshot without what is not agreed."""
    if not terms.left_out:
        return snapshot
    items = {ref: _item(item, terms.left_out) for ref, item in snapshot.items.items()}
    overwritten = tuple(each for each in snapshot.overwritten if each.name not in terms.left_out)
    return replace(snapshot, items=items, overwritten=overwritten)


def _item(item: Item, left_out: frozenset[str]) -> Item:
    if item.fields is not None:
        item = replace(item, fields=emptied(item.fields, left_out))
    if COMMENTS in left_out:
        item = replace(item, comments=(), all_comments=False, gone_comments=frozenset())
    return item


def emptied(fields: Fields, left_out: frozenset[str]) -> Fields:
    """The fields without values that are not agreed."""
    return replace(fields, **{name: getattr(_EMPTY, name) for name in left_out - {COMMENTS}})


def no_longer_agreed(memory: Memory, terms: Terms) -> Memory:
    """The rows that still hold such values, without them."""
    if not terms.left_out:
        return Memory()
    tasks = {each.id: kept for each in memory.tasks.values() if (kept := _task(each, terms.left_out)) != each}
    links = dict[PlaceId, dict[TaskId, Link]]()
    for place, known in memory.links.items():
        rows = {task: less for task, link in known.items() if (less := _link(link, terms.left_out)) != link}
        links |= {place: rows} if rows else {}
    return Memory(tasks=tasks, links=links)


def _task(task: Task, left_out: frozenset[str]) -> Task:
    comments = {} if COMMENTS in left_out else task.comments
    return replace(task, fields=emptied(task.fields, left_out), comments=comments)


def _link(link: Link, left_out: frozenset[str]) -> Link:
    seen = emptied(link.seen, left_out)
    sent, based, tried = (each and emptied(each, left_out) for each in (link.sent, link.based, link.tried))
    return replace(link, seen=seen, sent=sent, based=based, tried=tried)
