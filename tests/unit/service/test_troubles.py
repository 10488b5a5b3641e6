"""What two persons have to know, and what they need not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bridge.adapters import words
from bridge.adapters.store.memory import MemoryLog, MemoryPauses, MemorySpaces, MemoryVisits
from bridge.core.model.alert import Alert, AlertKind
from bridge.core.model.ids import ConnectionId, TaskId
from bridge.core.model.operation import CreateItem, Parked
from bridge.core.model.refusal import Kind, Refusal
from bridge.core.model.task import Fields
from bridge.service.health import READ_LATELY
from bridge.service.troubles import LITTLE, Around, Stores, troubles
from tests.unit.connectors.virtual_clock import START
from tests.unit.service.test_health import PLACE, SPACE, TERMS

GERMAN = words.spoken("de")
HOUR = timedelta(hours=1)


@dataclass
class Memory:
    """What is remembered of one space with one place, which was read a minute ago."""

    spaces: MemorySpaces = field(default_factory=lambda: MemorySpaces(MemoryLog()))
    visits: MemoryVisits = field(default_factory=MemoryVisits)
    pauses: MemoryPauses = field(default_factory=MemoryPauses)
    around: Around = field(default_factory=lambda: Around(START - 5 * HOUR, free=LITTLE))

    def __post_init__(self) -> None:
        self.visits.visited(PLACE, START - timedelta(minutes=1), "", complete=True)

    def found(self, now: datetime = START) -> Sequence[Alert]:
        return troubles([TERMS], Stores(self.spaces, self.visits, self.pauses), self.around, now, GERMAN)

    def kinds(self, now: datetime = START) -> list[AlertKind]:
        return [each.kind for each in self.found(now)]


def test_a_network_that_is_well_has_no_trouble() -> None:
    """A failure that has just begun is none yet: three of the longest pauses between two readings may pass."""
    memory = Memory()
    assert not memory.found()
    memory.visits.visited(PLACE, START, "Trello answered 502.", complete=False)
    assert not memory.found()


def test_a_place_that_is_not_read_for_long_is_told() -> None:
    """With what its last reading failed of."""
    memory = Memory()
    memory.visits.visited(PLACE, START, "Trello answered 502.", complete=False)
    assert memory.found(START + READ_LATELY) == [Alert(AlertKind.STALE, PLACE, "Trello answered 502.")]


def test_a_service_that_has_just_started_is_not_late() -> None:
    """A night without a service is no trouble of the tool's: the first reading gets its time."""
    memory = Memory(around=Around(START + 12 * HOUR))
    assert not memory.kinds(START + 12 * HOUR + READ_LATELY)
    assert memory.kinds(START + 12 * HOUR + 2 * READ_LATELY) == [AlertKind.STALE]


def test_what_waits_for_a_person_is_told_at_once() -> None:
    """A revoked token stays one also while the tool is down besides, until the place is read again."""
    memory = Memory()
    memory.visits.visited(PLACE, START, "Trello refuses the token.", complete=False, stopped=True)
    assert memory.kinds() == [AlertKind.CREDENTIAL]
    memory.visits.visited(PLACE, START, "Trello answered 502.", complete=False)
    assert memory.kinds() == [AlertKind.CREDENTIAL]
    memory.visits.visited(PLACE, START, "", complete=False)
    assert not memory.found()


def test_a_paused_space_is_told_and_its_places_are_not_late() -> None:
    """It is not read on purpose; the sentence says which place, how many and what."""
    memory = Memory()
    memory.pauses.pause(SPACE.id, Refusal(PLACE, 7, 9, "share", Kind.ARCHIVED), START)
    (paused,) = memory.found(START + HOUR)
    assert (paused.kind, paused.subject) == (AlertKind.PAUSED, SPACE.id)
    assert "7 von 9" in paused.said


def test_parked_operations_are_counted_and_not_named() -> None:
    """A mail holds no title of anybody's task."""
    memory = Memory()
    create = CreateItem(PLACE, TaskId("t"), Fields("Gehalt von Petra"), frozenset())
    memory.spaces.record(SPACE.id, Parked(create, "The title is not allowed."))
    assert memory.found() == [Alert(AlertKind.PARKED, PLACE, sign="1", number=1)]


def test_what_the_process_knows_is_told() -> None:
    """Deliveries that fail, an error of our own, a disk that is nearly full."""
    around = Around(START, {"weber-slack": "No line."}, {"haus-7": "An error."}, free=LITTLE - 1)
    memory = Memory(around=around)
    assert memory.kinds() == [AlertKind.DELIVERY, AlertKind.SERVICE, AlertKind.DISK]


def test_a_sign_in_that_ends_is_told_two_weeks_before() -> None:
    """And that it has ended is another mail."""
    memory = Memory()
    weber = ConnectionId("weber")
    memory.around = replace(memory.around, ends={weber: START + timedelta(days=15)})
    assert not memory.found()
    memory.around = replace(memory.around, ends={weber: START + timedelta(days=13)})
    (soon,) = memory.found()
    memory.visits.visited(PLACE, START + timedelta(days=14), "", complete=True)
    (ended,) = memory.found(START + timedelta(days=14))
    assert (soon.kind, soon.key) == (AlertKind.CREDENTIAL, ended.key)
    assert soon.sign != ended.sign
