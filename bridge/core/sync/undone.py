"""What becomes of each copy that an erasure is about, and how the steps of its case name it."""

from __future__ import annotations

import json
from enum import StrEnum

from bridge.core.model.ids import CommentId, LaneId, PlaceId, Ref, SpaceId, TaskId
from bridge.core.rules.copies import Copy, Kind
from bridge.core.sync.remedies import Cause, Due, Remedy

COPY = "copy"


class Became(StrEnum):
    """How far an erasure has come with one thing."""

    OPEN = "open"
    """Not yet, or the tool could not be reached."""
    DELETED = "deleted"
    BLANKED = "blanked"
    RECREATED = "recreated"
    """Deleted with its history; the next cycle makes it anew."""
    ABSENT = "absent"
    """Nothing of it was there any more."""
    INSTRUCTED = "instructed"
    """Our account cannot: the partner was told to, and has not said yet that it is done."""
    CONFIRMED = "confirmed"
    """The partner has said so."""


ENDED = frozenset(Became) - {Became.OPEN, Became.INSTRUCTED}
"""Nothing is left to be done about it."""


def key_of(space: SpaceId, due: Due) -> str:
    """The name of the step: ids alone."""
    copy = due.copy
    told = [due.remedy, due.cause, space, copy.place, copy.kind, copy.ref, copy.task, copy.lane, copy.comments]
    return f"{COPY} {json.dumps([*told, copy.fields], separators=(',', ':'))}"


def is_about_copy(key: str) -> bool:
    """Whether a step of that name is about a copy."""
    return key.startswith(f"{COPY} ")


def due_of(key: str) -> tuple[SpaceId, Due]:
    """What `key_of` named."""
    remedy, cause, space, place, kind, ref, task, lane, comments, fields = json.loads(key.removeprefix(COPY))
    copy = Copy(
        PlaceId(place),
        Kind(kind),
        Ref(ref),
        TaskId(task) if task else None,
        tuple(map(CommentId, comments)),
        LaneId(lane) if lane else None,
        tuple(fields),
    )
    return SpaceId(space), Due(Remedy(remedy), copy, Cause(cause))
