"""What was to be written for each task at a place, so that it is not projected again while nothing changed.

The answer is kept beside the very values that it was found for: the task, its link, the links of its comments, whom an
import leaves out, and the terms. They are frozen, so whatever changes is another value, and another value is asked
about anew. Nothing is concluded from ids, versions or times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bridge.core.model.ids import CommentId, PlaceId, TaskId
from bridge.core.model.memory import CommentLink, Link
from bridge.core.model.operation import Operation
from bridge.core.model.quiet import Quiet
from bridge.core.model.task import Task
from bridge.core.sync.terms import Terms


class Asked(NamedTuple):
    """A task, and what the place has of it."""

    task: Task
    link: Link | None
    comments: Mapping[CommentId, CommentLink]

    def is_as(self, other: Asked) -> bool:
        """Whether these are the values of the other."""
        return self.task is other.task and self.link is other.link and self.comments == other.comments


Answer = tuple[Asked, Quiet, tuple[Operation, ...]]
_LAST: dict[PlaceId, tuple[Terms, Mapping[TaskId, Answer]]] = {}


class Planned:
    """What is known while one place is planned for: what the last planning found, if its terms were equal."""

    def __init__(self, place: PlaceId, terms: Terms) -> None:
        """Under other terms anything may have to be written: then nothing is known."""
        self._place, self._terms = place, terms
        under, found = _LAST.get(place, (None, {}))
        self._before = found if under == terms else {}
        self._now: dict[TaskId, Answer] = {}

    def is_calm(self, asked: Asked) -> bool:
        """Whether just this was asked about last time, and nothing was to be written, whoever is left out."""
        known = self._before.get(asked.task.id)
        if known is None or known[2] or not asked.is_as(known[0]):
            return False
        self._now[asked.task.id] = known
        return True

    def needed(self, asked: Asked, quiet: Quiet, plan: Callable[[], Iterable[Operation]]) -> tuple[Operation, ...]:
        """What is to be written: as it was found last time, else as `plan` finds it."""
        known = self._before.get(asked.task.id)
        if known is None or known[1] != quiet or not asked.is_as(known[0]):
            known = asked, quiet, tuple(plan())
        self._now[asked.task.id] = known
        return known[2]

    def close(self) -> None:
        """Let the next planning know. What this one did not come across is forgotten."""
        _LAST[self._place] = self._terms, self._now
