"""Two tasks that are one: fields joined without loss; where both say another thing, one is kept, and a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bridge.core.model.conflict import Conflict, Reason
from bridge.core.model.document import Document
from bridge.core.model.ids import LaneId, TaskId
from bridge.core.model.parts import Check
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted, words
from bridge.core.model.task import EDITABLE, Due, Fields, Status, Task, Touch, same
from bridge.core.sync.elements import merged_attachments, merged_custom
from bridge.core.sync.terms import Terms

EMPTY = Fields()
SAID_TOGETHER = frozenset({"status", "labels", "helpers", "checklist", "attachments", "custom", "archived"})
"""Fields of which both values together are one."""
Ages = Mapping[TaskId, datetime]
"""When vendors say that a task's items were last changed, where they do (aware UTC)."""


@dataclass(frozen=True, slots=True)
class Both:
    """The task that stays, the one that becomes part of it, and when they were last changed."""

    kept: Task
    other: Task
    ages: Ages
    at: datetime

    def touch(self, task: Task, name: str) -> Touch:
        """Where a field's value came from, and when."""
        age = self.ages.get(task.id)
        return task.touched.get(name) or Touch(task.origin, age or self.at, exact=age is not None)

    def is_later(self, name: str) -> tuple[bool, Reason]:
        """Whether the other's value is known to be the later one; otherwise the task that stays decides."""
        ours, theirs = self.touch(self.kept, name), self.touch(self.other, name)
        if ours.exact and theirs.exact and ours.at != theirs.at:
            return theirs.at > ours.at, Reason.LATER
        return False, Reason.ORIGIN


def union(both: Both, terms: Terms) -> tuple[Task, tuple[Conflict, ...]]:
    """The one task, and what of the two did not fit together. Everything that only one of them says is in it."""
    task, conflicts = both.kept, list[Conflict]()
    for name in EDITABLE:
        ours, theirs = both.kept.fields, both.other.fields
        if same(name, ours, theirs):
            continue
        joined = _joined(name, ours, theirs, terms.zone)
        if joined is None:
            task, conflict = _decided(name, task, both)
            conflicts += [conflict] if _counts(name, both, terms) else []
        else:
            task = _with(task, name, joined, both)
    comments = {**both.other.comments, **both.kept.comments}
    return _led(replace(task, comments=comments), both), tuple(conflicts)


def _joined(name: str, ours: Fields, theirs: Fields, zone: tzinfo) -> object | None:
    """The value that holds both; None where one of the two has to be chosen."""
    if name in SAID_TOGETHER:
        return _together(name, ours, theirs)
    for alone, empty in ((theirs, ours), (ours, theirs)):
        if same(name, empty, EMPTY):
            return getattr(alone, name)  # type: ignore[no-any-return]
    match name:
        case "description":
            return _text(ours.description, theirs.description)
        case "due" | "start":
            return _instant(getattr(ours, name), getattr(theirs, name), zone)
    return None


def _together(name: str, ours: Fields, theirs: Fields) -> object | None:
    """Elements of both; open where either is at work."""
    match name:
        case "status":
            return _status(ours.status, theirs.status)
        case "labels":
            return ours.labels | theirs.labels
        case "helpers":
            return tuple(dict.fromkeys([*ours.helpers, *theirs.helpers]))
        case "checklist":
            return joined_checks(ours.checklist, theirs.checklist)
        case "attachments":
            return merged_attachments(ours.attachments, (), theirs.attachments)
        case "custom":
            both, first = (merged_custom(ours.custom, (), theirs.custom, keep=keep) for keep in (False, True))
            return both if both == first else None
    return ours.archived and theirs.archived


def _text(ours: Document, theirs: Document) -> Document | None:
    """The text that says all that the other says; nothing but words can be known to be said twice."""
    mine, other = words(ours), words(theirs)
    if _is_words(theirs) and other in mine:
        return ours
    return theirs if _is_words(ours) and mine in other else None


def _is_words(text: Document) -> bool:
    return bool(words(text)) and restricted(text, TextForm.PLAIN) == text


def _status(ours: Status, theirs: Status) -> Status | None:
    if ours.done != theirs.done or (ours.lane and theirs.lane and ours.lane != theirs.lane):
        return None
    return Status(ours.done, ours.lane or theirs.lane)


def _instant(ours: Due, theirs: Due, zone: tzinfo) -> Due | None:
    """A day and an instant on that day are one; the instant says more."""
    for instant, day in ((ours, theirs), (theirs, ours)):
        if isinstance(instant, datetime) and not isinstance(day, datetime) and _day(instant, zone) == day:
            return instant
    return None


def _day(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()


def joined_checks(ours: tuple[Check, ...], theirs: tuple[Check, ...]) -> tuple[Check, ...]:
    """All elements; two of the same words are one, which is done where either is."""
    twins = twin_checks(ours, theirs)
    finished = {twins[check.id] for check in theirs if check.id in twins and check.done}
    mine = (replace(check, done=check.done or check.id in finished) for check in ours)
    return (*mine, *(check for check in theirs if check.id not in twins))


def twin_checks(ours: tuple[Check, ...], theirs: tuple[Check, ...]) -> dict[str, str]:
    """Which of their elements is which of ours, by id: the one of the same group and words."""
    free = {(check.group, check.title): check.id for check in reversed(ours)}
    return {check.id: mine for check in theirs if (mine := free.pop((check.group, check.title), None)) is not None}


def _with(task: Task, name: str, value: object, both: Both) -> Task:
    """The task with the joined value; where it is the other's, that is where it came from."""
    fields = replace(task.fields, **{name: value})  # type: ignore[arg-type]
    if same(name, fields, task.fields):
        return task
    return replace(task, fields=fields, touched={**task.touched, name: both.touch(both.other, name)})


def _decided(name: str, task: Task, both: Both) -> tuple[Task, Conflict]:
    """The later value; where nobody knows which that is, the one of the task that stays."""
    wins, reason = both.is_later(name)
    kept, lost = (both.other, both.kept) if wins else (both.kept, both.other)
    conflict = Conflict(
        both.kept.id, name, kept.fields, lost.fields,
        both.touch(kept, name).place, both.touch(lost, name).place, reason, both.at,
    )  # fmt: skip
    return (_with(task, name, _whole(name, kept.fields, lost.fields), both) if wins else task), conflict


def _whole(name: str, kept: Fields, lost: Fields) -> object:
    """The value kept, with what only the other says of it."""
    if name == "custom":
        return merged_custom(kept.custom, (), lost.custom, keep=True)
    if name == "status":
        return replace(kept.status, lane=kept.status.lane or lost.status.lane)
    return getattr(kept, name)


def _counts(name: str, both: Both, terms: Terms) -> bool:
    """Whether losing is a loss: who does not lead helps, and only some tools tell the one from the other."""
    reaches = (terms.reaches.get(task.origin) for task in (both.kept, both.other))
    return name != "lead" or all(reach is not None and reach.manifest.tells_lead for reach in reaches)


def _led(task: Task, both: Both) -> Task:
    """Both leads are on the task, one of them as a helper; reopening leads where either stood open."""
    lead = task.fields.lead
    everybody = [both.kept.fields.lead, both.other.fields.lead, *task.fields.helpers]
    helpers = tuple(dict.fromkeys(person for person in everybody if person and person != lead))
    lane = task.fields.status.lane
    opened = both.kept.last_open_lane or both.other.last_open_lane
    last = LaneId(lane) if lane and not task.fields.status.done else opened
    return replace(task, fields=replace(task.fields, helpers=helpers), last_open_lane=last)
