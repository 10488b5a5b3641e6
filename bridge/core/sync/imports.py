"""What comes into places because one of them begins: it sets and mentions nobody (see `quiet`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.quiet import Quiet
from bridge.core.model.reach import Reach
from bridge.core.model.stay import Stay
from bridge.core.sync.joining import stay_of
from bridge.core.sync.plan import is_worth_an_item
from bridge.core.sync.quiet import at_import, lives
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms


def imported(before: Memory, memory: Memory, beginning: Collection[PlaceId], terms: Terms) -> Memory:
    """The rows of what comes into places because some are `beginning`: what others have, and what they bring along.

    `before` is the memory before these were read, `memory` what was agreed since.
    """
    come = _come(memory)
    if not beginning:
        return Memory(stays=come)
    memory = with_rows(memory, Memory(stays=come))
    brought = {task for place in beginning for task in memory.links.get(place, {}) if _is_new(before, place, task)}
    stays, links = come, dict[PlaceId, dict[TaskId, Link]]()
    for place in terms.reaches:
        if place in beginning or place in memory.cursors:
            tasks = memory.tasks.keys() if place in beginning else brought
            stays |= _awaited(memory, place, tasks, terms.reaches[place])
            links[place] = dict(_left_out(memory, place, tasks, terms.reaches[place]))
    return Memory(stays=stays, links={place: rows for place, rows in links.items() if rows})


def _is_new(before: Memory, place: PlaceId, task: TaskId) -> bool:
    """Whether nobody had read the task's item there."""
    link = before.links.get(place, {}).get(task)
    return link is None or not link.held


def _awaited(memory: Memory, place: PlaceId, tasks: Collection[TaskId], reach: Reach) -> dict[PlaceId, Stay]:
    """The place's row, with those of the tasks that are still to get an item there."""
    stay = stay_of(place, memory)
    new = {
        task
        for task in tasks
        if task not in stay.tasks
        and not lives(memory.links.get(place, {}).get(task))
        and is_worth_an_item(memory.tasks[task], reach)
    }
    return {place: replace(stay, confirmed=True, imports=stay.imports | new)} if new - stay.imports else {}


def _left_out(memory: Memory, place: PlaceId, tasks: Collection[TaskId], reach: Reach) -> Iterator[tuple[TaskId, Link]]:
    """The links of the tasks that have an item there already, and are about to get more from other places."""
    for task, link in memory.links.get(place, {}).items():
        if task in tasks and lives(link):
            found, known = at_import(memory, place, task, reach, link.seen), link.quiet
            both = Quiet(known.people | found.people, known.mentions | found.mentions, known.comments | found.comments)
            if both != known:
                yield task, replace(link, quiet=both)


def _come(memory: Memory) -> dict[PlaceId, Stay]:
    """The rows of places that have got items they were waiting for: should one go, the next is no import."""
    found = dict[PlaceId, Stay]()
    for place, stay in memory.stays.items():
        links = memory.links.get(place, {})
        left = frozenset(task for task in stay.imports if task in memory.tasks and not lives(links.get(task)))
        if left != stay.imports:
            found[place] = replace(stay, imports=left)
    return found
