"""The worklist as a value: how the tasks and connections of each space stand now. No figure, and no person.

Lines have one order: their kind, the day they are due, their title. None of them is counted, grouped, ordered or
chosen by organisation or person, and none says how long something took (READERS 2.4, 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bridge.core.model.ids import SpaceId

MOST = 12
"""Lines of one space; a space with more says only that there are more."""


class Kind(StrEnum):
    """What a line is about, in the order in which a space's lines stand."""

    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    HANDOVER = "handover_waiting"
    CONFLICT = "conflict"
    BLOCKED = "blocked_place"
    PAUSED = "paused_space"


class Named(StrEnum):
    """How a line names who is to act."""

    ORGANISATION = "organisation"
    ALONE = "alone"
    """An organisation of one person, named with its consent: footnote 1."""
    TASK = "task"
    """Not named here; the task itself says it: footnote 2."""
    NOBODY = "nobody"
    """Nobody has the task yet."""
    NONE = "none"
    """The line concerns no organisation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One point of a space. What a kind does not have is empty.

    `title` is empty where the charter shows none. `due` is the day a task is due, `since` the day from which a place
    could not be used, `week` (`2026-W46`) since when a hand-over waits. `organisation` is a display name, or empty as
    `named` says. `place` is the place's id, `tool` its tool; it may be read all the same (`reads`), and nothing works
    there until a person acts (`stopped`). `values` are the two versions of a conflict's `field`, days in ISO 8601;
    empty where they may not stand here. In a paused space the guard saw `missing` of `of` tasks go at once, and what
    `befell` them (`bridge.core.model.refusal.Kind`).
    """

    kind: Kind
    title: str = ""
    due: date | None = None
    since: date | None = None
    week: str = ""
    organisation: str = ""
    named: Named = Named.NONE
    place: str = ""
    tool: str = ""
    field: str = ""
    values: tuple[str, ...] = ()
    missing: int = 0
    of: int = 0
    reads: bool = False
    stopped: bool = False
    befell: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A space: its name, its partners in the order of the network file, its lines; `more`: there are further ones."""

    space: SpaceId
    name: str
    partners: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which an open task is due."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The day on which an organisation comes into a space, or goes."""

    day: date
    organisation: str
    space: str
    comes: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """What one reader sees: the state `on` a day of the network, space by space in the order of the network file."""

    network: str
    on: date
    spaces: tuple[Sheet, ...] = ()
    coming: tuple[Coming, ...] = ()
    memberships: tuple[Membership, ...] = ()


def arranged(lines: Iterable[Line]) -> tuple[tuple[Line, ...], bool]:
    """The lines in their order, as many as a space shows, and whether there are more.

    Nothing that names an organisation takes part in the order: what stands for a task says nothing about who has it.
    """
    ordered = sorted(lines, key=_place_in_order)
    return tuple(ordered[:MOST]), len(ordered) > MOST


def _place_in_order(line: Line) -> tuple[int, date, str, date, str, str, tuple[str, ...]]:
    due, since = line.due or date.max, line.since or date.max
    return (list(Kind).index(line.kind), due, line.title, since, line.tool, line.field, line.values)
