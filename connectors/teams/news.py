"""Reads what happened in a plan since a cursor.

One call lists the tasks with their versions, the buckets, the labels' names, and the details of seventeen tasks in
turn, sought ones first: a description can change without its task's version. Tasks that are new or have another
version are read in batches of twenty, but for those that nobody but us changed, with the names of people whom nobody
asked for yet. A plan of more than 400 tasks takes one more call a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from bridge.core.model.ids import Account, Cursor, Ref, TaskId
from bridge.core.model.snapshot import Item, Snapshot
from bridge.ports.connector import Sought
from connectors.teams.client import OUTLINE, Outline
from connectors.teams.mark import Mark, Pair, Thread, short
from connectors.teams.pull import Reading, adopted, complete, marked, pair
from connectors.teams.sending import BATCH
from connectors.teams.talk import Said, is_reply
from connectors.teams.translate import Json, etag, is_own, people_of


def news(reading: Reading, since: Cursor, sought: Sought) -> Snapshot:
    """What others did since the cursor, and what is sought; all of the plan where the cursor is none of ours."""
    mark = Mark.read(since)
    if mark is None:
        return complete(reading, sought)
    first = sorted(sought.refs & mark.tasks.keys())[: BATCH - OUTLINE]
    turn = mark.next_turn(BATCH - OUTLINE - len(first))
    outline = reading.client.outline(reading.plan.id, tuple(dict.fromkeys((*first, *turn))))
    reading.plan.take(outline)
    return _Update(reading, mark, turn[-1] if turn else mark.turn, outline, sought).snapshot()


@dataclass(slots=True)
class _Update:
    """One incremental pull. `known` becomes what the cursor keeps; `details` are those of tasks to be told."""

    reading: Reading
    mark: Mark
    turn: str
    outline: Outline
    sought: Sought
    known: dict[str, Pair] = field(default_factory=dict)
    details: dict[str, Json] = field(default_factory=dict)
    names: dict[Account, str] = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        """What was read, and where it leads on."""
        tasks, mark = self.outline.tasks, self.mark
        self.known = {ref: mark.tasks[ref] for ref in tasks if ref in mark.tasks}
        self._read([ref for ref in tasks if self._is_news(ref)])
        items = self._items()
        if missing := self.sought.markers - marked(items):
            self._read(list(self._perhaps_marked(missing)))
            items = self._items()
        items, threads = self._with_comments(items)
        named = {ref for ref in self.sought.refs if not is_reply(ref)}
        gone = {*mark.tasks, *named} - tasks.keys()
        caught_up = self.reading.began.isoformat() if mark.is_due(self.reading.began) else mark.caught_up
        now = Mark(self.known, self.reading.plan.names(), self.turn, threads, caught_up)
        return Snapshot(
            self.reading.place.id,
            items,
            complete=False,
            cursor=now.cursor(),
            read_at=self.reading.began,
            lanes=self.reading.lanes(),
            suspects=frozenset(map(Ref, gone)),
            names=self.names,
        )

    def _is_news(self, ref: str) -> bool:
        """Whether the task is to be told; those that only we changed are not, unless they are sought."""
        task, known = self.outline.tasks[ref], self.mark.tasks.get(ref)
        if ref in self.sought.refs or self._renamed(task):
            return True
        version = short(etag(task))
        read = self.outline.details.get(ref)
        details = short(etag(read)) if read is not None else ""
        if known and version == known[0] and details in ("", known[1]):
            return False
        ours = self.reading.plan.ours(ref, known, version, details)
        if ours:
            self.known[ref] = ours
        return ours is None

    def _renamed(self, task: Json) -> bool:
        """Whether one of its labels has another name by now."""
        before, now = self.mark.labels, self.reading.plan.names()
        return any(before.get(slot) != now.get(slot) for slot in task.get("appliedCategories") or ())

    def _read(self, refs: list[str]) -> None:
        """Take the details of these tasks, from the first call where they were in it."""
        missing = [ref for ref in refs if ref not in self.outline.details]
        everybody = {person for ref in refs for person in people_of(self.outline.tasks[ref])}
        client = self.reading.client
        found, _ = client.many(missing, client.strangers(everybody))
        self.names |= {Account(account): name for account, name in client.names(everybody).items()}
        for ref in refs:
            details = found.get(ref) or self.outline.details.get(ref)
            if details is not None:
                self.details[ref] = details
                self.known[ref] = pair(self.outline.tasks[ref], details)

    def _items(self) -> dict[Ref, Item]:
        """What was read so far, with what creates that broke off left."""
        items = self.reading.items(self.outline.tasks, self.details)
        return adopted(items, [ref for ref in items if ref not in self.mark.tasks], self.sought)

    def _perhaps_marked(self, missing: Collection[TaskId]) -> Iterator[str]:
        """Our tasks that were not read and may bear a marker that is still missing."""
        app = self.reading.client.access.tokens.app
        for ref, task in self.outline.tasks.items():
            if missing and ref not in self.details and is_own(task, app) and task.get("referenceCount") != 0:
                yield ref

    def _with_comments(self, items: dict[Ref, Item]) -> tuple[dict[Ref, Item], dict[str, Thread]]:
        """The items with the comments that are read now, and the threads that the cursor keeps."""
        talk, tasks = self.reading.talk, self.outline.tasks
        threads = {ref: thread for ref, thread in self.mark.threads.items() if ref in tasks}
        if talk is None:
            return items, threads
        self.reading.plan.threads |= {ref: thread.root for ref, thread in threads.items()}
        wanted = self.sought.refs & items.keys()
        roots = self.reading.roots(tasks, self.details)
        roots |= talk.seek(wanted - roots.keys())
        threads = {ref: each for ref, each in threads.items() if roots.get(ref, each.root) == each.root}
        opened = {ref: root for ref, root in self.reading.plan.threads.items() if ref in tasks}
        threads = {ref: Thread(root, "") for ref, root in (opened | roots).items()} | threads
        heard = self.reading.plan.heard(filter(is_reply, self.sought.refs))
        asked = self._due(tasks) | {ref: root for ref, root in roots.items() if ref in wanted}
        asked |= {ref: thread.root for ref, thread in threads.items() if thread.root in heard}
        said, speakers = talk.read(asked)
        self.names |= speakers
        told = {Ref(ref): said[ref].on(items.get(Ref(ref)) or Item(Ref(ref), None)) for ref in asked}
        silent = {ref: Said().on(items[ref]) for ref in wanted - asked.keys()}
        return items | told | silent, threads | talk.threads(asked, said)

    def _due(self, tasks: Mapping[str, Json]) -> dict[str, str]:
        """The threads that the daily look takes, by task."""
        now = self.reading.began
        active = self.mark.active(now) if self.mark.is_due(now) else {}
        return {ref: root for ref, root in active.items() if ref in tasks}
