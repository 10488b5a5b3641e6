"""Reads what happened in a project since a token.

A quiet project takes one call; a task that others changed takes one more, its comments another where people wrote
some. What only our own account did takes none, unless it replaced what somebody else had just written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bridge.core.errors import Park, Replan
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.snapshot import Item, ItemLane, Snapshot
from bridge.ports.connector import Sought
from connectors.asana.client import News
from connectors.asana.feed import Feed, read_feed
from connectors.asana.mark import Mark
from connectors.asana.pull import Before, complete
from connectors.asana.reading import Reading
from connectors.asana.translate import Json, is_in, read_lanes, read_names


def news(reading: Reading, since: Cursor, sought: Sought) -> Snapshot:
    """What others did since the cursor, and what is sought; all of the project where the feed has a gap."""
    mark, parts = Mark.read(since), reading.project.parts
    parts.attached |= mark.attached
    told = reading.client.events(reading.project.gid, mark.token)
    if told.gap:
        return complete(reading, Before(told.token, untold=mark.at))
    me = reading.client.me() if told.events else ""
    feed = read_feed(told.events, reading.project.gid, me, reading.project.comments, parts)
    if sought.whole or feed.lost:
        return complete(reading, Before(told.token, feed))
    return _Update(reading, told, feed, sought).snapshot()


@dataclass(frozen=True, slots=True)
class _Update:
    """One incremental pull."""

    reading: Reading
    told: News
    feed: Feed
    sought: Sought

    def snapshot(self) -> Snapshot:
        """What was read, and where it leads on."""
        self._settle()
        parts = self.reading.project.parts
        parts.attached |= self.feed.attached
        for gid in self.feed.stirred | set(self.sought.refs):
            parts.forget(gid)
        tasks = self._tasks()
        stories = self._stories(tasks)
        self.reading.furnish(tasks, stories)
        refs = [gid for gid in {*tasks, *stories, *self.feed.dropped} if gid not in self.feed.gone]
        items = {gid: self._item(gid, tasks.get(gid), stories.get(gid)) for gid in sorted(refs)}
        return Snapshot(
            self.reading.place.id,
            {item.ref: item for item in items.values()},
            complete=False,
            cursor=self.reading.cursor(self.told.token),
            read_at=self.reading.began,
            lanes=self._lanes(),
            suspects=frozenset(map(Ref, self.feed.gone)),
            names=read_names(tasks.values(), *stories.values(), self.told.events),
            overwritten=self.reading.replaced(self.feed, items, stories),
        )

    def _settle(self) -> None:
        """Find the tasks of changed comments of which the feed says only the comment."""
        for story in self.feed.adrift:
            try:
                self.feed.commented.add(self.reading.client.story(story)["target"]["gid"])
            except (Replan, Park):
                continue  # deleted since then, which the feed tells next

    def _tasks(self) -> dict[str, Json]:
        """The tasks to read that are in the project; those that are not any more count as gone."""
        wanted = sorted(self.feed.touched | self.feed.contested | set(self.sought.refs))
        found = self._read(wanted)
        found |= self._read(sorted(self._owners(found.values()) - found.keys()))
        tasks = {gid: task for gid, task in found.items() if is_in(task, self.reading.project.gid)}
        below = {gid for gid, task in found.items() if task.get("parent")}
        self.feed.gone.update(gid for gid in wanted if gid not in tasks and gid not in below)
        tasks |= {task["gid"]: task for task in self._marked()}
        self.reading.project.take_tasks(tasks.values())
        return tasks

    def _owners(self, found: Iterable[Json]) -> set[str]:
        """The tasks above subtasks that the feed told of like of any task."""
        below = [task for task in found if task.get("parent") and not is_in(task, self.reading.project.gid)]
        owners = {str(task["parent"]["gid"]) for task in below}
        for owner in owners:
            self.reading.project.parts.forget(owner)
        return owners

    def _read(self, wanted: Sequence[str]) -> dict[str, Json]:
        """Each task for itself, or all of the project where that takes fewer calls."""
        project = self.reading.project
        if project.pages and len(wanted) > project.pages + 1:
            listed = {task["gid"]: task for task in self.reading.client.tasks(project.gid, custom=self.reading.custom)}
            return {gid: listed[gid] for gid in wanted if gid in listed}
        if len(wanted) > 1:
            return self.reading.client.many_tasks(wanted, custom=self.reading.custom)
        return {gid: task for gid in wanted for task in self._one(gid)}

    def _one(self, gid: str) -> Iterator[Json]:
        try:
            yield self.reading.client.task(gid, custom=self.reading.custom)
        except Replan:
            return
        except Park as refused:
            if refused.code != "403":
                raise

    def _marked(self) -> Iterator[Json]:
        """Tasks whose create was never answered: by `external`, else by looking at all."""
        if not self.sought.markers:
            return
        if self.reading.signs_in:
            found = [task for marker in sorted(self.sought.markers) for task in self._one(f"external:{marker}")]
        else:
            found = self.reading.client.tasks(self.reading.project.gid, custom=self.reading.custom)
        for task in found:
            if is_in(task, self.reading.project.gid) and self.reading.item(task, None).marker in self.sought.markers:
                yield task

    def _stories(self, tasks: dict[str, Json]) -> dict[str, list[Json]]:
        """The stories of tasks that people commented, that came from elsewhere, that are sought or contested."""
        elsewhere = {gid for gid in self.feed.entered & tasks.keys() if self._is_older(tasks[gid])}
        wanted = sorted(
            (self.feed.commented | elsewhere | set(self.sought.refs) | self.feed.contested) - self.feed.gone
        )
        return {gid: stories for gid in wanted for stories in self._said(gid)}

    def _said(self, task: str) -> Iterator[list[Json]]:
        try:
            yield self.reading.client.stories(task)
        except Replan:
            self.feed.gone.add(task)

    def _is_older(self, task: Json) -> bool:
        """Whether the task was there before it came into the project, so that the feed told no comment of it."""
        first = min(event["created_at"] for event in self.told.events if event["resource"]["gid"] == task["gid"])
        return bool(task["created_at"][:19] < first[:19])

    def _item(self, gid: str, task: Json | None, stories: list[Json] | None) -> Item:
        dropped = frozenset(map(Ref, self.feed.dropped.get(gid, ())))
        if task is not None:
            item = self.feed.told(self.reading.item(task, stories))
        else:
            item = Item(Ref(gid), None)
            item = item if stories is None else self.reading.with_comments(item, stories)
        return replace(item, gone_comments=dropped)

    def _lanes(self) -> tuple[ItemLane, ...] | None:
        if not self.feed.lanes:
            return None
        return read_lanes(self.reading.project.read_sections(self.reading.client), self.reading.archive_lane)
