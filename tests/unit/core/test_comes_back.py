"""What comes back: out of an archive at a place that lacks its lane, and where an item was lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.operation import CreateComment, CreateItem, UpdateItem
from bridge.core.model.snapshot import Item
from tests.unit.core.builders import FERTIG, FULL, NARROW, OFFEN, Cooperation, item, said, shows, still_open, terms


@pytest.mark.parametrize("answered", [True, False])
def test_where_a_tool_puts_what_comes_back_is_nobodys_move(*, answered: bool) -> None:
    """A place that lacks the task's lane shows it in another one when it comes out of the archive: others keep theirs.

    So it is also where the answer to our own write was lost.
    """
    work = Cooperation(terms(FULL, NARROW))
    work.spread(item("f1", lane=f"{FULL}/{FERTIG}"))
    work.decide(shows(NARROW, lanes=(OFFEN,), at=work.later()))
    work.write(work.decide(work.edited(FULL, archived=True), *work.quiet(NARROW)))
    came_back = work.decide(work.edited(FULL, archived=False), *work.quiet(NARROW))
    (update,) = came_back.operations[NARROW]
    assert isinstance(update, UpdateItem)
    put = replace(update.fields, status=still_open(f"{NARROW}/{OFFEN}"))
    if answered:
        work.write(came_back, **{NARROW: put})
    later = work.decide(shows(NARROW, Item(update.ref, put), at=work.later()), *work.quiet(FULL))
    assert not [change for change in later.changes if change.name == "status"]
    assert not later.operations[FULL]


def test_an_item_that_was_lost_is_made_anew() -> None:
    """Nobody said that somebody deleted it: elsewhere nothing changes, here it gets a new item with its comments."""
    work = Cooperation(terms(FULL, NARROW))
    work.spread(item("f1", comments=(said("c1", "Bis Freitag."),)))
    lost = work.decide(shows(NARROW, lost=frozenset({work.link(NARROW).ref})), *work.quiet(FULL))
    assert not lost.changes
    assert not lost.operations[FULL]
    create, comment = lost.operations[NARROW]
    assert isinstance(create, CreateItem)
    assert isinstance(comment, CreateComment)
    assert (create.task, create.fields.archived) == (work.task.id, False)
