"""Of which tasks nothing was to be written at a place, so that they are not projected again while nothing changed.

The answer is kept beside the very values that it was found for: the task, its link, the links of its comments and the
terms. They are frozen, so whatever changes is another value, and another value is asked about anew. Nothing is
concluded from ids, versions or times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bridge.core.model.ids import CommentId, PlaceId, TaskId
from bridge.core.model.memory import CommentLink, Link
from bridge.core.model.operation import Operation
from bridge.core.model.task import Task
from bridge.core.sync.terms import Terms

Comments = Mapping[CommentId, CommentLink]
Asked = tuple[Task, Link | None, Comments]
_LAST: dict[PlaceId, tuple[Terms, Mapping[TaskId, Asked]]] = {}


class Calm:
    """What is known while one place is planned for: what the last planning found, if its terms were equal."""

    def __init__(self, place: PlaceId, terms: Terms) -> None:
        """Under other terms anything may have to be written: then nothing is known."""
        self._place, self._terms = place, terms
        under, found = _LAST.get(place, (None, {}))
        self._before = found if under == terms else {}
        self._now: dict[TaskId, Asked] = {}

    def knows(self, task: Task, link: Link | None, comments: Comments) -> bool:
        """Whether just this was asked about last time, and nothing was to be written."""
        known = self._before.get(task.id)
        if known is None or known[0] is not task or known[1] is not link or known[2] != comments:
            return False
        self._now[task.id] = known
        return True

    def keep(self, task: Task, link: Link | None, comments: Comments, needed: Sequence[Operation]) -> None:
        """Remember it where nothing is needed."""
        if not needed:
            self._now[task.id] = task, link, comments

    def close(self) -> None:
        """Let the next planning know. What this one did not come across is forgotten."""
        _LAST[self._place] = self._terms, self._now
