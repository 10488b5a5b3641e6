"""What is written, what is not, and what a write teaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.core.model.document import Document, Heading, Text
from bridge.core.model.ids import Ref
from bridge.core.model.operation import CreateComment, CreateItem, Parked, UpdateItem
from bridge.core.model.snapshot import Item
from tests.unit.core.builders import (
    FULL,
    NARROW,
    NOW,
    OFFEN,
    PLAINLY,
    SPACE,
    Cooperation,
    done,
    item,
    said,
    shows,
    still_open,
    terms,
    text,
)

LONG = "Abnahme der Halle 3 mit allen Beteiligten und dem Bauamt"


@pytest.fixture
def together() -> Cooperation:
    """A task at three places."""
    together = Cooperation(terms())
    rich = Document((Heading(1, (Text("Anlass"),)),))
    together.spread(item("f1", LONG, lane=f"{FULL}/{OFFEN}", description=rich, labels=frozenset({"Eilt"})))
    return together


def test_only_what_differs_is_written(together: Cooperation) -> None:
    """An update names the fields that changed, with what the place is known to hold, and its revision."""
    link = together.link(NARROW)
    decision = together.decide(together.edited(FULL, due=NOW.date()), *together.quiet(NARROW))
    [update] = decision.operations[NARROW]
    assert isinstance(update, UpdateItem)
    assert (update.changed, update.before, update.revision) == (("due",), link.seen, link.revision)


def test_a_reply_teaches_only_what_was_written(together: Cooperation) -> None:
    """What else the reply shows is somebody's edit: it is not seen yet, and the next reading finds it."""
    decision = together.decide(together.edited(FULL, due=NOW.date()), *together.quiet(NARROW))
    reply = replace(together.link(NARROW).seen, due=NOW.date(), title="Gerade umbenannt")
    together.write(decision, **{NARROW: reply})
    assert together.link(NARROW).seen.title == LONG
    shown = Item(together.link(NARROW).ref, reply)
    assert [change.name for change in together.decide(shows(NARROW, shown)).changes] == ["title"]
    assert together.task.fields.title == "Gerade umbenannt"


def test_a_value_that_a_tool_keeps_in_its_own_form_is_not_written_again(together: Cooperation) -> None:
    """The tool's form of what was sent is neither an edit nor work to do; a person's edit of it is no conflict."""
    decision = together.decide(together.edited(FULL, description=text("Neu")), *together.quiet(NARROW))
    own_form = replace(together.link(NARROW).seen, description=text("Neu "))
    together.write(decision, **{NARROW: own_form})
    again = together.decide(together.edited(NARROW))
    assert not again.changes
    assert not again.operations[NARROW]
    together.write(together.decide(together.edited(FULL, title="Kurz"), *together.quiet(NARROW, PLAINLY)))
    edited = together.decide(together.edited(NARROW, title="Kürzer"))
    assert not edited.conflicts


def test_an_item_that_left_is_not_written_to(together: Cooperation) -> None:
    """Moved to another board, or out of our sight: it is left alone, and the task lives on elsewhere."""
    together.decide(shows(NARROW, left=frozenset({together.link(NARROW).ref})))
    decision = together.decide(together.edited(FULL, title="Neu"), *together.quiet(NARROW, PLAINLY))
    assert not decision.operations[NARROW]
    assert decision.operations[PLAINLY]
    assert not together.task.fields.archived


@pytest.mark.parametrize("archived", [True, False])
def test_an_item_that_comes_back_is_wanted_as_it_comes(together: Cooperation, *, archived: bool) -> None:
    """Moved away and back: put back in sight it is out of the archive everywhere, put back archived it is in it."""
    link = together.link(FULL)
    together.decide(shows(FULL, left=frozenset({link.ref})))
    together.write(together.decide(together.edited(NARROW, archived=not archived), *together.quiet(PLAINLY)))
    together.decide(shows(FULL, Item(link.ref, replace(link.seen, archived=archived))))
    assert together.task.fields.archived == archived


def test_what_was_refused_is_sent_again_once_it_would_be_another(together: Cooperation) -> None:
    """The same update is not tried twice; a new title is."""
    [update] = together.decide(together.edited(FULL, title="Verboten"), *together.quiet(NARROW)).operations[NARROW]
    together.store.record(SPACE, Parked(update, "Memory: the title is not allowed."))
    assert not together.decide(*together.quiet(NARROW)).operations[NARROW]
    assert together.decide(together.edited(FULL, title="Erlaubt"), *together.quiet(NARROW)).operations[NARROW]


