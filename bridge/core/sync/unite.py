"""Pairs that a person confirmed become one task: one item per place stays, the other is archived and says so.

Nothing is deleted. The task that became part of another stays as an archived one; where somebody takes its item out
of the archive again, it is a task of its own again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bridge.core.model.conflict import Conflict
from bridge.core.model.ids import CheckId, CommentId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.operation import CreateLane
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.stay import Pair
from bridge.core.model.task import Task
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms
from bridge.core.sync.union import Ages, Both, twin_checks, union


@dataclass(frozen=True, slots=True)
class United:
    """The rows of pairs that became one, what did not fit together, and the tasks that are part of others now."""

    rows: Memory
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[TaskId, ...] = ()


def unite(memory: Memory, snapshots: Sequence[Snapshot], terms: Terms) -> United:
    """Every confirmed pair of which both tasks are known by now."""
    rows, conflicts, others = Memory(), list[Conflict](), list[TaskId]()
    if all(pair.taken for pair in memory.pairs.values()):
        return United(rows)
    ages = _ages(memory, snapshots)
    at = max((snapshot.read_at for snapshot in snapshots), default=None)
    for other, pair in memory.pairs.items() if at else ():
        into = _last(pair.into, memory)
        if pair.taken or at is None or not _are_settled(memory, other, into):
            continue
        both = Both(memory.tasks[into], memory.tasks[other], ages, at)
        task, lost = union(both, terms)
        news = _joined(memory, both, task)
        memory, rows = with_rows(memory, news), with_rows(rows, news)
        conflicts += lost
        others.append(other)
    return United(rows, tuple(conflicts), tuple(others))


def is_part(task: TaskId, memory: Memory) -> bool:
    """Whether the task has become part of another and nobody has taken it out of the archive since."""
    pair, known = memory.pairs.get(task), memory.tasks.get(task)
    return pair is not None and pair.taken and known is not None and known.fields.archived


def goes_on(memory: Memory) -> dict[TaskId, str]:
    """Where tasks that are part of another go on: its title."""
    parts = {task: memory.tasks.get(_last(task, memory)) for task in memory.pairs if is_part(task, memory)}
    return {task: whole.fields.title for task, whole in parts.items() if whole}


def _are_settled(memory: Memory, *tasks: TaskId) -> bool:
    """Whether these are two known tasks, and nothing is on its way to a place that only a reading could tell of."""
    creating = (intent for intents in memory.intents.values() for intent in intents)
    open_tasks = {intent.task for intent in creating if not isinstance(intent, CreateLane)}
    return len(set(tasks)) > 1 and all(task in memory.tasks for task in tasks) and not open_tasks & set(tasks)


def _last(task: TaskId, memory: Memory) -> TaskId:
    """The task that this one has become part of, however often that one did so itself."""
    seen = {task}
    while task in memory.pairs and is_part(task, memory) and memory.pairs[task].into not in seen:
        task = memory.pairs[task].into
        seen.add(task)
    return task


def _ages(memory: Memory, snapshots: Sequence[Snapshot]) -> Ages:
    """When the items just read were last changed, as their vendors say."""
    ages = dict[TaskId, datetime]()
    for snapshot in snapshots:
        for task, link in memory.links.get(snapshot.place, {}).items():
            item = snapshot.items.get(link.ref)
            if item and item.changed:
                ages[task] = max(item.changed, ages.get(task, item.changed))
    return ages


def _joined(memory: Memory, both: Both, task: Task) -> Memory:
    """The rows: the task as joined, the other one archived, the links of both, and whose comments are whose."""
    other = replace(both.other, fields=replace(both.other.fields, archived=True), comments={})
    links = dict[PlaceId, dict[TaskId, Link]]()
    comments = dict[PlaceId, dict[CommentId, CommentLink]]()
    twins = twin_checks(both.kept.fields.checklist, both.other.fields.checklist)
    for place, by_task in memory.links.items():
        moved = _links(by_task.get(task.id), by_task.get(other.id), twins)
        if moved:
            links[place] = dict(zip((task.id, other.id), moved, strict=True))
        items = links.get(place, by_task)
        comments[place] = dict(_comments(memory, place, items.get(task.id), (task.id, other.id)))
    pair = Pair(task.id, taken=True)
    said = {place: rows for place, rows in comments.items() if rows}
    return Memory({task.id: task, other.id: other}, links=links, comment_links=said, pairs={other.id: pair})


def _links(kept: Link | None, other: Link | None, twins: Mapping[str, str]) -> tuple[Link, Link] | None:
    """The item that shows the task from now on, and the one of the other; None where nothing moves.

    Of two items the one that a person made shows it; of two such the task's own.
    """
    if other is None or other.standing is not Standing.LIVE or other.seen.archived:
        return None
    there = replace(other, checks=_renamed(other.checks, twins), sent=None, tried=None)
    if kept is None or kept.standing is not Standing.LIVE:
        return there, replace(other, ref=Ref(""), standing=Standing.GONE)
    if kept.ours and not other.ours:
        return there, replace(kept, checks=_renamed(kept.checks, {mine: its for its, mine in twins.items()}), sent=None)
    return None


def _renamed(checks: Mapping[CheckId, Ref], names: Mapping[str, str]) -> dict[CheckId, Ref]:
    return {CheckId(names.get(check, check)): ref for check, ref in checks.items()}


def _comments(
    memory: Memory, place: PlaceId, shown: Link | None, tasks: tuple[TaskId, TaskId]
) -> Iterator[tuple[CommentId, CommentLink]]:
    """Comments of both are the one task's. Those that stand below the item that goes are written below the other."""
    before = memory.links.get(place, {})
    for comment, link in memory.comment_links.get(place, {}).items():
        if link.task not in tasks:
            continue
        host = before.get(link.task)
        stays = shown is None or host is None or host.ref == shown.ref
        standing = link.standing if stays or link.standing is not Standing.LIVE else Standing.LEFT
        now = replace(link, task=tasks[0], standing=standing)
        if now != link:
            yield comment, now
