"""A lost value can be brought back until somebody decides, by a person's word or by editing the field again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.model.conflict import Conflict, ConflictId, Ending, Reason
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, PlaceId, TaskId
from bridge.core.model.operation import UpdateItem
from bridge.core.model.restrict import words
from bridge.core.model.task import Fields
from bridge.core.sync.conflicts import identified
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, PLAINLY, SPACE, Cooperation, item, terms, text

EARLY, LATE = NOW + timedelta(minutes=1), NOW + timedelta(minutes=5)
ASKED = NOW + timedelta(hours=1)
TASK = TaskId("task")
EVERYWHERE = (FULL, NARROW, PLAINLY)


@pytest.fixture
def together() -> Cooperation:
    """A task with a text of three paragraphs that stands at all three places."""
    together = Cooperation(terms())
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text("Anfang\n\nMitte\n\nEnde")))
    return together


def clash(together: Cooperation, **values: object) -> Conflict:
    """The full place's values are later than those of the narrow one; everything is written."""
    late = {name: pair[0] for name, pair in values.items() if isinstance(pair, tuple)}
    early = {name: pair[1] for name, pair in values.items() if isinstance(pair, tuple)}
    decision = together.decide(
        together.edited(FULL, by="a-full", at=LATE, **late), together.edited(NARROW, by="n1", at=EARLY, **early)
    )
    together.write(decision)
    together.write(together.decide(*together.quiet(*EVERYWHERE)))
    [conflict] = together.store.conflicts(SPACE)
    return conflict


def restored(together: Cooperation, conflict: Conflict) -> Decision:
    """Somebody asks for the lost value, and the next cycle runs."""
    MemoryConflicts(together.store).ask(conflict.id, ASKED)
    decision = together.decide(*together.quiet(*EVERYWHERE))
    together.write(decision)
    return decision


def test_a_value_that_is_asked_for_is_written_everywhere_by_the_next_cycle(together: Cooperation) -> None:
    """As an edit of its own, at each place that shows the other value; and then nothing more."""
    conflict = clash(together, title=("Spät", "Früh"))
    decision = restored(together, conflict)
    assert together.task.fields.title == "Früh"
    written = [each for planned in decision.operations.values() for each in planned]
    assert [(each.place, each.changed) for each in written if isinstance(each, UpdateItem)] == [
        (place, ("title",)) for place in EVERYWHERE
    ]
    assert not any(together.decide(*together.quiet(*EVERYWHERE)).operations.values())


def test_what_it_replaced_is_kept_in_its_turn(together: Cooperation) -> None:
    """The same command undoes it, as often as people like; nobody is asked to decide any more."""
    conflict = clash(together, title=("Spät", "Früh"))
    for title, other in (("Früh", "Spät"), ("Spät", "Früh"), ("Früh", "Spät")):
        restored(together, conflict)
        [turned] = MemoryConflicts(together.store).retrievable(SPACE)
        assert (turned.id, turned.reason, turned.asked) == (conflict.id, Reason.RESTORED, None)
        assert (together.task.fields.title, turned.kept.title, turned.lost.title) == (title, title, other)
        assert not together.store.conflicts(SPACE)


def test_it_is_brought_back_while_no_place_can_be_read(together: Cooperation) -> None:
    """The decision is agreed on; what has to be written is written when a place is back."""
    conflict = clash(together, title=("Spät", "Früh"))
    MemoryConflicts(together.store).ask(conflict.id, ASKED)
    assert not together.decide().operations
    assert together.task.fields.title == "Früh"
    decision = together.decide(*together.quiet(NARROW))
    assert [type(each) for each in decision.operations[NARROW]] == [UpdateItem]


def test_of_a_text_only_what_was_contested_comes_back(together: Cooperation) -> None:
    """What others wrote elsewhere in it since stays, and does not end the conflict."""
    late, early = text("Anfang\n\nMitte spät\n\nEnde"), text("Anfang\n\nMitte früh\n\nEnde")
    conflict = clash(together, description=(late, early))
    since = text("Anfang neu\n\nMitte spät\n\nEnde")
    together.write(together.decide(together.edited(PLAINLY, description=since), *together.quiet(FULL, NARROW)))
    assert together.store.conflicts(SPACE)
    restored(together, conflict)
    assert words(together.task.fields.description) == "Anfang neu Mitte früh Ende"
    restored(together, conflict)
    assert words(together.task.fields.description) == "Anfang neu Mitte spät Ende"


def test_an_edit_of_the_contested_paragraph_decides(together: Cooperation) -> None:
    """Whoever writes it anew has seen what counted."""
    late, early = text("Anfang\n\nMitte spät\n\nEnde"), text("Anfang\n\nMitte früh\n\nEnde")
    clash(together, description=(late, early))
    anew = text("Anfang\n\nMitte ganz neu\n\nEnde")
    together.decide(together.edited(PLAINLY, description=anew), *together.quiet(FULL, NARROW))
    assert not together.store.conflicts(SPACE)


