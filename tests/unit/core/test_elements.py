"""Elements of a checklist, attachments and chosen fields meet one by one, and are known by more than what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.ids import CheckId, PlaceId, Ref
from bridge.core.model.memory import Link
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check
from bridge.core.model.reach import Reach
from bridge.core.model.task import Fields
from bridge.core.sync.echo import before_edits
from bridge.core.sync.elements import (
    known_checks,
    merged_attachments,
    merged_checks,
    merged_custom,
    network_terms,
    projected_checks,
    written_checks,
)
from bridge.core.sync.naming import check_id
from tests.unit.core.builders import FULL, PLAINLY, terms

SAND, KRAN, STROM = Check("s", "Sand"), Check("k", "Kran", group="Geräte"), Check("e", "Strom")
OURS = (SAND, KRAN, STROM)


def unanswered(*checks: Check) -> Link:
    """Of an item without elements, to which these were written; nobody knows whether they arrived."""
    tried = Fields(checklist=tuple(replace(check, id=f"{NEW}{check.id}") for check in checks))
    return Link(Ref("i"), Fields(), frozenset({"checklist"}), tried=tried)


@pytest.fixture
def full() -> Reach:
    """Of a place with several checklists and room for all."""
    return terms().reaches[FULL]


@pytest.fixture
def plainly() -> Reach:
    """Of a place with one checklist of three elements and short titles."""
    return terms().reaches[PLAINLY]


def test_a_title_here_and_a_tick_there_meet_in_one_element(full: Reach) -> None:
    """One renames an element while another ticks it: it has the new title and the tick, and stands once."""
    renamed = merged_checks(OURS, OURS, (replace(SAND, title="Kies"), KRAN, STROM), full)
    both = merged_checks(renamed, OURS, (replace(SAND, done=True), KRAN, STROM), full)
    assert both == (Check("s", "Kies", done=True), KRAN, STROM)


def test_a_tick_beside_a_title_of_ours_that_came_unanswered_is_a_tick_alone() -> None:
    """And a new title beside our tick a title alone: what our lost write brought is nobody's edit, and may be old."""
    named, ticked = replace(SAND, title="Kies"), replace(SAND, done=True)
    for ours in (named, ticked):
        link = Link(Ref("i"), Fields(checklist=(SAND,)), frozenset({"checklist"}), tried=Fields(checklist=(ours,)))
        assert before_edits(link, Fields(checklist=(replace(SAND, title="Kies", done=True),))).checklist == (ours,)


def test_an_element_taken_back_before_our_write_was_answered_was_there() -> None:
    """What is written at once came whole, if any of it came; what is written one by one may be on its way yet."""
    link = unanswered(SAND, STROM)
    there = Fields(checklist=(replace(SAND, id="7"),))
    assert before_edits(link, there, at_once=True).checklist == (replace(SAND, id="7"), replace(STROM, id=f"{NEW}e"))
    assert before_edits(link, there).checklist == (replace(SAND, id="7"),)
    somebodys = Fields(checklist=(Check("8", "Kies"),))
    assert before_edits(link, somebodys, at_once=True).checklist == ()


def test_an_element_opened_again_before_our_write_was_answered_had_been_done(full: Reach) -> None:
    """Somebody takes the tick away that our lost write brought: it is away everywhere."""
    done = replace(SAND, done=True)
    was, now = before_edits(unanswered(done), there := Fields(checklist=(replace(SAND, id="7"),))), there
    known = {CheckId("s"): Ref("7")}
    before, after = (network_terms(fields, known).checklist for fields in (was, now))
    assert (before, merged_checks((done,), before, after, full)) == ((done,), (SAND,))


def test_of_two_elements_that_say_the_same_each_counts_once() -> None:
    """One of them was removed before our write was answered: one has been there beside the one that is."""
    link = unanswered(SAND, replace(SAND, id="t"))
    before = before_edits(link, Fields(checklist=(replace(SAND, id="7"),)), at_once=True).checklist
    assert before == (replace(SAND, id="7"), replace(SAND, id=f"{NEW}t"))


def test_a_removed_element_stays_removed(full: Reach) -> None:
    """Where nobody touched it elsewhere."""
    assert merged_checks(OURS, OURS, (SAND, KRAN), full) == (SAND, KRAN)


