"""Which task an item belongs to that nobody knew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridge.core.model.document import Document, Heading, Text
from bridge.core.model.ids import Ref
from bridge.core.model.memory import Memory
from bridge.core.model.operation import CreateItem
from bridge.core.model.task import Fields
from bridge.core.sync.decide import decide
from bridge.core.sync.naming import task_id
from tests.unit.core.builders import FULL, NARROW, OFFEN, SPACE, Cooperation, item, shows, terms, text


@pytest.fixture
def together() -> Cooperation:
    """A task that a person created at the full place, and which stands at the narrow one too."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    return together


def unanswered(description: Document = Document()) -> tuple[Cooperation, Fields]:  # noqa: B008  it never changes
    """A create at the narrow place that was sent and never answered, and what was sent."""
    together = Cooperation(terms(FULL, NARROW))
    lanes = (OFFEN,)
    decision = together.decide(
        shows(FULL, item("f1", description=description), complete=True, lanes=lanes),
        shows(NARROW, complete=True, lanes=lanes),
    )
    [create] = decision.operations[NARROW]
    assert isinstance(create, CreateItem)
    together.store.intend(SPACE, create)
    return together, create.fields


def test_a_create_whose_answer_was_lost_is_found_by_its_marker() -> None:
    """The item is there and bears our marker: it is linked, and not created again."""
    together, sent = unanswered()
    there = replace(item("n1"), fields=sent, marker=together.task.id, own=True)
    decision = together.decide(shows(NARROW, there))
    assert together.link(NARROW).ref == "n1"
    assert not decision.operations[NARROW]
    assert not decision.changes
    assert not together.memory.intents.get(NARROW)


def test_an_edit_made_before_the_item_was_found_is_an_edit() -> None:
    """Somebody renamed the item while nobody knew of it: everybody gets the new title."""
    together, sent = unanswered()
    there = replace(item("n1"), fields=replace(sent, title="Umbenannt"), marker=together.task.id, own=True)
    together.decide(shows(NARROW, there))
    assert together.task.fields.title == "Umbenannt"


def test_the_tools_own_form_of_what_was_sent_is_no_edit() -> None:
    """A tool may keep a text in its own form: the same words are nobody's edit, other words are."""
    for words, names in (("Anlass", []), ("Anderes", ["description"])):
        together, sent = unanswered(Document((Heading(1, (Text("Anlass"),)),)))
        there = replace(sent, description=text(words))
        decision = together.decide(shows(NARROW, replace(item("n1"), fields=there, marker=together.task.id, own=True)))
        assert [change.name for change in decision.changes] == names


@pytest.mark.parametrize(("shown", "agreed"), [("", "Anlass"), ("Von Bob", "Von Bob")])
def test_what_a_create_had_still_to_write_was_taken_away_by_nobody(shown: str, agreed: str) -> None:
    """A create broke off before its text was written: the others keep theirs, unless somebody wrote another one."""
    together, sent = unanswered(text("Anlass"))
    there = replace(sent, description=text(shown) if shown else Document())
    begun = replace(item("n1"), fields=there, marker=together.task.id, own=True, unsent=frozenset({"description"}))
    decision = together.decide(shows(NARROW, begun))
    assert together.task.fields.description == text(agreed)
    assert bool(decision.operations[NARROW]) == (not shown)


def test_a_create_that_never_arrived_is_planned_again() -> None:
    """Looked for by marker and not found: the same create is sent."""
    together, _ = unanswered()
    assert [type(each) for each in together.decide(shows(NARROW)).operations[NARROW]] == [CreateItem]


def test_a_persons_copy_is_a_task_of_its_own(together: Cooperation) -> None:
    """Whoever copies our item, marker and all, has made a new task."""
    copy = item("n9", "Kopie", marker=together.task.id, author="cora")
    decision = together.decide(shows(NARROW, copy))
    assert {task.fields.title for task in together.memory.tasks.values()} == {"Halle", "Kopie"}
    assert not decision.changes


