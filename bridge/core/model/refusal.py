"""The guard's no, exactly what it is about, and what a person answers to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.ids import PlaceId, TaskId


class Kind(StrEnum):
    """What happened to many tasks of a place at once."""

    DELETED = "deleted"
    LEFT = "left"
    """Moved out of the place, or out of our reach."""
    ARCHIVED = "archived"
    LANE = "lane"
    """Gone with their lane."""
    EDITED = "edited"
    """One field of them changed."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The tasks that went at a place in one decision; with `field`, those of which that field was changed there."""

    place: PlaceId
    tasks: frozenset[TaskId]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Carried out, the decision would carry what befell `number` of `total` tasks at `place` to the other places.

    `reason` says what is too much about it: `emptied`, `number` or `share`. `name` is the lane's or the field's where
    `kind` speaks of one. `extents` are all that the decision would be refused for, at every place: who agrees, agrees
    to these and to nothing else.
    """

    place: PlaceId
    number: int
    total: int
    reason: str
    kind: Kind = Kind.DELETED
    name: str = ""
    extents: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer: carry out what was refused or, with `restore`, bring everything back where it went."""

    refusal: Refusal
    restore: bool = False

    def covers(self, extent: Extent) -> bool:
        """Whether the person was asked about all of this."""
        asked = [each for each in self.refusal.extents if (each.place, each.field) == (extent.place, extent.field)]
        return extent.tasks <= frozenset[TaskId]().union(*(each.tasks for each in asked))
