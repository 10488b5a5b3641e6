"""What we put into a place that is no task: the weekly report of its space."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2s

from bridge.core.model.ids import PlaceId, TaskId

_PREFIX = "weekly-"
_SIGN = re.compile(_PREFIX + r"[a-z0-9-]{1,33}")


class Form(StrEnum):
    """As what a note stands in a place."""

    MESSAGE = "post"
    ITEM = "card"


@dataclass(frozen=True, slots=True)
class Note:
    """A title and lines of plain text. `sign` is our sign on it, in place of a task's id."""

    sign: TaskId
    title: str
    text: str


def sign_of(week: str, place: PlaceId) -> TaskId:
    """The sign of that week's note at the place; no task has such an id."""
    return TaskId(f"{_PREFIX}{week.lower()}-{blake2s(place.encode(), digest_size=6).hexdigest()}")


def is_note(marker: TaskId | None) -> bool:
    """Whether an item with this marker is a note of ours, or a person's copy of one."""
    return marker is not None and _SIGN.fullmatch(marker) is not None
