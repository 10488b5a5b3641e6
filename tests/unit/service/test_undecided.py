"""What people read of conflicts and parked operations, and what becomes of what they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bridge.adapters.store.memory import MemoryLog, MemoryParked, MemorySpaces
from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.errors import Park
from bridge.core.log.entry import Entry
from bridge.core.model.conflict import KEPT_FOR, ConflictId, Ending
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.operation import CreateComment, CreateItem, Done, Operation, UpdateItem
from bridge.core.model.snapshot import Item
from bridge.service import conflicts as deciding
from bridge.service import parked as waiting
from bridge.service.conflicts import Answer
from bridge.service.cycle import run
from bridge.service.undecided import undecided
from tests.machine.inline import Inline
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, SPACE, item, said, shows, terms, text
from tests.unit.service.scripted import Scripted, carried_out

TERMS = terms(FULL, NARROW)
REFUSED = "Memory: the title is not allowed."


def nothing(_: Decision) -> Sequence[Entry]:
    """No entries."""
    return ()


class Office:
    """A task that stands at two places; the narrow one refuses the titles in `forbidden`."""

    def __init__(self) -> None:
        self.spaces = MemorySpaces(MemoryLog())
        self.conflicts, self.parked = MemoryConflicts(self.spaces), MemoryParked(self.spaces)
        self.clock = VirtualClock()
        self.forbidden: set[str] = set()
        self.rests = False
        first = shows(FULL, item("f1", lane=f"{FULL}/{OFFEN}"), complete=True, lanes=(OFFEN,))
        self.sites = {FULL: Scripted(first), NARROW: Scripted(shows(NARROW, complete=True, lanes=(OFFEN,)))}
        self.sites[NARROW].answer = self._answer
        self.cycle()

    def _answer(self, operation: Operation) -> Done:
        if isinstance(operation, UpdateItem) and "title" in operation.changed:
            self._refuse(operation.fields.title)
        if isinstance(operation, CreateItem):
            self._refuse(operation.fields.title)
        return carried_out(operation)

    def _refuse(self, title: str) -> None:
        if title in self.forbidden:
            raise Park(REFUSED)

    def cycle(self) -> list[Operation]:
        """What is sent to the narrow place."""
        self.sites[NARROW].written.clear()
        done = run(TERMS, self.spaces, self.sites, Inline(), nothing)
        self.rests = not any(done.decision.operations.values())
        for place, site in self.sites.items():
            site.said = shows(place)
        return list(self.sites[NARROW].written)

    def edit(self, place: PlaceId = FULL, **fields: object) -> None:
        """Somebody edits the task there."""
        [link] = self.spaces.memory(SPACE).links[place].values()
        self.sites[place].said = shows(place, Item(link.ref, replace(link.seen, **fields)))  # type: ignore[arg-type]

    def parked_one(self) -> waiting.Waiting:
        [one] = waiting.waiting(TERMS, self.spaces)
        return one


def parked() -> Office:
    """A title that the narrow place does not take."""
    office = Office()
    office.forbidden.add("Verboten")
    office.edit(title="Verboten")
    office.cycle()
    return office


def test_what_is_parked_is_told_with_what_was_wanted_and_why() -> None:
    """Place, task, what was to be written, and the tool's reason."""
    one = parked().parked_one()
    assert (one.place, one.tool, one.title, one.kind, one.reason) == (NARROW, NARROW, "Verboten", "update", REFUSED)
    assert one.wanted == (("title", "Verboten"),)


def test_what_is_tried_again_is_sent_by_the_next_cycle_and_once() -> None:
    """Refused once more it is parked once more; taken, it is done."""
    office = parked()
    assert not office.cycle()
    one = office.parked_one()
    assert waiting.retry(one.id, [TERMS], office.spaces, office.parked) == SPACE
    assert len(office.cycle()) == 1
    assert office.parked_one() == one
    office.forbidden.clear()
    waiting.retry(one.id, [TERMS], office.spaces, office.parked)
    assert len(office.cycle()) == 1
    assert not waiting.waiting(TERMS, office.spaces)


