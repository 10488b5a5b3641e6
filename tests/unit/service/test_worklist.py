"""What the worklist is read from: places that do not come back by themselves, conflicts that nobody has decided."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bridge.adapters.store.memory import MemoryLog, MemoryPauses, MemorySpaces, MemoryVisits
from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.model.alert import Alert, AlertKind, Told
from bridge.core.model.charter import WORKLIST
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PartnerId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.task import Fields, Task
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.reading import OFFICE
from bridge.core.reports.state.sheet import sheet
from bridge.core.reports.worklist import Kind, Line
from bridge.entry.cli.worklist import worklist as command
from bridge.service import worklist as use_case
from bridge.service.health import READ_LATELY
from bridge.service.worklist import Sources
from tests.contracts import kept
from tests.unit.connectors.virtual_clock import START
from tests.unit.core.builders import FULL, NARROW, terms

TERMS = terms(FULL, NARROW)
POINTS = {f"worklist:{each}": "" for each in WORKLIST}
DAY = timedelta(days=1)


@dataclass
class Troubles:
    """`AlertStore` as far as the worklist reads it."""

    told: list[Told] = field(default_factory=list)

    def standing(self) -> list[Told]:
        return self.told


@dataclass
class Space:
    """One space of two places, both read a minute ago."""

    spaces: MemorySpaces = field(default_factory=lambda: MemorySpaces(MemoryLog()))
    visits: MemoryVisits = field(default_factory=MemoryVisits)
    troubles: Troubles = field(default_factory=Troubles)

    def __post_init__(self) -> None:
        for place in (FULL, NARROW):
            self.visits.visited(place, START - timedelta(minutes=1), "", complete=True)

    def lines(self, now: datetime = START) -> tuple[Line, ...]:
        conflicts = MemoryConflicts(self.spaces)
        sources = Sources(self.spaces, conflicts, self.visits, MemoryPauses(), self.troubles)  # type: ignore[arg-type]
        known = use_case._remembered(TERMS, sources, now)  # noqa: SLF001  who may read is asked elsewhere
        return sheet(known, Naming(TERMS, POINTS, {PartnerId("narrow-partner"): 12}), OFFICE, START.date()).lines


def test_a_failure_that_passes_by_itself_disturbs_nobody() -> None:
    """A place in trouble is told when it was not read for a while; then since the day it was read last."""
    space = Space()
    assert not space.lines()
    space.visits.visited(NARROW, START, "Memory answered 502.", complete=False)
    assert not space.lines()
    (line,) = space.lines(START + READ_LATELY + DAY)
    assert (line.kind, line.tool, line.since, line.reads) == (Kind.BLOCKED, "narrow", START.date(), False)
    assert not line.stopped


def test_a_place_that_only_a_person_can_mend_is_told_at_once() -> None:
    """Read all the same, it says so; since the day on which the trouble was first seen."""
    space = Space()
    space.visits.visited(NARROW, START, "Memory refuses to write.", complete=False, stopped=True)
    (line,) = space.lines()
    assert (line.reads, line.stopped, line.since) == (True, True, None)
    space.troubles.told.append(Told(Alert(AlertKind.CREDENTIAL, NARROW), START - 5 * DAY))
    (line,) = space.lines()
    assert line.since == (START - 5 * DAY).date()


def test_a_conflict_stands_there_until_somebody_decides() -> None:
    """One that a person asked back, or whose time is over, is not to be decided any more."""
    space = Space()
    lost = replace(kept.conflict(START), kept_from=FULL, lost_from=NARROW, name="due", kept_by=None, lost_by=None)
    lost = replace(lost, kept=Fields(due=date(2026, 11, 27)), lost=Fields(due=date(2026, 11, 30)))
    has = Task(TaskId(lost.task), Fields("Förderantrag", lead="full-connection/somebody"), FULL)
    space.spaces.agree(TERMS.space.id, Decision(agreed=Memory(tasks={has.id: has}), conflicts=(lost,)), ())
    (line,) = space.lines()
    assert (line.kind, line.values) == (Kind.CONFLICT, ("2026-11-27", "2026-11-30"))
    assert not [each for each in space.lines(START + 91 * DAY) if each.kind is Kind.CONFLICT]
    (found,) = MemoryConflicts(space.spaces).retrievable(TERMS.space.id)
    MemoryConflicts(space.spaces).ask(found.id, START)
    assert not space.lines()


def test_pl_41_nobody_can_ask_for_a_worklist_by_organisation_or_person() -> None:
    """By the shape of what is asked: who asks, of which spaces; no choice, order or group by anybody."""
    asked = set(inspect.signature(use_case.worklist).parameters)
    assert asked == {"caller", "terms", "sources", "agreeing"}
    assert set(inspect.signature(command).parameters) == {"space", "confirm", "partner", "who", "as_json"}
