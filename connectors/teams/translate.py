"""Planner's JSON <-> the model, without I/O.

Field by field: title = title, description = details.description (plain; the lines we show stand above it), status =
percentComplete (100 is done, anything less is open) and bucketId, due = the local day of dueDateTime, helpers =
assignments, labels = appliedCategories by the plan's names, archived = in the archive bucket, start = the local day of
startDateTime; checklist, attachments and priority as in parts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bridge.core.model.characters import clean, folded
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref
from bridge.core.model.operation import UpdateItem
from bridge.core.model.snapshot import Item, ItemLane
from bridge.core.model.task import Due, Fields, Status
from connectors.teams.labels import read_labels
from connectors.teams.parts import read_attachments, read_checklist, read_priority, write_priority
from connectors.teams.references import MARKER_URL, read_marker
from connectors.text.plain import read_plain, write_plain
from connectors.text.shown import SIGN

Json = Any
Slots = Mapping[str, Sequence[str]]
"""The slots of each label, the one to use first."""
DONE = 100
DAYS_TIME = time(10, tzinfo=UTC)
"""The time that Planner itself gives to a due day."""
UNMARKED = "unmarked"
NO_TITLE = "–"
"""Stands for an empty title, which Planner refuses."""
_ASSIGNED = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What reading a task needs beside it: the network's zone, who we are, the archive buckets, the labels' names."""

    zone: tzinfo
    app: str
    archives: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    marker_url: str = MARKER_URL


@dataclass(frozen=True, slots=True)
class Revision:
    """The versions that a write must find: of the task and of its details, each with an ETag of its own.

    `unmarked` says that we created the item and its marker is still to be written.
    """

    task: str
    details: str
    unmarked: bool = False

    @classmethod
    def read(cls, text: str) -> Revision:
        """As an item's revision has it; empty where it has none."""
        task, details, sign, *_ = [*text.split(), "", "", ""]
        return cls(task, details, sign == UNMARKED)

    def __str__(self) -> str:
        """As an item's revision has it."""
        return " ".join((self.task, self.details, *((UNMARKED,) if self.unmarked else ())))


def read_item(task: Json, details: Json, terms: Terms) -> Item:
    """A task with its details, without comments. Planner tells neither when nor by whom it was changed."""
    shown, description = read_description(details.get("description") or "")
    bucket = task.get("bucketId")
    archived = bucket in terms.archives
    marker, own = read_marker(details.get("references") or (), terms.marker_url), is_own(task, terms.app)
    fields = Fields(
        title=read_title(task),
        description=description,
        status=Status(task.get("percentComplete") == DONE, None if archived else bucket),
        due=read_due(task.get("dueDateTime"), terms.zone),
        helpers=read_helpers(task),
        labels=read_labels(task.get("appliedCategories") or (), terms.labels),
        archived=archived,
        start=read_due(task.get("startDateTime"), terms.zone),
        priority=read_priority(task.get("priority")),
        checklist=read_checklist(details),
        attachments=read_attachments(details.get("references") or {}, terms.marker_url),
        shown=shown,
    )
    revision = Revision(etag(task), etag(details), unmarked=own and marker is None)
    author = terms.app if own else creator(task)
    return Item(
        Ref(task["id"]),
        fields,
        marker=marker,
        revision=str(revision),
        created=read_instant(task.get("createdDateTime")),
        author=Account(author) if author else None,
        own=own,
    )


def read_title(task: Json) -> str:
    """A task's title on one line."""
    title = folded(task.get("title") or "")
    return "" if title == NO_TITLE else title


def etag(entity: Json) -> str:
    """The version of an entity."""
    return str(entity.get("@odata.etag") or "")


def creator(task: Json) -> str:
    """The person who created a task, else the application; empty where Planner does not say."""
    created = task.get("createdBy") or {}
    return _identity(created, "user") or _identity(created, "application")


def is_own(task: Json, app: str) -> bool:
    """Whether our application created it."""
    return bool(app) and _identity(task.get("createdBy") or {}, "application") == app


def read_helpers(task: Json) -> tuple[str, ...]:
    """Everybody on the task, in Planner's order."""
    assignments = task.get("assignments") or {}
    hints = {person: (each or {}).get("orderHint") or "" for person, each in assignments.items()}
    return tuple(sorted(hints, key=lambda person: (hints[person], person)))


def people_of(task: Json) -> set[str]:
    """The accounts of people that a task shows."""
    author = _identity(task.get("createdBy") or {}, "user")
    return {*(task.get("assignments") or {}), *([author] if author else [])}


def read_description(text: str) -> tuple[tuple[str, ...], Document]:
    """The lines we wrote above a description, and the description."""
    lines = clean(text).split("\n")
    count = next((number for number, line in enumerate(lines) if not line.startswith(SIGN)), len(lines))
    shown = (line.removeprefix(SIGN).strip() for line in lines[:count])
    return tuple(line for line in shown if line), read_plain("\n".join(lines[count:]))


