"""What becomes of conflicts: they get an id, a lost value is brought back, and an edit of the field ends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from bridge.core.model.conflict import Conflict, ConflictId, Reason
from bridge.core.model.document import Document
from bridge.core.model.ids import LaneId, TaskId
from bridge.core.model.normal import normal
from bridge.core.model.task import Fields, Task, Touch, same
from bridge.core.sync.shorten import MORE
from bridge.core.sync.text import merge3, prefer_theirs

_BYTES = 6
"""People type it: short, and yet no two of a network's conflicts meet."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Tasks that are as they were again in a field, conflicts that are new or turned round, and those that ended."""

    tasks: Mapping[TaskId, Task]
    conflicts: tuple[Conflict, ...]
    decided: tuple[Conflict, ...]


def identified(conflict: Conflict) -> Conflict:
    """With an id made of what it is about, so that the same decision gives the same id."""
    said = (_text(fields, conflict.name) for fields in (conflict.kept, conflict.lost))
    parts = (conflict.task, conflict.name, conflict.kept_from, conflict.lost_from, conflict.at.isoformat(), *said)
    return replace(conflict, id=ConflictId(blake2s("\n".join(parts).encode(), digest_size=_BYTES).hexdigest()))


def settled(
    known: Iterable[Conflict], before: Mapping[TaskId, Task], after: Mapping[TaskId, Task], new: Sequence[Conflict]
) -> Settled:
    """What a decision means for the conflicts `known`, given the tasks before and after people's edits of the cycle.

    An edit ends a conflict where it replaced what was kept and met nothing itself: who made it knew what they replaced.
    """
    fresh = {(each.task, each.name) for each in new}
    tasks, turned, decided = dict[TaskId, Task](), list[Conflict](), list[Conflict]()
    for each in known:
        was, now = before.get(each.task), after.get(each.task)
        if was is None or now is None:
            decided.append(each)
        elif each.asked:
            task = tasks.get(each.task, now)
            if _is_there(task, each):
                decided.append(each)
                continue
            tasks[each.task] = _brought_back(task, each)
            turned.append(_turned(task, tasks[each.task], each))
        elif (each.task, each.name) not in fresh and not _stands(each, was.fields, now.fields):
            decided.append(each)
    return Settled(tasks, (*new, *turned), tuple(decided))


def _stands(conflict: Conflict, was: Fields, now: Fields) -> bool:
    """Whether what was kept is untouched; of a field made of parts only those that were contested count."""
    name = conflict.name
    if name == "status":
        return was.status.lane == now.status.lane
    if same(name, was, now):
        return True
    kept, lost, parts = (_parts(fields, name) for fields in (conflict.kept, conflict.lost, now))
    contested = kept - lost
    return bool(contested) and contested <= parts


def _parts(fields: Fields, name: str) -> frozenset[object]:
    value = fields.description.blocks if name == "description" else getattr(fields, name)
    return frozenset(value) if isinstance(value, tuple) else frozenset()


def _is_there(task: Task, conflict: Conflict) -> bool:
    """Whether there is nothing to bring back: the field has that value already."""
    return same(conflict.name, _with_lost(task.fields, conflict), task.fields)


def _brought_back(task: Task, conflict: Conflict) -> Task:
    """The task with the lost value, as an edit of when somebody asked for it, at the place where it came from."""
    fields = _with_lost(task.fields, conflict)
    asked = conflict.asked or conflict.at
    touch = Touch(conflict.lost_from, asked, exact=True, by=conflict.lost_by)
    last = task.last_open_lane
    if conflict.name == "status" and not fields.status.done and fields.status.lane:
        last = LaneId(fields.status.lane)
    return replace(task, fields=fields, touched={**task.touched, conflict.name: touch}, last_open_lane=last)


def _turned(before: Task, after: Task, conflict: Conflict) -> Conflict:
    """The conflict after its lost value was brought back: what that replaced is kept in its place."""
    touch = before.touched.get(conflict.name)
    return replace(
        conflict,
        kept=after.fields,
        lost=before.fields,
        kept_from=conflict.lost_from,
        lost_from=touch.place if touch else conflict.kept_from,
        reason=Reason.RESTORED,
        at=conflict.asked or conflict.at,
        kept_by=conflict.lost_by,
        lost_by=touch.by if touch else conflict.kept_by,
        asked=None,
    )


def _with_lost(fields: Fields, conflict: Conflict) -> Fields:
    """The fields with the lost value; of a text only what was contested, so that later edits elsewhere in it stay."""
    name, lost = conflict.name, conflict.lost
    match name:
        case "description":
            return replace(fields, description=_text_back(fields.description, conflict))
        case "status":
            return replace(fields, status=replace(fields.status, lane=lost.status.lane))
        case "lead":
            return replace(fields, lead=lost.lead, helpers=tuple(each for each in fields.helpers if each != lost.lead))
    return replace(fields, **{name: getattr(lost, name)})


def _text_back(now: Document, conflict: Conflict) -> Document:
    kept, lost = conflict.kept.description.blocks, conflict.lost.description.blocks
    blocks = merge3(kept, now.blocks, lost, prefer_theirs) or lost
    return normal(Document(tuple(block for block in blocks if block != MORE)))


def _text(fields: Fields, name: str) -> str:
    """A field's value, the same in every process."""
    value = getattr(fields, name)
    return repr(sorted(value) if isinstance(value, frozenset) else value)
