"""What people submit about a checklist means the task's own elements, whatever the place calls them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.ids import Account
from bridge.core.model.parts import Check
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.core.sync.lift import lift
from bridge.core.sync.submitted import submitted
from tests.unit.core.builders import FULL, NOW, PLAINLY, Cooperation, item, shows, terms

TITLES = ("Sand", "Kran", "Strom", "Wasser")
SHOWN = tuple(Check(f"p-{title}", title) for title in TITLES[:3])


@pytest.fixture
def space() -> Cooperation:
    """A task with four elements, of which one place shows all and another, under ids of its own, three."""
    there = Cooperation(terms(FULL, PLAINLY))
    there.spread(item("f0", checklist=tuple(Check(f"f-{title}", title) for title in TITLES)))
    link = there.link(PLAINLY)
    shown = item(link.ref, shown=link.seen.shown, own=True)
    reply = replace(link.seen, checklist=SHOWN)
    there.write(there.decide(*there.quiet(FULL), shows(PLAINLY, shown)), plainly=reply)
    assert set(there.link(PLAINLY).checks.values()) == {check.id for check in SHOWN}
    return there


def elements(space: Cooperation, *after: Check, base: tuple[Check, ...] = SHOWN) -> list[tuple[str, str, bool]]:
    """The task's elements after somebody submitted these at the place: whose they were, what they say, their ticks."""
    known = {check.id: check.title for check in space.task.fields.checklist}
    told = Fields(checklist=base), Fields(checklist=after)
    ref, by = space.link(PLAINLY).ref, Account("b-plainly")
    sent = Submission("form", PLAINLY, ref, *told, ("checklist",), by, NOW)
    [change] = submitted(replace(space.memory, submissions=(sent,)), space.terms).changes
    reach = space.terms.reaches[PLAINLY]
    fields = lift(space.task.fields, "checklist", change.before, change.after, reach)
    return [(known.get(check.id, "new"), check.title, check.done) for check in fields.checklist]


def test_a_tick_is_of_the_tasks_element(space: Cooperation) -> None:
    """The others, those the place does not show among them, stay as they are."""
    sand, *others = SHOWN
    ticked = elements(space, replace(sand, done=True), *others)
    assert ticked == [("Sand", "Sand", True), *((title, title, False) for title in TITLES[1:])]


def test_a_renamed_and_a_removed_element_are_the_tasks(space: Cooperation) -> None:
    """Nothing is there twice, and what the place does not show is not removed with it."""
    sand, crane, _ = SHOWN
    assert elements(space, sand, replace(crane, title="Bagger")) == [
        ("Sand", "Sand", False),
        ("Kran", "Bagger", False),
        ("Wasser", "Wasser", False),
    ]


def test_a_new_element_is_new_unless_it_is_one_that_has_no_room(space: Cooperation) -> None:
    """Who types what the task has already, and the place could not show, means that element."""
    made = elements(space, *SHOWN, Check("n1", "Lampen"), Check("n2", "Wasser"))
    assert [(known, title) for known, title, _ in made] == [*((title, title) for title in TITLES), ("new", "Lampen")]


def test_what_was_removed_meanwhile_stays_removed(space: Cooperation) -> None:
    """A form that still showed an element, and left it alone, does not bring it back; a tick there does."""
    gone = Check("p-Putz", "Putz")
    assert len(elements(space, replace(SHOWN[0], done=True), *SHOWN[1:], gone, base=(*SHOWN, gone))) == len(TITLES)
    assert ("new", "Putz", True) in elements(space, *SHOWN, replace(gone, done=True), base=(*SHOWN, gone))


def test_a_new_task_brings_its_elements(space: Cooperation) -> None:
    """Their ids are the network's, since the place has none for them before its card is there."""
    fields = Fields("Neu", checklist=(Check("n1", "Eins"), Check("n2", "Zwei")))
    sent = Submission("form", PLAINLY, None, Fields(), fields, ("title", "checklist"), Account("b"), NOW)
    [task] = submitted(replace(space.memory, submissions=(sent,)), space.terms).tasks
    assert [check.title for check in task.fields.checklist] == ["Eins", "Zwei"]
    assert not {check.id for check in task.fields.checklist} & {"n1", "n2"}
