"""Lines about conflicts: the task, the field and its two values. Who wrote which is not told, and no free text."""

from __future__ import annotations

from datetime import datetime

from bridge.core.model.conflict import Conflict
from bridge.core.model.ids import PersonId
from bridge.core.model.task import Due, Fields, Task
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.tasks import title
from bridge.core.reports.worklist import Kind, Line
from bridge.core.sync.contested import in_words
from bridge.core.sync.terms import Terms, person_at

TOLD = frozenset({"due", "start", "status", "priority", "archived"})
"""Fields whose values are no free text and name nobody. The title is one more where the charter shows titles."""


def conflict_line(conflict: Conflict, task: Task, naming: Naming) -> Line:
    """Both values where they may be told; else only that there are two, which `cobridge conflicts list` shows."""
    return Line(
        Kind.CONFLICT,
        title(task.fields, naming),
        field=conflict.name,
        values=_values(conflict, naming) if _told(conflict, naming) else (),
    )


def _told(conflict: Conflict, naming: Naming) -> bool:
    told = conflict.name in TOLD or (conflict.name == "title" and "worklist:title" in naming.points)
    return told and not _is_restricted(conflict, naming.terms)


def _values(conflict: Conflict, naming: Naming) -> tuple[str, ...]:
    """A day is ISO 8601, so that each form writes it as it writes days."""
    if conflict.name in {"due", "start"}:
        days = [_day(fields, conflict.name) for fields in (conflict.kept, conflict.lost)]
        if all(day is None or not isinstance(day, datetime) for day in days):
            return tuple(day.isoformat() if day else "" for day in days)
    return in_words(conflict, naming.terms, conflict.lost_from)


def _day(fields: Fields, name: str) -> Due | None:
    return fields.due if name == "due" else fields.start


def _is_restricted(conflict: Conflict, terms: Terms) -> bool:
    """Whether somebody whose data may not be used wrote one of the values."""
    wrote = ((conflict.kept_from, conflict.kept_by), (conflict.lost_from, conflict.lost_by))
    persons = [person_at(terms.reaches[place], by) for place, by in wrote if by and place in terms.reaches]
    return bool(terms.barred) and any(terms.is_restricted(p) or terms.is_erased(PersonId(p)) for p in persons)
