"""Reads all of a plan: its tasks page by page, each one's details and everybody's name in batches, and the comments.

N tasks take one call for the first 400, the buckets and the labels' names, one for each further 400, and one for each
twenty details or names; each twenty threads take another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item, ItemLane, Snapshot
from bridge.ports.connector import Sought
from connectors.teams.client import Client
from connectors.teams.mark import Mark, Pair, short
from connectors.teams.plan import Plan
from connectors.teams.talk import Said, Talk
from connectors.teams.translate import Json, Revision, Terms, etag, people_of, read_item, read_lanes

DETAILS = frozenset({"description", "shown", "checklist", "attachments"})
"""The fields that a create writes after the call that makes the task, all of them at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which place is read, with what, since when; `talk` is None where there is no channel for comments."""

    client: Client
    plan: Plan
    place: Place
    began: datetime
    zone: tzinfo
    archive_lane: str
    marker_url: str
    talk: Talk | None

    @property
    def terms(self) -> Terms:
        """How tasks are to be read."""
        app = self.client.access.tokens.app
        return Terms(self.zone, app, self.plan.archives(self.archive_lane), self.plan.names(), self.marker_url)

    def lanes(self) -> tuple[ItemLane, ...]:
        """The open lanes, as last read."""
        return read_lanes(self.plan.buckets.values(), self.archive_lane)

    def items(self, tasks: Mapping[str, Json], details: Mapping[str, Json]) -> dict[Ref, Item]:
        """The tasks whose details were read; what vanished in between is not there."""
        terms = self.terms
        return {Ref(ref): read_item(tasks[ref], each, terms) for ref, each in details.items() if ref in tasks}

    def roots(self, tasks: Mapping[str, Json], details: Mapping[str, Json]) -> dict[str, str]:
        """The roots of the tasks' comments, for those that have one; of a task and its copies the oldest has it."""
        if self.talk is None:
            return {}
        oldest_first = sorted(
            details.keys() & tasks.keys(), key=lambda ref: (tasks[ref].get("createdDateTime") or "", ref)
        )
        found = {ref: self.talk.root(ref, details[ref]) for ref in oldest_first}
        return {ref: root for ref, root in found.items() if root}


def complete(reading: Reading, sought: Sought) -> Snapshot:
    """All tasks with all their comments."""
    reading.plan.forget_written()
    outline = reading.client.outline(reading.plan.id)
    reading.plan.take(outline)
    everybody = {person for task in outline.tasks.values() for person in people_of(task)}
    details, names = reading.client.many(list(outline.tasks), everybody)
    read = reading.items(outline.tasks, details)
    items = adopted(read, read, sought)
    roots = reading.roots(outline.tasks, details)
    if reading.talk:
        roots |= reading.talk.seek((sought.refs & items.keys()) - roots.keys())
    said, speakers = reading.talk.read(roots) if reading.talk else ({}, {})
    threads = reading.talk.threads(roots, said) if reading.talk else {}
    if reading.talk:
        items = {ref: said.get(ref, Said()).on(item) for ref, item in items.items()}
    known = {ref: pair(outline.tasks[ref], each) for ref, each in details.items()}
    mark = Mark(known, reading.plan.names(), "", threads, reading.began.isoformat())
    return Snapshot(
        reading.place.id,
        items,
        complete=True,
        cursor=mark.cursor(),
        read_at=reading.began,
        lanes=reading.lanes(),
        names=speakers | {Account(account): name for account, name in names.items()},
    )


def adopted(items: Mapping[Ref, Item], new: Iterable[Ref], sought: Sought) -> dict[Ref, Item]:
    """The items, those of creates that broke off before their marker was written with the marker of their task.

    Such an item is `new`, ours, bears no marker yet, and has exactly the title that was sent; of several the oldest.
    Whoever was quick may have renamed it: one that is linked to no task is the one create that is still missing. Its
    revision says that the marker is missing, so the next write of its details adds it: nothing of them was sent.
    """
    waiting = [item for item in _oldest_first(items[ref] for ref in new) if Revision.read(item.revision).unmarked]
    missing = sorted(sought.titles.keys() - marked(items))
    pairs = {task: item for task in missing if (item := _taken(waiting, sought.titles[task].strip()))}
    renamed = [item for item in waiting if sought.linked is not None and item.ref not in sought.linked]
    unnamed = [task for task in missing if task not in pairs]
    if len(renamed) == len(unnamed) == 1:
        pairs[unnamed[0]] = renamed[0]
    return dict(items) | {item.ref: replace(item, marker=task, unsent=DETAILS) for task, item in pairs.items()}


def _taken(waiting: list[Item], title: str) -> Item | None:
    """The first of this title, which then waits no more."""
    item = next((item for item in waiting if item.fields and item.fields.title.strip() == title), None)
    if item is not None:
        waiting.remove(item)
    return item


def marked(items: Mapping[Ref, Item]) -> frozenset[TaskId]:
    """The tasks whose markers the items bear."""
    return frozenset(item.marker for item in items.values() if item.marker)


def pair(task: Json, details: Json) -> Pair:
    """An item's versions as the cursor keeps them."""
    return short(etag(task)), short(etag(details))


def _oldest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.created.isoformat() if item.created else "", item.ref))