def test_what_was_dropped_is_not_tried_while_it_is_the_same_and_keeps_nothing_else() -> None:
    """Other fields of the item are written; the title is tried when it is another one, and if it ever comes back."""
    office = parked()
    one = office.parked_one()
    assert waiting.drop(one.id, [TERMS], office.spaces, office.parked) == SPACE
    assert not waiting.waiting(TERMS, office.spaces)
    assert not office.cycle()
    office.edit(due=NOW.date())
    assert [getattr(each, "changed", ()) for each in office.cycle()] == [("due",)]
    assert not office.cycle()
    office.edit(title="Erlaubt")
    assert [getattr(each, "changed", ()) for each in office.cycle()] == [("title",)]
    assert not office.spaces.memory(SPACE).accepted
    office.edit(title="Verboten")
    assert len(office.cycle()) == 1


def test_a_comment_below_an_item_that_is_not_made_waits_with_it() -> None:
    """Nothing is sent below what is not there, and the space comes to rest."""
    office = Office()
    office.forbidden.add("Neu")
    new = item("f2", "Neu", lane=f"{FULL}/{OFFEN}", comments=(said("c1", "Dazu"),))
    office.sites[FULL].said = shows(FULL, new)
    office.cycle()
    assert not office.cycle()
    assert office.rests
    one = office.parked_one()
    assert one.kind == "create"
    waiting.drop(one.id, [TERMS], office.spaces, office.parked)
    assert not office.cycle()
    office.forbidden.clear()
    office.sites[FULL].said = shows(FULL, item("f2", "Neuer", lane=f"{FULL}/{OFFEN}"))
    assert [type(each) for each in office.cycle()] == [CreateItem, CreateComment]


def test_an_id_that_nobody_knows_is_told() -> None:
    """Nothing happens to anything else."""
    office = parked()
    assert waiting.retry("nobodys", [TERMS], office.spaces, office.parked) is None
    assert waiting.drop("nobodys", [TERMS], office.spaces, office.parked) is None
    assert office.parked_one().title == "Verboten"


def clash() -> Office:
    """Two long texts of which one paragraph differs."""
    office = Office()
    office.edit(description=text("Anfang\n\nMitte\n\nEnde"))
    office.cycle()
    office.edit(FULL, description=text("Anfang\n\nMitte eins\n\nEnde"))
    office.edit(NARROW, description=text("Anfang\n\nMitte zwei\n\nEnde"))
    office.cycle()
    return office


def test_a_conflict_is_read_by_what_the_two_differ_in() -> None:
    """No author, no paragraph that both share; days, not times."""
    office = clash()
    [row] = deciding.contested(TERMS, office.spaces, office.conflicts, office.clock)
    assert (row.title, row.field, row.kept, row.lost) == ("Halle", "description", "Mitte eins", "Mitte zwei")
    assert (row.until - row.since).days == 90
    assert undecided([TERMS], office.spaces, office.conflicts, office.clock).conflicts == 1


def test_what_is_over_cannot_be_had_also_before_it_is_deleted() -> None:
    """After ninety days it is neither shown nor given back; the daily run deletes it."""
    office = clash()
    [row] = deciding.contested(TERMS, office.spaces, office.conflicts, office.clock)
    office.clock.move(timedelta(days=91).total_seconds())
    assert not deciding.contested(TERMS, office.spaces, office.conflicts, office.clock)
    assert deciding.restore(row.id, [TERMS], office.conflicts, office.clock) == (Answer.EXPIRED, None)
    assert office.conflicts.expire(office.clock.now() - KEPT_FOR) == 1
    assert office.conflicts.ending(row.id) is Ending.EXPIRED
    assert deciding.keep(row.id, [TERMS], office.conflicts, office.clock) == (Answer.EXPIRED, None)


def test_each_decision_has_its_answer() -> None:
    """Asked for, kept, decided already, unknown."""
    office = clash()
    [row] = deciding.contested(TERMS, office.spaces, office.conflicts, office.clock)
    assert deciding.restore(row.id, [TERMS], office.conflicts, office.clock) == (Answer.ASKED, SpaceId(SPACE))
    assert deciding.keep(row.id, [TERMS], office.conflicts, office.clock) == (Answer.KEPT, SpaceId(SPACE))
    assert deciding.restore(row.id, [TERMS], office.conflicts, office.clock) == (Answer.WAS_KEPT, None)
    nobodys = ConflictId("nobodys")
    assert deciding.restore(nobodys, [TERMS], office.conflicts, office.clock) == (Answer.UNKNOWN, None)
