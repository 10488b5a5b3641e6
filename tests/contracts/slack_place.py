"""A Slack place as a cycle sees it: what the connector reads, with what people submitted counted in (DESIGN 4.5).

People change cards by submissions only. Here they are carried out before the place is looked at, as a cycle does, by
a connector of its own that shares nothing with the one under test; the next pull seeks what they were about.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from bridge.core.model.ids import Account, Cursor, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.operation import CreateItem, Done, Operation, UpdateItem
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Item, Overwritten, Snapshot
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.core.sync.learn import taken
from bridge.ports.connector import Connector, Finding, Sought
from bridge.ports.receiver import Receiver, Reply, Request

ELEMENTS: dict[str, Callable[[Any], str]] = {"checklist": attrgetter("id"), "attachments": attrgetter("url")}
"""Fields that are merged element by element, and what their elements are known by."""


@dataclass(frozen=True)
class Told:
    """What became of a submission, or a hint about an item."""

    ref: Ref
    names: tuple[str, ...] = ()
    by: Account | None = None
    at: datetime | None = None
    gone: bool = False
    replaced: tuple[Overwritten, ...] = ()


@dataclass
class KeptPlace:
    """The connector under test, with the desk's submissions and hints about one place."""

    inner: Connector
    service: Connector
    ear: Receiver
    place: Place
    waiting: list[Submission] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    made: dict[Ref, Account] = field(default_factory=dict)
    held: dict[Ref, Fields] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def manifest(self) -> Manifest:
        return self.inner.manifest

    def hear(self, request: Request) -> Reply:
        """Keep what a delivery brings, each submission once, and answer it then."""
        received = self.ear.receive(request)
        with self._lock:
            for submission in received.submissions:
                if submission.key not in self.keys:
                    self.keys.add(submission.key)
                    self.waiting.append(submission)
            self.told += [Told(ref) for refs in received.touched.values() for ref in refs]
        return received.reply

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        if place != self.place:
            return self.inner.pull(place, since, sought)
        self.carry_out()
        inner, _, number = (since or "").rpartition("|")
        with self._lock:
            news, now = self.told[int(number or 0) :], len(self.told)
        refs = {each.ref for each in news if not each.gone}
        wider = replace(sought, refs=sought.refs | refs)
        snapshot = self.inner.pull(place, Cursor(inner) if since else None, wider)
        return replace(
            snapshot,
            items={ref: self._item(item, news) for ref, item in snapshot.items.items()},
            cursor=Cursor(f"{snapshot.cursor}|{now}"),
            suspects=snapshot.suspects | {each.ref for each in news if each.gone},
            overwritten=tuple(value for each in news for value in each.replaced),
        )

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        self.carry_out()
        return self.inner.confirm_gone(place, ref) or any(each.gone and each.ref == ref for each in self.told)

    def apply(self, place: Place, operation: Operation) -> Done:
        done = self.inner.apply(place, operation)
        if isinstance(operation, UpdateItem) and done.item and done.item.fields:
            fields = self._with_waiting(operation, done.item.fields)
            return replace(done, item=replace(done.item, fields=fields))
        return done

    def delay(self, place: Place, operation: Operation) -> float:
        return self.inner.delay(place, operation)

    def check(self, place: Place) -> Sequence[Finding]:
        return self.inner.check(place)

    def carry_out(self) -> None:
        """Write what waits onto the cards."""
        with self._lock:
            waiting, self.waiting = self.waiting, []
        for submission in waiting:
            if submission.gone and submission.ref:
                self.told.append(Told(submission.ref, gone=True))
            elif submission.ref is None:
                self._create(submission)
            else:
                self._change(submission, submission.ref)

    def _create(self, submission: Submission) -> None:
        task = TaskId(f"task-{len(self.made)}-of-people")
        operation = CreateItem(self.place.id, task, submission.fields, self.manifest.holds)
        ref = self.service.apply(self.place, operation).ref
        self.made[ref] = submission.by
        self.told.append(Told(ref, (), submission.by, submission.at))

    def _change(self, submission: Submission, ref: Ref) -> None:
        item = self.service.pull(self.place, None, Sought(refs=frozenset({ref}))).items[ref]
        before, task = item.fields or self.held[ref], item.marker or TaskId("?")
        fields = merged(before, submission, submission.changed)
        operation = UpdateItem(self.place.id, task, ref, fields, before, submission.changed, item.revision)
        done = self.service.apply(self.place, operation)
        self.held[ref] = done.item.fields if done.item and done.item.fields else fields
        self.told.append(Told(ref, submission.changed, submission.by, submission.at))

    def _item(self, item: Item, news: Sequence[Told]) -> Item:
        mine = [each for each in news if each.ref == item.ref]
        actors: Mapping[str, Account] = {name: each.by for each in mine for name in each.names if each.by}
        if item.ref in self.made:
            item = replace(item, author=self.made[item.ref], own=False, marker=None)
        return replace(item, fields=item.fields or self.held.get(item.ref), actors=actors)

    def _with_waiting(self, operation: UpdateItem, shown: Fields) -> Fields:
        """What the reply shows beside what waits; of that, what was just written over is told.

        Elements of checklists and links are merged one by one, so of them nothing is written over.
        """
        for place, submission in enumerate(self.waiting):
            if submission.ref == operation.ref:
                lost = tuple(name for name in submission.changed if name in operation.changed and name not in ELEMENTS)
                kept = tuple(name for name in submission.changed if name not in lost)
                replaced = [self._replaced(submission, name) for name in lost]
                self.told += [Told(operation.ref, replaced=tuple(replaced))] if replaced else []
                self.waiting[place] = replace(submission, changed=kept)
                shown = merged(shown, submission, kept)
        return shown

    def _replaced(self, submission: Submission, name: str) -> Overwritten:
        fields = taken(Fields(), submission.fields, (name,))
        assert submission.ref
        return Overwritten(submission.ref, name, fields, submission.at, submission.by)


def merged(before: Fields, submission: Submission, names: Sequence[str]) -> Fields:
    """The fields with what the person changed of what they saw."""
    values: dict[str, Any] = {name: getattr(submission.fields, name) for name in names}
    for name, known in ELEMENTS.items():
        if name in names:
            sides = (submission.base, submission.fields, before)
            was, now, there = ({known(each): each for each in getattr(side, name)} for side in sides)
            left = {key: each for key, each in there.items() if key in now or key not in was}
            edited = {key: _edited(each, was.get(key), now.get(key)) for key, each in left.items()}
            come = {key: each for key, each in now.items() if key not in {**was, **there}}
            values[name] = tuple((edited | come).values())
    return replace(before, **values)


def _edited(element: Any, was: Any, now: Any) -> Any:
    """An element with what differs between two states of it."""
    if was is None or now is None:
        return element
    changed = {name: getattr(now, name) for name in now.__slots__ if getattr(now, name) != getattr(was, name)}
    return replace(element, **changed)
