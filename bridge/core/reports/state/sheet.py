"""One space of the worklist, from what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bridge.core.model.conflict import Conflict
from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.refusal import Refusal
from bridge.core.model.task import Task
from bridge.core.reports.state.contested import conflict_line
from bridge.core.reports.state.handovers import handover_line
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.places import Disturbance, pause_line, place_line
from bridge.core.reports.state.reading import Reader, may_read
from bridge.core.reports.state.tasks import coming, is_open, task_line
from bridge.core.reports.worklist import Coming, Kind, Line, Sheet, arranged


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a space now; `conflicts` are those nobody has decided, `pause` is why the guard paused it."""

    tasks: Mapping[TaskId, Task]
    conflicts: Sequence[Conflict] = ()
    disturbed: Mapping[PlaceId, Disturbance] = field(default_factory=dict)
    pause: Refusal | None = None


def sheet(known: Remembered, naming: Naming, reader: Reader, today: date) -> Sheet:
    """The space as the reader may see it on that day of the network."""
    terms = naming.terms
    lines, more = arranged(_lines(known, naming, reader, today))
    partners = tuple(naming.member(each, name) for each, name in terms.partners.items())
    return Sheet(terms.space.id, terms.space.name, partners, lines, more)


def days_ahead(known: Remembered, naming: Naming, reader: Reader, today: date) -> Iterator[Coming]:
    """The days that come in the space."""
    return coming((each for each in _readable(known, naming, reader) if is_open(each)), naming, today)


def _lines(known: Remembered, naming: Naming, reader: Reader, today: date) -> Iterator[Line]:
    tasks = {each.id: each for each in _readable(known, naming, reader)}
    for task in tasks.values():
        if is_open(task):
            yield from _present(task_line(task, naming, today), handover_line(task, naming))
    if _shows(Kind.CONFLICT, naming):
        yield from (conflict_line(each, tasks[each.task], naming) for each in known.conflicts if each.task in tasks)
    if _shows(Kind.BLOCKED, naming):
        places = (place for place in naming.terms.space.places if place.id in known.disturbed)
        yield from (place_line(place, known.disturbed[place.id], naming) for place in places)
    if known.pause and _shows(Kind.PAUSED, naming):
        yield pause_line(known.pause)


def _readable(known: Remembered, naming: Naming, reader: Reader) -> Iterator[Task]:
    """In the order of their ids, which nobody's organisation changes."""
    tasks = (known.tasks[each] for each in sorted(known.tasks))
    return (task for task in tasks if may_read(task, reader, naming.terms))


def _present(*lines: Line | None) -> Iterator[Line]:
    return (line for line in lines if line)


def _shows(kind: Kind, naming: Naming) -> bool:
    return f"worklist:{kind}" in naming.points