def test_a_copy_of_a_copy_is_one_too_when_the_first_item_is_gone(together: Cooperation) -> None:
    """The deleted item's marker lives on in copies; none of them becomes the deleted one."""
    old = together.task.id
    together.decide(shows(NARROW, gone=frozenset({together.link(NARROW).ref})))
    decision = together.decide(shows(NARROW, item("n9", "Kopie der Kopie", marker=old, author="cora")))
    assert {task.fields.title for task in together.memory.tasks.values()} == {"Halle", "Kopie der Kopie"}
    assert not decision.operations[NARROW]


def test_our_own_item_is_found_before_its_copy() -> None:
    """The answer was lost and somebody copied the item meanwhile: ours is ours, the copy is new."""
    together, sent = unanswered()
    marker = together.task.id
    copy = item("n1", "Kopie", marker=marker, author="cora")
    together.decide(shows(NARROW, copy, replace(item("n2"), fields=sent, marker=marker, own=True)))
    assert together.memory.links[NARROW][marker].ref == "n2"
    assert len(together.memory.tasks) == 2


def test_a_copy_does_not_stand_for_an_item_that_was_never_found() -> None:
    """The answer was lost, somebody copied the item and deleted ours: the copy is new, and ours is made again."""
    together, _ = unanswered()
    decision = together.decide(shows(NARROW, item("n1", "Kopie", marker=together.task.id, author="cora")))
    assert together.memory.tasks.keys() >= {task_id(FULL, Ref("f1")), task_id(NARROW, Ref("n1"))}
    assert [each.task for each in decision.operations[NARROW] if isinstance(each, CreateItem)] == [
        task_id(FULL, Ref("f1"))
    ]


def test_an_item_of_an_author_that_nobody_tells_is_taken_for_ours() -> None:
    """Not every reading says who made an item; better linked than made twice."""
    together, sent = unanswered()
    together.decide(shows(NARROW, replace(item("n1"), fields=sent, marker=together.task.id)))
    assert together.link(NARROW).ref == "n1"


def test_a_lost_memory_is_rebuilt_from_markers(together: Cooperation) -> None:
    """With an empty memory, originals and their copies find each other, and nothing is doubled or overwritten."""
    task = together.task.id
    original = shows(FULL, item("f1", lane=f"{FULL}/{OFFEN}"), complete=True, lanes=(OFFEN,))
    copy = replace(item("n1", lane=f"{NARROW}/{OFFEN}"), marker=task, own=True)
    decision = decide(Memory(), [shows(NARROW, copy, complete=True, lanes=(OFFEN,)), original], together.terms)
    assert set(decision.agreed.tasks) == {task}
    assert not decision.operations[FULL]
    assert not any(isinstance(each, CreateItem) for each in decision.operations[NARROW])


@pytest.mark.parametrize("kept_out", [{"archived": True}, {"labels": frozenset({"Intern"})}])
def test_what_is_archived_or_private_stays_where_it_is(kept_out: dict[str, Any]) -> None:
    """An archived item, or one with the label for private ones, is nobody else's business until it is neither."""
    together = Cooperation(terms(FULL, NARROW))
    together.decide(shows(FULL, item("f1", **kept_out), complete=True), shows(NARROW, complete=True))
    assert not together.memory.tasks
    decision = together.decide(shows(FULL, item("f1")), shows(NARROW))
    assert [type(each) for each in decision.operations[NARROW]] == [CreateItem]


def test_equal_titles_are_no_sign_of_anything() -> None:
    """Two items called the same at two places are two tasks."""
    together = Cooperation(terms(FULL, NARROW))
    together.decide(shows(FULL, item("f1"), complete=True), shows(NARROW, item("n1"), complete=True))
    assert set(together.memory.tasks) == {task_id(FULL, Ref("f1")), task_id(NARROW, Ref("n1"))}
