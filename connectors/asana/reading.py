"""One pull under way, and how its tasks become items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bridge.core.errors import Replan
from bridge.core.model.ids import Cursor
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, Overwritten
from connectors.asana.client import Client
from connectors.asana.custom import is_asked
from connectors.asana.feed import Feed
from connectors.asana.history import overwritten
from connectors.asana.mark import Mark
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
        """What leads on from the feed's token."""
        return Mark(token, self.began, frozenset(self.project.parts.attached)).cursor

    def item(self, task: Json, stories: Iterable[Json] | None) -> Item:
        """A task with all its comments; without any where `stories` is None, which says that they were not read."""
        item = read_item(task, self.terms)
        return item if stories is None else self.with_comments(item, stories)

    def with_comments(self, item: Item, stories: Iterable[Json]) -> Item:
        """The item with what people said in all of its stories."""
        said = [story for story in stories if is_comment(story)]
        self.project.take_stories(item.ref, said)
        return replace(item, comments=tuple(read_comment(story, self.terms.me) for story in said), all_comments=True)

    def replaced(
        self, feed: Feed, items: Mapping[str, Item], stories: Mapping[str, list[Json]]
    ) -> tuple[Overwritten, ...]:
        """What our own writes replaced, where the feed gives cause to look for it."""
        return tuple(overwritten(feed.contests.values(), items, stories, self.terms)) if feed.contests else ()
