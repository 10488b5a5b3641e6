"""Reads all of a project.

N tasks take one call for the feed's token, two for the sections and who we are, one for each 100 tasks, and one for
each task's stories: no field of a task tells whether it has comments, and `modified_at` does not tell of an edited
one. Stories come in batches of ten, each counted by Asana as ten calls, so that only round trips are saved. A task
with subtasks takes one call more, one with attachments another: nothing but its stories tells of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bridge.core.errors import Replan
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, Snapshot
from connectors.asana.client import Client
from connectors.asana.custom import is_asked
from connectors.asana.part_calls import PartCalls
from connectors.asana.project import Project
from connectors.asana.translate import (
    ATTACHMENTS,
    SUBTASKS,
    Json,
    Terms,
    is_attachment,
    is_comment,
    read_comment,
    read_item,
    read_lanes,
    read_names,
)


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
        return Terms(self.place, self.archive_lane, self.client.me())

    @property
    def custom(self) -> bool:
        """Whether values of custom fields are to be read."""
        return is_asked(self.place)

    def furnish(self, tasks: Mapping[str, Json], stories: Mapping[str, Iterable[Json]]) -> None:
        """Put subtasks and attachments into the tasks: read where they have some that are not known.

        `stories` are those that were read; they tell of attachments.
        """
        parts, calls = self.project.parts, PartCalls(self.client)
        parts.attached |= {gid for gid, told in stories.items() if any(map(is_attachment, told))}
        unread = [gid for gid, task in tasks.items() if task.get("num_subtasks") and gid not in parts.subtasks]
        parts.subtasks |= calls.subtasks(unread)
        for gid in [gid for gid in tasks if gid in parts.attached and gid not in parts.attachments]:
            self._read_attachments(gid, calls)
        for gid, task in tasks.items():
            task[SUBTASKS] = parts.subtasks.get(gid, []) if task.get("num_subtasks") else []
            task[ATTACHMENTS] = parts.attachments.get(gid, [])

    def _read_attachments(self, task: str, calls: PartCalls) -> None:
        with suppress(Replan):  # deleted since then, which the feed tells next
            self.project.parts.attachments[task] = calls.attachments(task)
            if not self.project.parts.attachments[task]:
                self.project.parts.attached.discard(task)

    def cursor(self, token: str) -> Cursor:
        """What leads on: the feed's token, and the tasks that may have attachments, which no later call tells."""
        return Cursor(" ".join((token, *sorted(self.project.parts.attached))))

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
    first = token or client.events(project.gid, None).token
    sections = project.take_outline(client)
    tasks = {task["gid"]: task for task in client.tasks(project.gid, custom=reading.custom)}
    project.count(len(tasks))
    project.take_tasks(tasks.values())
    project.definitions = None
    project.parts.forget_all()
    stories = client.many_stories(list(tasks))
    reading.furnish({gid: task for gid, task in tasks.items() if gid in stories}, stories)
    return Snapshot(
        reading.place.id,
        {Ref(gid): reading.item(tasks[gid], said) for gid, said in stories.items()},
        complete=True,
        cursor=reading.cursor(first),
        read_at=reading.began,
        lanes=read_lanes(sections, reading.archive_lane),
        names=read_names(tasks.values(), *stories.values()),
    )
