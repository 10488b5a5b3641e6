"""What counts as participation: acts of persons, once, where they happened (PL-02 as amended)."""

from __future__ import annotations

import pytest

from bridge.core.model.activity import EntryType
from bridge.core.model.decision import Decision
from tests.unit.core.builders import (
    ANNA,
    FULL,
    NARROW,
    NOW,
    OFFEN,
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
    """A task at two places."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    return together


def kinds(decision: Decision) -> list[EntryType]:
    """What kinds of acts were seen."""
    return [activity.type for activity in decision.activities]


def test_what_was_there_before_the_space_is_no_participation() -> None:
    """The first reading of a place opens nothing: those acts were done before anybody agreed to be counted."""
    together = Cooperation(terms(FULL, NARROW))
    assert not together.decide(shows(FULL, item("f1"), complete=True), shows(NARROW, complete=True)).activities


def test_a_new_item_opens_a_task_once(together: Cooperation) -> None:
    """Opened where a person made it, by that person and when; the copies elsewhere open nothing."""
    decision = together.decide(shows(FULL, item("f2", "Neu", author="a-full", created=NOW)), shows(NARROW))
    [opened] = decision.activities
    assert (opened.type, opened.place, opened.actor, opened.at) == (EntryType.OPENED, FULL, ANNA, NOW)
    together.write(decision)
    mirrored = together.memory.links[NARROW][opened.task]
    assert not together.decide(shows(NARROW, item(mirrored.ref, "Neu", own=True))).activities


def test_an_item_of_our_own_opens_nothing(together: Cooperation) -> None:
    """What our account made is our doing, even where nobody remembers it."""
    assert not together.decide(shows(NARROW, item("n9", "Unser", own=True))).activities


def test_taking_releasing_and_handing_over(together: Cooperation) -> None:
    """Taken by oneself is claimed, given to somebody is handed over, given back is released."""
    claimed = together.decide(together.edited(FULL, by="a-full", lead="a-full"))
    handed = together.decide(together.edited(FULL, by="a-full", lead="b-full"))
    released = together.decide(together.edited(FULL, by="b-full", lead=None))
    assert [kinds(each) for each in (claimed, handed, released)] == [
        [EntryType.CLAIMED],
        [EntryType.HANDED_OVER],
        [EntryType.RELEASED],
    ]
    assert claimed.activities[0].actor == ANNA
    assert handed.activities[0].counterpart is None, "a colleague's organisation is one's own"


def test_done_and_open_again(together: Cooperation) -> None:
    """Ticking and unticking count; moving an item does not."""
    lane = together.link(NARROW).seen.status.lane
    ticked = together.decide(together.edited(NARROW, status=done(lane)))
    assert kinds(ticked) == [EntryType.COMPLETED]
    assert ticked.activities[0].partner == "narrow-partner"
    assert kinds(together.decide(together.edited(NARROW, status=still_open(lane)))) == [EntryType.REOPENED]
    assert not together.decide(together.edited(NARROW, status=still_open(f"{NARROW}/Fertig"))).activities


def test_pl_02_edits_of_texts_dates_and_labels_are_no_participation(together: Cooperation) -> None:
    """Nobody is measured by how much they write."""
    edited = together.edited(FULL, title="x", description=text("y"), due=NOW.date(), labels=frozenset({"z"}))
    assert not together.decide(edited).activities


def test_mirroring_an_act_is_no_second_one(together: Cooperation) -> None:
    """The tick that we carried to the other place was made once."""
    lane = together.link(FULL).seen.status.lane
    together.write(together.decide(together.edited(FULL, status=done(lane)), *together.quiet(NARROW)))
    assert not together.decide(together.edited(NARROW)).activities


def test_a_place_that_does_not_say_who_names_nobody(together: Cooperation) -> None:
    """Unknown stays unknown."""
    lane = together.link(FULL).seen.status.lane
    [activity] = together.decide(together.edited(FULL, status=done(lane))).activities
    assert activity.actor is None
