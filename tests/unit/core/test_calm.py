"""A task that needed nothing is not projected again while it stays; whatever makes a write due is seen at once."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest

from bridge.core.model.memory import Memory
from bridge.core.model.operation import CreateComment, Operation, UpdateItem
from bridge.core.sync import plan as planning
from bridge.core.sync.lanes import remembering
from bridge.core.sync.plan import plan
from bridge.core.sync.terms import Terms
from tests.unit.core.builders import FULL, PLAINLY, Cooperation, item, said, terms, text


@pytest.fixture
def spread() -> Cooperation:
    """One task at two places, with nothing left to do."""
    together = Cooperation(terms(FULL, PLAINLY))
    together.spread(item("f1", "Dach", helpers=("a-full",), description=text("Ziegel holen")))
    assert not _planned(together.memory, together.terms)
    return together


def _planned(memory: Memory, under: Terms) -> tuple[Operation, ...]:
    return plan(memory, PLAINLY, remembering(under, memory))


def test_what_stayed_is_not_projected_again(spread: Cooperation) -> None:
    """A cycle in which nothing happened costs next to nothing, however many tasks there are."""
    with patch.object(planning, "project", side_effect=AssertionError("projected again")):
        assert not _planned(spread.memory, spread.terms)


def test_another_title_is_written(spread: Cooperation) -> None:
    """The task is another value."""
    [task] = spread.memory.tasks.values()
    renamed = replace(task, fields=replace(task.fields, title="Giebel"))
    [update] = _planned(replace(spread.memory, tasks={task.id: renamed}), spread.terms)
    assert isinstance(update, UpdateItem)
    assert update.changed == ("title",)


def test_what_somebody_changed_there_in_vain_is_written_again(spread: Cooperation) -> None:
    """The task stayed, but its place shows something else now: the link is another value."""
    task, link = spread.task, spread.link(PLAINLY)
    assert link.sent
    edited = replace(link, seen=replace(link.seen, title="Keller"), sent=replace(link.sent, title="Keller"))
    links = {**spread.memory.links, PLAINLY: {task.id: edited}}
    [update] = _planned(replace(spread.memory, links=links), spread.terms)
    assert isinstance(update, UpdateItem)
    assert update.changed == ("title",)


def test_another_name_for_a_person_is_written(spread: Cooperation) -> None:
    """Task and link stayed, but the terms are others: who is who, the charter, the lanes."""
    under = spread.terms
    renamed = {who: replace(person, name="Anna Birnbaum") for who, person in under.persons.items()}
    [update] = _planned(spread.memory, replace(under, persons=renamed))
    assert isinstance(update, UpdateItem)
    assert update.changed == ("shown",)
    assert not _planned(spread.memory, under)


def test_a_comment_that_is_missing_is_written(spread: Cooperation) -> None:
    """The task stayed, but the copy of its comment went with a former item."""
    shown = replace(spread.edited(FULL).items[spread.link(FULL).ref], comments=(said("c1", "Morgen?"),))
    spread.write(spread.decide(replace(spread.edited(FULL), items={shown.ref: shown}), *spread.quiet(PLAINLY)))
    assert not _planned(spread.memory, spread.terms)
    without = replace(spread.memory, comment_links={})
    [create] = _planned(without, spread.terms)
    assert isinstance(create, CreateComment)
