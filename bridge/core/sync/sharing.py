"""A place, or a pair of places, that begins to share contents: items are read as if nobody had known them.

Nothing of it is participation: it was there before. References become the tasks themselves, and keep what people of
the place added to them only in fields that not every tool has.
"""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import Task
from bridge.core.sync.match import as_link, as_task
from bridge.core.sync.reserve import is_referred, stands_apart
from bridge.core.sync.terms import Terms


def read_anew(memory: Memory, snapshot: Snapshot, terms: Terms) -> Memory:
    """The rows of tasks that began at the place and can be read by now, and of references that are none any more."""
    place, reach = snapshot.place, terms.reaches[snapshot.place]
    tasks, links = dict[TaskId, Task](), dict[TaskId, Link]()
    if stands_apart(place, terms):
        return Memory()
    for identity, link in unread(memory, place).items():
        task, item = memory.tasks[identity], snapshot.items.get(link.ref)
        if task.origin != place:
            if not is_referred(task, place, memory, terms):
                links[identity] = replace(link, sent=None)
        elif item is not None and item.fields is not None and link.standing is Standing.LIVE:
            tasks[identity] = replace(as_task(identity, item, place, reach), comments=task.comments)
            links[identity] = as_link(identity, item, memory, place, reach)
    return Memory(tasks=tasks, links={place: links} if links else {})


def unread(memory: Memory, place: PlaceId) -> dict[TaskId, Link]:
    """Links that speak of no field, of tasks that are known."""
    return {task: link for task, link in memory.links.get(place, {}).items() if not link.held and task in memory.tasks}
