"""Reads all of a project.

N tasks take one call for the feed's token, two for the sections and who we are, one for each 100 tasks, and one for
each task's stories: no field of a task tells whether it has comments, and `modified_at` does not tell of an edited
one. Stories come in batches of ten, each counted by Asana as ten calls, so that only round trips are saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, Snapshot
from connectors.asana.client import Client
from connectors.asana.project import Project
from connectors.asana.translate import Json, Terms, is_comment, read_comment, read_item, read_lanes, read_names


@dataclass(frozen=True, slots=True)
class Reading:
    """Which place is read, with what, since when; `signs_in` says that markers are in `external`."""

    client: Client
    project: Project
    place: Place
    began: datetime
    archive_lane: str
    signs_in: bool

    @property
    def terms(self) -> Terms:
        """How tasks are to be read."""
        return Terms(self.place.container, self.archive_lane, self.client.me())

    def item(self, task: Json, stories: Iterable[Json] | None) -> Item:
        """A task with all its comments; without any where `stories` is None, which says that they were not read."""
        item = read_item(task, self.terms)
        return item if stories is None else self.with_comments(item, stories)

    def with_comments(self, item: Item, stories: Iterable[Json]) -> Item:
        """The item with what people said in all of its stories."""
        said = [story for story in stories if is_comment(story)]
        self.project.take_stories(item.ref, said)
        return replace(item, comments=tuple(read_comment(story, self.terms.me) for story in said), all_comments=True)


def complete(reading: Reading, token: str | None = None) -> Snapshot:
    """All tasks with all their comments. What leads on is read first, so nothing that happens meanwhile is lost."""
    client, project = reading.client, reading.project
    cursor = token or client.events(project.gid, None).token
    sections = project.take_outline(client)
    tasks = {task["gid"]: task for task in client.tasks(project.gid)}
    project.count(len(tasks))
    project.take_tasks(tasks.values())
    stories = client.many_stories(list(tasks))
    return Snapshot(
        reading.place.id,
        {Ref(gid): reading.item(tasks[gid], said) for gid, said in stories.items()},
        complete=True,
        cursor=Cursor(cursor),
        read_at=reading.began,
        lanes=read_lanes(sections, reading.archive_lane),
        names=read_names(tasks.values(), *stories.values()),
    )