def write_description(description: Document, shown: Iterable[str]) -> str:
    """The description as plain text, below the lines that we show."""
    above = "\n".join(f"{SIGN} {line}" for line in shown)
    return "\n\n".join(part for part in (above, write_plain(description)) if part)


def read_instant(text: str | None) -> datetime | None:
    """An instant as Graph writes it, aware, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def read_due(text: str | None, zone: tzinfo) -> date | None:
    """The day that the instant is in `zone`: people set and see days."""
    instant = read_instant(text)
    return instant.astimezone(zone).date() if instant else None


def write_due(due: Due | None, zone: tzinfo) -> str | None:
    """The instant that Planner itself would give to the day; local noon where that is another day in `zone`."""
    if due is None:
        return None
    day = due.astimezone(zone).date() if isinstance(due, datetime) else due
    instant = datetime.combine(day, DAYS_TIME)
    if instant.astimezone(zone).date() != day:
        instant = datetime.combine(day, time(12), zone).astimezone(UTC)
    return instant.isoformat().replace("+00:00", "Z")


def read_lanes(buckets: Iterable[Json], archive_lane: str) -> tuple[ItemLane, ...]:
    """The plan's buckets in order, without the archive."""
    return tuple(
        ItemLane(Ref(bucket["id"]), folded(bucket.get("name") or ""), float(position))
        for position, bucket in enumerate(in_order(buckets))
        if not is_archive(bucket, archive_lane)
    )


def in_order(buckets: Iterable[Json]) -> list[Json]:
    """Buckets as people see them: order hints compare sign by sign (learn.microsoft.com, planner-order-hint-format)."""
    return sorted(buckets, key=lambda bucket: (bucket.get("orderHint") or "", bucket["id"]))


def is_archive(bucket: Json, archive_lane: str) -> bool:
    """Whether the bucket is the one that holds what is archived."""
    return bool(bucket.get("name") == archive_lane)


def hint_between(before: str, after: str) -> str:
    """What asks Planner to order something behind `before` and in front of `after`; empty is an end."""
    return f"{before} {after}!"


def write_task(operation: UpdateItem, zone: tzinfo, slots: Slots, bucket: str | None) -> Json:
    """What to send for the task itself; `bucket` is where it moves, None where it stays.

    People and labels are sent as what is added and what is taken off: the others are not touched.
    """
    fields, before, changed = operation.fields, operation.before, operation.changed
    values: Json = {}
    if "title" in changed:
        values["title"] = fields.title or NO_TITLE
    if "status" in changed and (fields.status.done != before.status.done or fields.status == before.status):
        values["percentComplete"] = DONE if fields.status.done else 0
    if bucket:
        values["bucketId"] = bucket
    if "due" in changed:
        values["dueDateTime"] = write_due(fields.due, zone)
    if "start" in changed:
        values["startDateTime"] = write_due(fields.start, zone)
    if "priority" in changed:
        values["priority"] = write_priority(fields.priority)
    if "helpers" in changed and (assigned := _assigned(before.helpers, fields.helpers)):
        values["assignments"] = assigned
    if "labels" in changed and (applied := _applied(before.labels, fields.labels, slots)):
        values["appliedCategories"] = applied
    return values


def write_new(fields: Fields, zone: tzinfo, slots: Slots, bucket: str | None) -> Json:
    """What to send to create a task, beside the plan."""
    values: Json = {"title": fields.title or NO_TITLE}
    values |= {"bucketId": bucket} if bucket else {}
    values |= {"percentComplete": DONE} if fields.status.done else {}
    values |= {"dueDateTime": write_due(fields.due, zone)} if fields.due else {}
    values |= {"startDateTime": write_due(fields.start, zone)} if fields.start else {}
    values |= {"priority": write_priority(fields.priority)} if fields.priority else {}
    if assigned := _assigned((), fields.helpers):
        values["assignments"] = assigned
    if applied := _applied((), fields.labels, slots):
        values["appliedCategories"] = applied
    return values


def _assigned(before: Iterable[str], wanted: Iterable[str]) -> Json:
    was, will = list(before), list(wanted)
    off: Json = {person: None for person in was if person not in will}
    return off | {person: _ASSIGNED for person in will if person not in was}


def _applied(before: Iterable[str], wanted: Iterable[str], slots: Slots) -> Json:
    """A label that the plan has no slot for is left out."""
    was, will = frozenset(before), frozenset(wanted)
    added = {slots[name][0]: True for name in sorted(will - was) if name in slots}
    return {slot: False for name in sorted(was - will) for slot in slots.get(name, ())} | added


def _identity(identities: Json, kind: str) -> str:
    return str((identities.get(kind) or {}).get("id") or "")
