"""Carries out operations on tasks and buckets, each write with the version that it must find.

A task and its details are two entities: both go in one batch, in which the second waits for the first. Whatever
changes the details may change the task's version too, so the batch ends with reading the task.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, TypeVar, assert_never

from bridge.core.errors import Ambiguous, Failure, Replan, Retry
from bridge.core.model.ids import Ref, TaskId
from bridge.core.model.operation import CreateItem, CreateLane, Done, RenameLane, UpdateItem
from bridge.core.model.snapshot import Item
from bridge.core.model.task import EDITABLE, Fields, Status, differing
from connectors.teams.client import Client
from connectors.teams.mark import short
from connectors.teams.parts import said_checklist, write_attachments, write_checklist
from connectors.teams.plan import Plan
from connectors.teams.references import marker_reference
from connectors.teams.translate import (
    Json,
    Revision,
    Terms,
    etag,
    read_item,
    write_description,
    write_new,
    write_task,
)

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Writing:
    """Where is written, with what."""

    client: Client
    plan: Plan
    zone: tzinfo
    archive_lane: str
    marker_url: str

    def carry_out(self, operation: CreateItem | UpdateItem | CreateLane | RenameLane) -> Done:
        """Do it, and tell what the replies show."""
        match operation:
            case CreateItem():
                return self._create(operation)
            case UpdateItem():
                return self._update(operation)
            case CreateLane(name=name, after=after):
                made = self.client.create_bucket(self.plan.id, name, self.plan.hint_behind(self.client, after))
                self.plan.buckets[made["id"]] = made
                return Done(operation, Ref(made["id"]))
            case RenameLane(ref=ref, name=name):
                return self._rename(operation, ref, name)
            case _:
                assert_never(operation)

    @property
    def _terms(self) -> Terms:
        app, archives = self.client.access.tokens.app, self.plan.archives(self.archive_lane)
        return Terms(self.zone, app, archives, self.plan.names(), self.marker_url)

    def _rename(self, operation: RenameLane, ref: Ref, name: str) -> Done:
        bucket = self.plan.bucket(self.client, ref)
        try:
            self.plan.buckets[ref] = self.client.rename_bucket(bucket, name)
        except Replan:
            self.plan.buckets.clear()
            raise
        return Done(operation, ref)

    def _create(self, operation: CreateItem) -> Done:
        """Three calls: Planner takes description and marker only where the task is there already."""
        fields = operation.fields
        slots = self.plan.slots(self.client, fields.labels)
        values = write_new(fields, self.zone, slots, self._bucket_of_new(fields))
        task = self.client.create_task(self.plan.id, values)
        try:
            task, details = self._completed(operation, task["id"])
        except Failure as failure:
            after = failure.after if isinstance(failure, Retry) else None
            sentence = "Teams, creating a task: it was begun and not finished; it is looked up."
            raise Ambiguous(sentence, after=after, code=failure.code) from None
        self.plan.made[task["id"]] = task, details
        item = read_item(task, details, self._terms)
        self._note(item, None)
        return Done(operation, item.ref, item)

    def _completed(self, operation: CreateItem, ref: str) -> tuple[Json, Json]:
        """The new task with its marker, its description and the lines that we show."""
        fields = operation.fields
        values: Json = {"references": marker_reference(operation.task, self.marker_url)}
        if text := write_description(fields.description, fields.shown):
            values["description"] = text
        return self.client.update_whole(ref, ({}, ""), (values, etag(self.client.details(ref))))

    def _bucket_of_new(self, fields: Fields) -> str | None:
        if fields.archived:
            return self.plan.archive(self.client, self.archive_lane)
        return fields.status.lane or self.plan.first_bucket(self.client, self.archive_lane)

    def _update(self, operation: UpdateItem) -> Done:
        """One call; two where the versions to be found are not known."""
        self.plan.made.pop(operation.ref, None)
        found = self._revision(operation)
        slots = self.plan.slots(self.client, operation.fields.labels) if "labels" in operation.changed else {}
        if operation.before.labels - slots.keys() and "labels" in operation.changed:
            slots = self.plan.slots(self.client, operation.fields.labels | operation.before.labels)
        values = write_task(operation, self.zone, slots, self._bucket(operation))
        details = self._details(operation, unmarked=found.unmarked)
        if details:
            task, after = self.client.update_whole(operation.ref, (values, found.task), (details, found.details))
            item = read_item(task, after, self._terms)
        elif values:
            task = self.client.update_task(operation.ref, values, found.task)
            item = _beside(read_item(task, {"@odata.etag": found.details}, self._terms), operation, found)
        else:
            item = read_item(*self.client.whole(operation.ref), self._terms)
        item = replace(item, marker=item.marker or operation.task)
        self._learn(operation, item, found)
        return Done(operation, operation.ref, as_written(operation, item))

    def _revision(self, operation: UpdateItem) -> Revision:
        """The versions that the decision was made on; as they are now where it does not say."""
        given, renewed = Revision.read(operation.revision), self.plan.renewed
        if not given.task or not given.details:
            task, details = self.client.whole(operation.ref)
            return Revision(etag(task), etag(details))
        return replace(
            given, task=renewed.get(given.task, given.task), details=renewed.get(given.details, given.details)
        )

    def _bucket(self, operation: UpdateItem) -> str | None:
        """The bucket to move to; None where the item stays."""
        fields, before, changed = operation.fields, operation.before, operation.changed
        if "archived" in changed:
            if fields.archived:
                return self.plan.archive(self.client, self.archive_lane)
            wanted = fields.status.lane if "status" in changed else before.status.lane
            return wanted or self.plan.first_bucket(self.client, self.archive_lane)
        lane = fields.status.lane if "status" in changed and not before.archived else None
        return lane if lane != before.status.lane else None

    def _details(self, operation: UpdateItem, *, unmarked: bool) -> Json:
        """What goes into the details; nothing where they stay as they are."""
        fields, before, changed = operation.fields, operation.before, operation.changed
        values: Json = {}
        if {"description", "shown"} & set(changed):
            description = fields.description if "description" in changed else before.description
            values["description"] = write_description(description, fields.shown if "shown" in changed else before.shown)
        if "checklist" in changed and (checklist := write_checklist(before.checklist, fields.checklist)):
            values["checklist"] = checklist
        if "attachments" in changed and (references := write_attachments(before.attachments, fields.attachments)):
            values["references"] = references
        if values and unmarked:
            values["references"] = values.get("references", {}) | marker_reference(operation.task, self.marker_url)
        return values

    def _learn(self, operation: UpdateItem, item: Item, found: Revision) -> None:
        """Remember versions that hold nothing but what was read before and what we wrote."""
        touched = {*operation.changed, *(("status",) if "archived" in operation.changed else ())}
        others = frozenset(EDITABLE) - touched
        told = as_written(operation, item).fields == item.fields
        if item.fields and told and not differing(operation.before, item.fields, others):
            self._note(item, found)

    def _note(self, item: Item, before: Revision | None) -> None:
        now = Revision.read(item.revision)
        known = (short(before.task), short(before.details)) if before else None
        self.plan.note(item.ref, known, (short(now.task), short(now.details)))


def _beside(item: Item, operation: UpdateItem, found: Revision) -> Item:
    """The item of a reply that shows the task alone: its details are as they were known to be."""
    fields, before = item.fields or Fields(), operation.before
    beside = ("description", "shown", "checklist", "attachments")
    fields = replace(fields, **{name: getattr(before, name) for name in beside})
    revision = Revision(Revision.read(item.revision).task, found.details, found.unmarked)
    return replace(item, fields=fields, revision=str(revision), marker=TaskId(operation.task))


def as_written(operation: UpdateItem, item: Item) -> Item:
    """The reply, of which a field speaks only as far as we wrote it.

    Planner lets two people change different parts of one task with the same version. What somebody else did to the
    same field meanwhile (added a helper beside ours, moved the task while we completed it) is left out, so that the
    next pull finds it as an edit.
    """
    fields, before, wanted = item.fields or Fields(), operation.before, operation.fields
    said: dict[str, Any] = {}
    if "status" in operation.changed:
        done = fields.status.done if wanted.status.done != before.status.done else before.status.done
        moved = wanted.status.lane != before.status.lane or "archived" in operation.changed
        said["status"] = Status(done, fields.status.lane if moved else before.status.lane)
    if "helpers" in operation.changed:
        said["helpers"] = _taken(before.helpers, wanted.helpers, fields.helpers)
    if "labels" in operation.changed:
        said["labels"] = frozenset(_taken(before.labels, wanted.labels, fields.labels))
    if "checklist" in operation.changed:
        said["checklist"] = said_checklist(before.checklist, wanted.checklist, fields.checklist)
    if "attachments" in operation.changed:
        said["attachments"] = _taken(before.attachments, wanted.attachments, fields.attachments)
    return replace(item, fields=replace(fields, **said))


def _taken(before: Iterable[E], wanted: Iterable[E], shown: Iterable[E]) -> tuple[E, ...]:
    """Of a set: what was to stay, and of what was to be added or removed what the reply shows."""
    was, will = list(before), set(wanted)
    stays = [each for each in was if each in will]
    written = [each for each in shown if (each in will) != (each in was)]
    return tuple(dict.fromkeys([*stays, *written]))
