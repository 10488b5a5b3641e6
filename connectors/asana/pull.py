"""Reads all of a project.

N tasks take one call for the feed's token, two for the sections and who we are, one for each 100 tasks, and one for
each task's stories: no field of a task tells whether it has comments, and `modified_at` does not tell of an edited
one. Stories come in batches of ten, each counted by Asana as ten calls, so that only round trips are saved. A task
with subtasks takes one call more, one with attachments another: nothing but its stories tells of those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bridge.core.model.snapshot import Snapshot
from connectors.asana.feed import Feed
from connectors.asana.history import contests
from connectors.asana.reading import Reading
from connectors.asana.translate import read_lanes, read_names


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked before all is read: the feed's token, and who changed what since the last reading.

    Where the feed no longer reaches back to that, `untold` is when it was (aware UTC): the tasks' own stories then
    tell which values our writes replaced.
    """

    token: str
    feed: Feed = field(default_factory=Feed)
    untold: datetime | None = None


def complete(reading: Reading, before: Before | None = None) -> Snapshot:
    """All tasks with all their comments, and what our own writes replaced since the last reading, if there was one.

    What leads on is read first, so nothing that happens meanwhile is lost.
    """
    client, project = reading.client, reading.project
    before = before or Before(client.events(project.gid, None).token)
    feed = before.feed
    sections = project.take_outline(client)
    tasks = {task["gid"]: task for task in client.tasks(project.gid, custom=reading.custom)}
    project.count(len(tasks))
    project.take_tasks(tasks.values())
    project.definitions = None
    project.parts.forget_all()
    contested = tasks.keys() & (tasks.keys() if before.untold else feed.contested)
    stories = client.many_stories([gid for gid in tasks if gid not in contested])
    stories |= client.many_stories(sorted(contested), history=True)
    if before.untold:
        feed.contest(contests(stories, before.untold, client.me()))
    tasks = {gid: tasks[gid] for gid in stories}
    reading.furnish(tasks, stories)
    items = {gid: feed.told(reading.item(tasks[gid], said)) for gid, said in stories.items()}
    return Snapshot(
        reading.place.id,
        {item.ref: item for item in items.values()},
        complete=True,
        cursor=reading.cursor(before.token),
        read_at=reading.began,
        lanes=read_lanes(sections, reading.archive_lane),
        names=read_names(tasks.values(), *stories.values()),
        overwritten=reading.replaced(feed, items, stories),
    )