def test_an_edit_of_the_field_decides_and_one_of_another_field_does_not(together: Cooperation) -> None:
    """Afterwards the lost value is gone, and it can be said why."""
    conflict = clash(together, title=("Spät", "Früh"))
    together.write(together.decide(together.edited(NARROW, due=NOW.date()), *together.quiet(FULL, PLAINLY)))
    assert together.store.conflicts(SPACE) == [conflict]
    together.decide(together.edited(NARROW, title="Neu"), *together.quiet(FULL, PLAINLY))
    assert not together.store.conflicts(SPACE)
    assert MemoryConflicts(together.store).ending(conflict.id) is Ending.EDITED


def test_an_edit_that_knew_nothing_of_it_decides_nothing(together: Cooperation) -> None:
    """Whoever edits an old value is in conflict too; now there are two lost values to choose from."""
    decision = together.decide(
        together.edited(FULL, title="Spät", at=LATE), together.edited(NARROW, title="Früh", at=EARLY)
    )
    assert decision.conflicts
    together.decide(together.edited(PLAINLY, title="Aus Altem", at=LATE + timedelta(minutes=1)))
    assert {each.lost.title for each in together.store.conflicts(SPACE)} == {"Früh", "Spät"}


def test_our_own_write_that_went_unanswered_decides_nothing(together: Cooperation) -> None:
    """That a place comes to show what counts is nobody's edit."""
    together.decide(together.edited(FULL, title="Spät", at=LATE), together.edited(NARROW, title="Früh", at=EARLY))
    together.decide(together.edited(NARROW, title="Spät"), *together.quiet(FULL))
    assert [each.lost.title for each in together.store.conflicts(SPACE)] == ["Früh"]


def test_somebody_who_edits_while_the_value_comes_back_loses_nothing_unseen(together: Cooperation) -> None:
    """The value that was asked for counts; what was typed meanwhile is what can be brought back now."""
    conflict = clash(together, title=("Spät", "Früh"))
    MemoryConflicts(together.store).ask(conflict.id, ASKED)
    together.decide(together.edited(PLAINLY, title="Gerade"), *together.quiet(FULL, NARROW))
    [turned] = MemoryConflicts(together.store).retrievable(SPACE)
    assert (together.task.fields.title, turned.lost.title, turned.lost_from) == ("Früh", "Gerade", PLAINLY)


def test_asking_for_what_is_there_already_ends_the_conflict(together: Cooperation) -> None:
    """There is nothing to bring back and nothing to write."""
    conflict = clash(together, title=("Spät", "Früh"))
    MemoryConflicts(together.store).ask(conflict.id, ASKED)
    together.write(together.decide(together.edited(PLAINLY, title="Früh"), *together.quiet(FULL, NARROW)))
    assert together.task.fields.title == "Früh"
    assert not MemoryConflicts(together.store).retrievable(SPACE)


def test_a_lane_comes_back_without_reopening_the_task(together: Cooperation) -> None:
    """Done and the lane are apart: who finished the task meanwhile did not finish it for nothing."""
    before = together.task.fields.status
    lost = Fields(status=replace(before, lane="lane-before"))
    conflict = identified(
        Conflict(together.task.id, "status", Fields(status=before), lost, FULL, NARROW, Reason.LATER, NOW)
    )
    together.store.agree(SPACE, Decision(conflicts=(conflict,)), ())
    done = replace(together.task, fields=replace(together.task.fields, status=replace(before, done=True)))
    together.store.put(SPACE, replace(together.memory, tasks={done.id: done}))
    restored(together, conflict)
    assert (together.task.fields.status.done, together.task.fields.status.lane) == (True, "lane-before")


def test_the_same_conflict_has_the_same_id_and_another_another() -> None:
    """A decision that is made again after a crash tells of nothing new."""

    def conflict(lost: str, at: int = 0, place: PlaceId = NARROW) -> ConflictId:
        kept, other = Fields(title="Spät"), Fields(title=lost, labels=frozenset("abcdefg"))
        when = NOW + timedelta(minutes=at)
        found = Conflict(TASK, "title", kept, other, FULL, place, Reason.LATER, when, Account("a"), Account("b"))
        return identified(found).id

    assert conflict("Früh") == conflict("Früh")
    assert len({conflict("Früh"), conflict("Eher"), conflict("Früh", 1), conflict("Früh", 0, PLAINLY)}) == 4


def test_the_sign_that_there_is_more_is_nobodys_text(together: Cooperation) -> None:
    """A beginning that is brought back does not end with our own sign."""
    whole = Fields(description=text("Anfang\n\nMitte\n\nEnde"))
    part = Fields(description=text("Anfang anders\n\n[…]"))
    conflict = identified(Conflict(together.task.id, "description", whole, part, FULL, NARROW, Reason.PART, NOW))
    together.store.agree(SPACE, Decision(conflicts=(conflict,)), ())
    restored(together, conflict)
    assert together.task.fields.description == Document(text("Anfang anders").blocks)