def test_an_element_that_somebody_ticked_meanwhile_is_not_removed(full: Reach) -> None:
    """An edit beats a deletion, of elements as of tasks; in either order."""
    ticked = (replace(SAND, done=True), KRAN, STROM)
    assert merged_checks(ticked, OURS, (KRAN, STROM), full) == ticked
    assert merged_checks((KRAN, STROM), OURS, ticked, full) == (KRAN, STROM, replace(SAND, done=True))


def test_the_group_that_stands_before_a_title_is_no_part_of_it(plainly: Reach) -> None:
    """A place with one checklist shows whose list an element is of; an edit there changes the title alone."""
    shown = tuple(replace(each, id=each.id.removeprefix(NEW)) for each in projected_checks(OURS, plainly, None))
    assert [each.title for each in shown] == ["Sand", "Geräte: Kran", "Strom"]
    edited = tuple(replace(each, title="Geräte: Bagger") if each.id == "k" else each for each in shown)
    assert merged_checks(OURS, shown, edited, plainly) == (SAND, replace(KRAN, title="Bagger"), STROM)


def test_what_a_short_list_shows_already_keeps_its_room(plainly: Reach) -> None:
    """A new element in front does not push another one out."""
    link = Link(Ref("i"), Fields(checklist=(Check("n1", "Strom"),)), frozenset(), checks={CheckId("e"): Ref("n1")})
    many = tuple(Check(f"x{number}", f"Neu {number}") for number in range(5))
    shown = projected_checks((*many, STROM), plainly, link)
    assert [each.id for each in shown] == [f"{NEW}x0", f"{NEW}x1", "n1"]


def test_the_same_thought_of_two_people_is_one_element(full: Reach) -> None:
    """What says the same as an element that is to be written here anyway is that element."""
    seen, shown = Fields(), Fields(checklist=(Check("n7", "Kran", group="Geräte"), Check("n8", "Wasser")))
    known = known_checks(PlaceId("full"), Link(Ref("i"), seen, frozenset()), shown, OURS, full)
    assert known == {"k": "n7", check_id(PlaceId("full"), Ref("n8")): "n8"}


def test_an_element_of_ours_is_known_though_its_title_has_moved_on(full: Reach) -> None:
    """We wrote it, the answer was lost, and somebody gave it another title elsewhere: it is no second element."""
    tried = Fields(checklist=projected_checks((SAND,), full, None))
    link = Link(Ref("i"), Fields(), frozenset(), tried=tried)
    shown = Fields(checklist=(Check("n1", "Sand"),))
    assert known_checks(PlaceId("full"), link, shown, (replace(SAND, title="Kies"),), full) == {"s": "n1"}


def test_a_tick_below_a_create_that_went_unanswered_counts(full: Reach) -> None:
    """Somebody unticks an element of an item that we do not know to be there: what was sent is the base."""
    done = replace(SAND, done=True)
    sent = Fields(checklist=projected_checks((done,), full, None))
    shown = Fields(checklist=(Check("n1", "Sand"),))
    known = known_checks(PlaceId("full"), Link(Ref("i"), sent, frozenset()), shown, (done,), full)
    before, after = (network_terms(each, known).checklist for each in (sent, shown))
    assert merged_checks((done,), before, after, full) == (SAND,)


def test_a_reply_tells_which_new_element_is_which() -> None:
    """Of two that say the same each gets one; what was there is not taken for new."""
    wanted = (Check("n1", "Sand"), Check(f"{NEW}a", "Kies"), Check(f"{NEW}b", "Kies"))
    said = (Check("n1", "Sand"), Check("n2", "Kies"), Check("n3", "Kies"))
    assert written_checks(wanted, said) == {"a": "n2", "b": "n3"}


def test_attachments_come_and_go_by_url() -> None:
    """A new name replaces the old one; what others attached meanwhile stays."""
    old, other = Attachment("https://example.org/a", "alt"), Attachment("https://example.org/b", "Plan")
    new = replace(old, name="neu")
    assert merged_attachments((old, other), (old,), (new,)) == (new, other)
    assert merged_attachments((old, other), (old,), ()) == (other,)


def test_chosen_fields_meet_one_by_one() -> None:
    """Two set different fields: both hold. Of one that both set, the edit counts, or what the task has."""
    ours, before = (("Kosten", "7"), ("Ort", "Ulm")), (("Ort", "Ulm"),)
    assert merged_custom(ours, before, (("Ort", "Bonn"),)) == (("Kosten", "7"), ("Ort", "Bonn"))
    assert merged_custom(ours, (), (("Ort", "Bonn"),), keep=True) == ours
    assert merged_custom(ours, before, ()) == (("Kosten", "7"),)
