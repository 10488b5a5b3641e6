"""Edits of several places meet: what is kept, what is a conflict, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.core.model.conflict import Reason
from bridge.core.model.ids import Ref
from bridge.core.model.operation import UpdateItem
from bridge.core.model.snapshot import Overwritten
from bridge.core.model.task import Fields
from tests.unit.core.builders import (
    FERTIG,
    FULL,
    NARROW,
    NOW,
    OFFEN,
    PLAINLY,
    Cooperation,
    done,
    item,
    shows,
    still_open,
    terms,
    text,
)


@pytest.fixture
def together() -> Cooperation:
    """A task that a person created at the full place stands at all three."""
    together = Cooperation(terms(done_lane=FERTIG))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", labels=frozenset({"Eilt"}), description=text("Anlass")))
    return together


def test_a_lone_edit_is_taken_everywhere(together: Cooperation) -> None:
    """What one person changes, everybody gets, and nothing else is written."""
    decision = together.decide(together.edited(NARROW, title="Halle 4"), *together.quiet(FULL, PLAINLY))
    written = [each for planned in decision.operations.values() for each in planned]
    assert together.task.fields.title == "Halle 4"
    assert [(each.place, each.changed) for each in written if isinstance(each, UpdateItem)] == [
        (FULL, ("title",)),
        (PLAINLY, ("title",)),
    ]
    assert not decision.conflicts


def test_edits_of_different_fields_do_not_meet(together: Cooperation) -> None:
    """One renames, another sets a date: both get what they wanted."""
    due = NOW.date()
    decision = together.decide(together.edited(FULL, title="Halle 4"), together.edited(NARROW, due=due))
    assert (together.task.fields.title, together.task.fields.due) == ("Halle 4", due)
    assert not decision.conflicts


def test_the_later_of_two_titles_is_kept_and_the_other_not_lost(together: Cooperation) -> None:
    """Where the tools say when, the later edit wins, whichever place was read first, and the other is kept."""
    late, early = NOW + timedelta(minutes=5), NOW + timedelta(minutes=1)
    decision = together.decide(
        together.edited(NARROW, title="Später", at=late), together.edited(FULL, title="Früher", at=early)
    )
    [conflict] = decision.conflicts
    assert together.task.fields.title == "Später"
    assert (conflict.kept.title, conflict.lost.title, conflict.reason) == ("Später", "Früher", Reason.LATER)
    assert (conflict.kept_from, conflict.lost_from) == (NARROW, FULL)


def test_a_later_touch_of_another_field_makes_no_edit_later(together: Cooperation) -> None:
    """A title given first does not win because somebody commented below the item afterwards."""
    early, late = NOW + timedelta(minutes=1), NOW + timedelta(minutes=5)
    touched = together.edited(NARROW, title="Früher", at=NOW + timedelta(minutes=9))
    items = {ref: replace(shown, edited={"title": early}) for ref, shown in touched.items.items()}
    decision = together.decide(replace(touched, items=items), together.edited(FULL, title="Später", at=late))
    [conflict] = decision.conflicts
    assert (together.task.fields.title, conflict.lost.title) == ("Später", "Früher")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_where_nobody_knows_who_was_later_the_place_of_origin_decides(
    together: Cooperation, order: tuple[int, int]
) -> None:
    """Without times the place where the task was created wins, in whichever order the places were read."""
    snapshots = [together.edited(FULL, title="Ursprung"), together.edited(NARROW, title="Anderswo")]
    decision = together.decide(*(snapshots[number] for number in order))
    [conflict] = decision.conflicts
    assert (together.task.fields.title, conflict.reason) == ("Ursprung", Reason.ORIGIN)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_between_two_places_that_did_not_create_it_their_ids_decide(
    together: Cooperation, order: tuple[int, int]
) -> None:
    """The order in which places happened to be read never decides."""
    snapshots = [together.edited(NARROW, title="Schmal"), together.edited(PLAINLY, title="Schlicht")]
    decision = together.decide(*(snapshots[number] for number in order))
    [conflict] = decision.conflicts
    assert (together.task.fields.title, conflict.reason) == ("Schmal", Reason.ORDER)


def test_the_same_edit_at_two_places_is_no_conflict(together: Cooperation) -> None:
    """Two people who write the same agree."""
    decision = together.decide(together.edited(FULL, title="Gleich"), together.edited(NARROW, title="Gleich"))
    assert together.task.fields.title == "Gleich"
    assert not decision.conflicts


def test_whoever_edits_an_old_value_contests_what_was_decided_meanwhile(together: Cooperation) -> None:
    """A title given to an item that still showed the old one is a conflict with the new one, not its successor."""
    together.decide(together.edited(FULL, title="Neu", at=NOW + timedelta(minutes=9)))
    decision = together.decide(together.edited(PLAINLY, title="Aus Altem", at=NOW + timedelta(minutes=3)))
    [conflict] = decision.conflicts
    assert together.task.fields.title == "Neu"
    assert (conflict.lost.title, conflict.lost_from) == ("Aus Altem", PLAINLY)


@pytest.mark.parametrize(("minutes", "title"), [(-5, "Gelesen"), (5, "Gedrückt")])
def test_an_old_edit_that_arrives_late_undoes_nothing(together: Cooperation, minutes: int, title: str) -> None:
    """An edit from before the other one was read loses to it, though nobody heard of it until now; a newer one wins."""
    together.decide(together.edited(NARROW, title="Gelesen"))
    read = together.task.touched["title"].at
    decision = together.decide(together.edited(PLAINLY, title="Gedrückt", at=read + timedelta(minutes=minutes)))
    assert (together.task.fields.title, len(decision.conflicts)) == (title, 1)


def test_whoever_edits_the_new_value_contests_nothing(together: Cooperation) -> None:
    """One after the other is no conflict."""
    together.write(together.decide(together.edited(FULL, title="Neu"), *together.quiet(NARROW, PLAINLY)))
    decision = together.decide(together.edited(NARROW, title="Noch neuer"))
    assert together.task.fields.title == "Noch neuer"
    assert not decision.conflicts


def test_what_our_write_replaced_a_moment_before_is_a_conflict(together: Cooperation) -> None:
    """An edit that our own write overwrote comes back from the tool's history; neither title vanishes unseen."""
    together.write(together.decide(together.edited(FULL, title="Unser"), *together.quiet(NARROW, PLAINLY)))
    ref = together.link(NARROW).ref
    replaced = Overwritten(ref, "title", Fields(title="Überschrieben"), NOW + timedelta(minutes=30))
    decision = together.decide(shows(NARROW, overwritten=(replaced,)))
    [conflict] = decision.conflicts
    assert {conflict.kept.title, conflict.lost.title} == {"Unser", "Überschrieben"}


