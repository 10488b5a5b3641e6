"""How a place takes part in a space: how it begins, what it keeps to itself, and which items a person has paired."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.ids import Ref, TaskId


class Matching(StrEnum):
    """What a place's first reading does about tasks that it and the space both have.

    The last two wait for a person: nothing there is linked, created or written before the proposals were confirmed.
    """

    CREATE = "create"
    """Nothing: every item is a task, every task gets an item."""
    MATCH = "match"
    """Confirmed pairs are one task; of the rest, every item is a task and every task gets an item."""
    MATCH_ONLY = "match-only"
    """Confirmed pairs are one task; of the rest, each side keeps what it has to itself."""


class Summary(StrEnum):
    """How far we are with the one message that says what a place got when it began."""

    NONE = ""
    DUE = "due"
    INTENDED = "intended"
    """Sent perhaps: it is looked for before it is sent again."""
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Stay:
    """A place's part in a space.

    `confirmed`: it may be linked and written to. `away`: it has left; its items stay there, and its links say what
    they were last seen to hold. `items` are those that stand there by themselves, `tasks` those that get no item
    there: what a first reading by matching alone left apart. `found` counts our own items that were there already when
    the place began, `summary` tells how far we are with saying what came beside them. `imports` are tasks that wait for
    an item because this place or another began: such an item sets and mentions nobody.
    """

    confirmed: bool = False
    away: bool = False
    items: frozenset[Ref] = frozenset()
    tasks: frozenset[TaskId] = frozenset()
    found: int = 0
    summary: Summary = Summary.NONE
    imports: frozenset[TaskId] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """A person said that a task is the same as the task `into`. `taken`: they have become one.

    The first may not be known yet: it is then the item that a first reading will find (`naming.task_id`).
    """

    into: TaskId
    taken: bool = False
