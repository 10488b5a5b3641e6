"""Reads what happened in a project since a token.

A quiet project takes one call; a task that others changed takes one more, its comments another where people wrote
some. What only our own account did takes none, unless it replaced what somebody else had just written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bridge.core.errors import Park, Replan
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.snapshot import Item, ItemLane, Overwritten, Snapshot
from bridge.ports.connector import Sought
from connectors.asana.client import News
from connectors.asana.feed import Feed, read_feed
from connectors.asana.history import overwritten
from connectors.asana.pull import Reading, complete
from connectors.asana.translate import Json, is_in, read_lanes, read_names

T = TypeVar("T")


def news(reading: Reading, since: Cursor, sought: Sought) -> Snapshot:
    """What others did since the cursor, and what is sought; all of the project where the feed has a gap."""
    token, *attached = since.split(" ")
    parts = reading.project.parts
    parts.attached |= set(attached)
    told = reading.client.events(reading.project.gid, token)
    if told.gap:
        return complete(reading, told.token)
    me = reading.client.me() if told.events else ""
    feed = read_feed(told.events, reading.project.gid, me, reading.project.comments, parts)
    if feed.lost:
        return complete(reading, told.token)
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
        return Snapshot(
            self.reading.place.id,
            {Ref(gid): self._item(gid, tasks.get(gid), stories.get(gid)) for gid in sorted(refs)},
            complete=False,
            cursor=self.reading.cursor(self.told.token),
            read_at=self.reading.began,
            lanes=self._lanes(),
            suspects=frozenset(map(Ref, self.feed.gone)),
            names=read_names(tasks.values(), *stories.values(), self.told.events),
            overwritten=tuple(self._overwritten(tasks, stories)),
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
        wanted = sorted(self.feed.touched | {task for task, _ in self.feed.contests} | set(self.sought.refs))
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
        contested = {task for task, _ in self.feed.contests}
        wanted = sorted((self.feed.commented | elsewhere | set(self.sought.refs) | contested) - self.feed.gone)
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
            actors, edited = (
                _with_priority(self.feed.actors.get(gid, {})),
                _with_priority(self.feed.edited.get(gid, {})),
            )
            item = replace(self.reading.item(task, stories), actors=actors, edited=edited)
        else:
            item = Item(Ref(gid), None)
            item = item if stories is None else self.reading.with_comments(item, stories)
        return replace(item, gone_comments=dropped)

    def _overwritten(self, tasks: dict[str, Json], stories: dict[str, list[Json]]) -> Iterator[Overwritten]:
        for gid in {task for task, _ in self.feed.contests} & tasks.keys() & stories.keys():
            contests = [contest for (task, _), contest in self.feed.contests.items() if task == gid]
            fields = self.reading.item(tasks[gid], None).fields
            if fields:
                yield from overwritten(Ref(gid), contests, stories[gid], fields, self.reading.terms)

    def _lanes(self) -> tuple[ItemLane, ...] | None:
        if not self.feed.lanes:
            return None
        return read_lanes(self.reading.project.read_sections(self.reading.client), self.reading.archive_lane)


def _with_priority(told: Mapping[str, T]) -> dict[str, T]:
    """Asana tells that some custom field was changed; the priority may be one."""
    return {**told, **({"priority": told["custom"]} if "custom" in told else {})}