def test_what_our_write_replaced_as_planned_is_nobodys_edit(together: Cooperation) -> None:
    """The history of our own write names the old value: that is what was to be replaced."""
    together.write(together.decide(together.edited(FULL, title="Unser"), *together.quiet(NARROW, PLAINLY)))
    replaced = Overwritten(together.link(NARROW).ref, "title", Fields(title="Halle"), NOW)
    assert not together.decide(shows(NARROW, overwritten=(replaced,))).changes


def test_a_write_whose_answer_was_lost_is_not_taken_for_an_edit(together: Cooperation) -> None:
    """We find our own title there later: nobody edited anything, and a newer title elsewhere is not contested."""
    together.decide(together.edited(FULL, title="Erst"), *together.quiet(NARROW, PLAINLY))  # sent, never answered
    together.decide(together.edited(FULL, title="Dann"))
    decision = together.decide(together.edited(PLAINLY, title="Erst", at=NOW + timedelta(hours=1)))
    assert together.task.fields.title == "Dann"
    assert not decision.conflicts


def test_what_a_lost_answer_brought_is_no_part_of_an_edit_beside_it(together: Cooperation) -> None:
    """Labels and ticks of ours arrived unanswered and were taken back elsewhere; an edit beside them revives none."""
    lane = together.link(FULL).seen.status.lane
    first = together.edited(
        FULL, labels=frozenset({"Eilt", "Kunde"}), status=done(lane), description=text("Anlass\n\nA")
    )
    together.decide(first, *together.quiet(NARROW))  # written at the narrow place, never answered
    now = together.link(FULL).seen.status.lane
    together.decide(
        together.edited(FULL, labels=frozenset({"Eilt"}), status=still_open(now), description=text("Anlass"))
    )
    tried = together.link(NARROW).tried
    assert tried is not None
    beside = together.edited(
        NARROW,
        labels=tried.labels | {"Neu"},
        status=done(f"{NARROW}/{OFFEN}"),
        description=text("Anlass\n\nA\n\nB"),
        at=NOW + timedelta(hours=1),
    )
    decision = together.decide(beside)
    fields = together.task.fields
    assert (fields.labels, fields.status.done) == (frozenset({"Eilt", "Neu"}), False)
    assert fields.description == text("Anlass\n\nB")
    assert not decision.conflicts


def test_edit_beats_delete(together: Cooperation) -> None:
    """Deleted here, edited there: the task lives on, and the place that deleted it gets it again."""
    gone = shows(NARROW, gone=frozenset({together.link(NARROW).ref}))
    decision = together.decide(gone, together.edited(FULL, title="Lebt"))
    assert not together.task.fields.archived
    assert [type(each).__name__ for each in decision.operations[NARROW]] == ["CreateItem"]


def test_deleting_alone_archives_elsewhere(together: Cooperation) -> None:
    """An item deleted at one place is put away at the others, never deleted there."""
    decision = together.decide(
        shows(NARROW, gone=frozenset({together.link(NARROW).ref})), *together.quiet(FULL, PLAINLY)
    )
    [update] = decision.operations[FULL]
    assert isinstance(update, UpdateItem)
    assert (update.changed, update.fields.archived) == (("archived",), True)
    assert not decision.operations[NARROW]


