"""Lines about tasks as they stand now: overdue, with nobody who has them, and days that come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

from bridge.core.model.task import Due, Fields, Task
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.worklist import Coming, Kind, Line, Named

SOONEST = 5
"""Days that come, of all spaces together."""


def is_open(task: Task) -> bool:
    """Whether there is still something to do about it."""
    return not task.fields.archived and not task.fields.status.done


def due_day(due: Due | None, zone: tzinfo) -> date | None:
    """The day in the network's zone."""
    return due.astimezone(zone).date() if isinstance(due, datetime) else due


def task_line(task: Task, naming: Naming, today: date) -> Line | None:
    """Its one line: overdue from the day after it was due, else free where nobody has it, else none."""
    fields = task.fields
    due = due_day(fields.due, naming.terms.zone)
    nobody = not fields.lead and not fields.helpers
    if due and due < today and _shows(Kind.OVERDUE, naming):
        organisation, named = naming.lead(fields)
        return Line(Kind.OVERDUE, title(fields, naming), due, organisation=organisation, named=named)
    if nobody and _shows(Kind.UNASSIGNED, naming):
        return Line(Kind.UNASSIGNED, title(fields, naming), due, named=Named.NOBODY)
    return None


def coming(tasks: Iterable[Task], naming: Naming, today: date) -> Iterator[Coming]:
    """Days on which open tasks are due, from today on, where the charter shows titles."""
    for task in tasks:
        day, name = due_day(task.fields.due, naming.terms.zone), title(task.fields, naming)
        if day and day >= today and name:
            yield Coming(day, name)


def soonest(days: Iterable[Coming]) -> tuple[Coming, ...]:
    """The next few."""
    return tuple(sorted(set(days), key=lambda each: (each.day, each.title))[:SOONEST])


def title(fields: Fields, naming: Naming) -> str:
    """The task's title, empty where the charter shows none."""
    return fields.title if "worklist:title" in naming.points else ""


def _shows(kind: Kind, naming: Naming) -> bool:
    return f"worklist:{kind}" in naming.points