def test_showing_what_was_agreed_is_no_edit(together: Cooperation) -> None:
    """A place that comes to show its lossy form of what was agreed takes nothing of it away."""
    before, wanted = together.task.fields, together.link(PLAINLY).seen
    short = together.edited(PLAINLY, title="Kurz", description=text("Anders"))
    together.write(together.decide(short, *together.quiet(FULL, NARROW)))
    together.decide(together.edited(FULL, title=before.title, description=before.description))
    decision = together.decide(together.edited(PLAINLY, title=wanted.title, description=wanted.description))
    assert not decision.conflicts
    assert (together.task.fields.title, together.task.fields.description) == (before.title, before.description)


def test_a_move_is_not_undone_by_an_item_read_without_a_lane(together: Cooperation) -> None:
    """An item in no lane that anybody knows was not moved to one."""
    lane = together.task.fields.status.lane
    together.decide(together.edited(NARROW, status=still_open(None)))
    together.decide(together.edited(NARROW, status=still_open(f"{NARROW}/unbekannt")))
    assert together.task.fields.status.lane == lane


def test_ticked_here_and_opened_there_is_no_conflict_to_keep(together: Cooperation) -> None:
    """Done and open leave nothing to recover: the later one stands, and nobody is asked."""
    lane = together.link(FULL).seen.status.lane
    together.write(
        together.decide(together.edited(FULL, status=replace(still_open(lane), done=True)), *together.quiet(NARROW))
    )
    here, there = together.link(FULL).seen.status, together.link(NARROW).seen.status
    decision = together.decide(
        together.edited(FULL, status=replace(here, done=False), at=NOW + timedelta(minutes=1)),
        together.edited(NARROW, status=replace(there, done=False), at=NOW + timedelta(minutes=2)),
    )
    assert not decision.conflicts
    assert not together.task.fields.status.done


def test_a_comment_alone_leaves_the_fields_alone(together: Cooperation) -> None:
    """An item of which only the comments were read says nothing of its fields."""
    link = together.link(NARROW)
    decision = together.decide(shows(NARROW, Item(Ref(link.ref), None)))
    assert not decision.changes
    assert together.link(NARROW) == link


@pytest.fixture
def with_cards() -> Cooperation:
    """Two empty places, of which the second gets no item for what is done before it shows it."""
    given = terms(FULL, NARROW)
    reach = given.reaches[NARROW]
    cards = replace(reach, manifest=replace(reach.manifest, imports_done=False))
    return Cooperation(replace(given, reaches={**given.reaches, NARROW: cards}))


def test_a_first_import_brings_open_tasks_only_where_a_place_wants_it_so(with_cards: Cooperation) -> None:
    """What was done before is not posted, nor what people said of it; what is open is."""
    past = item("f1", "Gestern", lane=f"{FULL}/{OFFEN}", done=True, comments=(said("c1", "Fertig"),))
    now = item("f2", "Heute", lane=f"{FULL}/{OFFEN}")
    decision = with_cards.decide(
        shows(FULL, past, now, complete=True, lanes=(OFFEN,)), shows(NARROW, complete=True, lanes=(OFFEN,))
    )
    (create,) = decision.operations[NARROW]
    assert isinstance(create, CreateItem)
    assert create.fields.title == "Heute"


def test_a_done_task_comes_when_it_is_reopened_and_then_stays(with_cards: Cooperation) -> None:
    """Reopening makes the item with everything; from then on it is done and open like any other."""
    past = item("f1", lane=f"{FULL}/{OFFEN}", done=True, comments=(said("c1", "Doch nicht"),))
    first = with_cards.decide(
        shows(FULL, past, complete=True, lanes=(OFFEN,)), shows(NARROW, complete=True, lanes=(OFFEN,))
    )
    assert first.operations[NARROW] == ()
    reopened = with_cards.decide(with_cards.edited(FULL, status=still_open(f"{FULL}/{OFFEN}")), shows(NARROW))
    assert [type(each) for each in reopened.operations[NARROW]] == [CreateItem, CreateComment]
    with_cards.write(reopened)
    finished = with_cards.decide(with_cards.edited(FULL, status=done(f"{FULL}/{OFFEN}")), shows(NARROW))
    (update,) = finished.operations[NARROW]
    assert isinstance(update, UpdateItem)
    assert update.changed == ("status",)


def test_a_done_task_whose_item_somebody_deleted_gets_no_new_one(with_cards: Cooperation) -> None:
    """Who takes a card away from what is over has no new one posted, and the task lives on elsewhere."""
    with_cards.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    finished = with_cards.edited(FULL, status=done(f"{FULL}/{OFFEN}"))
    gone = shows(NARROW, gone=frozenset({with_cards.link(NARROW).ref}))
    assert with_cards.decide(finished, gone).operations[NARROW] == ()
    assert not with_cards.task.fields.archived