def test_labels_come_and_go_one_by_one(together: Cooperation) -> None:
    """One adds a label, another removes a different one: both happen, and no removed label returns."""
    one, other = frozenset({"Eilt", "Kunde"}), frozenset[str]()
    decision = together.decide(together.edited(FULL, labels=one), together.edited(NARROW, labels=other))
    assert together.task.fields.labels == {"Kunde"}
    assert not decision.conflicts


def test_descriptions_edited_in_different_parts_are_joined(together: Cooperation) -> None:
    """Two people who add at the end of one text and change its first words need no arbiter."""
    together.write(together.decide(together.edited(FULL, description=text("Eins\n\nZwei")), *together.quiet(NARROW)))
    decision = together.decide(
        together.edited(FULL, description=text("Eins neu\n\nZwei")),
        together.edited(NARROW, description=text("Eins\n\nZwei\n\nDrei")),
    )
    assert together.task.fields.description == text("Eins neu\n\nZwei\n\nDrei")
    assert not decision.conflicts


def test_descriptions_edited_in_the_same_words_are_a_conflict(together: Cooperation) -> None:
    """Where both changed the same word, one is kept and the other lies in the conflict."""
    decision = together.decide(
        together.edited(FULL, description=text("Grund")), together.edited(NARROW, description=text("Ursache"))
    )
    [conflict] = decision.conflicts
    assert {str(conflict.kept.description), str(conflict.lost.description)} == {
        str(text("Grund")),
        str(text("Ursache")),
    }


def test_where_words_clash_the_rest_of_both_descriptions_stays(together: Cooperation) -> None:
    """One paragraph is contested: what else each side changed is nobody's to lose, and the words that lost are kept."""
    start = text("Eins\n\nZwei\n\nDrei\n\nVier\n\nFünf")
    together.write(together.decide(together.edited(FULL, description=start), *together.quiet(NARROW)))
    decision = together.decide(
        together.edited(
            FULL, description=text("Grund\n\nZwei\n\nDrei hier\n\nVier\n\nFünf"), at=NOW + timedelta(minutes=1)
        ),
        together.edited(
            NARROW, description=text("Ursache\n\nZwei\n\nDrei\n\nVier\n\nFünf dort"), at=NOW + timedelta(minutes=2)
        ),
    )
    [conflict] = decision.conflicts
    assert together.task.fields.description == text("Ursache\n\nZwei\n\nDrei hier\n\nVier\n\nFünf dort")
    assert conflict.lost.description == text("Grund\n\nZwei\n\nDrei hier\n\nVier\n\nFünf dort")


def test_done_moves_to_the_done_lane_and_reopening_back(together: Cooperation) -> None:
    """A ticked task goes to the lane for finished ones, a reopened one to where it was worked on last."""
    lanes = {lane.name: lane.id for lane in together.memory.lanes.values()}
    was = together.link(NARROW).seen.status
    together.write(together.decide(together.edited(NARROW, status=done(was.lane)), *together.quiet(FULL)))
    assert together.task.fields.status == done(lanes[FERTIG])
    now = together.link(NARROW).seen.status
    together.write(together.decide(together.edited(FULL, status=still_open(together.link(FULL).seen.status.lane))))
    assert now.done
    assert together.task.fields.status == still_open(lanes[OFFEN])


def test_whoever_chooses_a_lane_as_well_gets_that_lane(together: Cooperation) -> None:
    """Ticked and moved by a person: it stays where the person put it."""
    together.write(together.decide(shows(FULL, lanes=(OFFEN, "Prüfen", FERTIG)), *together.quiet(NARROW)))
    chosen = done(Ref(f"{FULL}/Prüfen"))
    together.decide(together.edited(FULL, status=chosen))
    [lane] = [lane.id for lane in together.memory.lanes.values() if lane.name == "Prüfen"]
    assert together.task.fields.status == done(lane)


def test_an_item_moved_where_its_own_lane_was_closed_is_moved_everywhere(together: Cooperation) -> None:
    """A lane closed at one place put its items elsewhere there; moving one of them on is an edit like any other."""
    together.write(together.decide(shows(FULL, lanes=(OFFEN, "Prüfen", FERTIG)), *together.quiet(NARROW, PLAINLY)))
    checking = still_open(Ref(f"{FULL}/Prüfen"))
    together.write(together.decide(together.edited(FULL, status=checking), *together.quiet(NARROW, PLAINLY)))
    here = shows(NARROW, lanes=(OFFEN, FERTIG))  # "Prüfen" was closed here, and the item put into the first lane
    together.decide(here, together.edited(NARROW, status=still_open(Ref(f"{NARROW}/{OFFEN}"))))
    decision = together.decide(together.edited(NARROW, status=still_open(Ref(f"{NARROW}/{FERTIG}"))))
    lanes = {lane.name: lane.id for lane in together.memory.lanes.values()}
    assert together.task.fields.status.lane == lanes[FERTIG]
    assert not decision.conflicts
