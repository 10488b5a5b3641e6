"""Delivering an issue: everybody who is to have it has it once, whatever goes wrong meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bridge.core.errors import Ambiguous, Retry, Stop
from bridge.core.model.caller import Role
from bridge.core.model.network import Report
from bridge.core.model.sending import Arrival, Way
from bridge.core.rules.barred import Barred
from bridge.ports.mailer import REFUSED
from bridge.service.week.issue import issue_at
from bridge.service.week.told import told, undelivered, untold
from tests.unit.service.week_desk import ANNA, BERT, NEXT, OFFICE, TALK, WEBER, WEEK, Desk

EVERYBODY = [OFFICE, "anna@weber.example", "bert@weber.example", "cora@birke.example"]
DOWN = Retry("The mail server could not be reached.")
PUT_OFF = Retry("Come again.", code=REFUSED)
UNKNOWN = Stop("Nobody of that name.", code=REFUSED)


def test_dg_11_everybody_has_it_at_the_same_time() -> None:
    """Office and members by mail, each alone; every place has its space's part; a second turn sends nothing."""
    desk = Desk()
    assert desk.turn().is_over
    assert desk.server.reached == EVERYBODY
    assert desk.notes() == [f"Wochenbericht {WEEK} messe"] * 2
    assert desk.turn().is_over
    assert (len(desk.server.mails), len(desk.notes())) == (4, 2)


def test_members_read_what_members_may_and_the_office_what_it_may() -> None:
    """Each edition is gathered for its reader, and made once where it is the same."""
    desk = Desk()
    desk.turn()
    assert [(each.role, each.partner) for each in desk.read_by[:3]] == [
        (Role.NETWORK_MANAGER, None), (Role.PERSON, "weber"), (Role.PERSON, "birke"),
    ]  # fmt: skip
    assert desk.forms.letters == 1


def test_dg_11_mails_hold_the_worklist_only_where_the_charter_says_so() -> None:
    """Else they name the spaces with open points, and no title."""
    desk = Desk()
    desk.turn()
    assert all("Messe 2027" in each.text and "Standplan" not in each.text for each in desk.server.mails)
    assert all("Logistik" not in each.text for each in desk.server.mails)
    agreed = Desk(points={"worklist:mail": ""})
    agreed.turn()
    assert all("Standplan freigeben" in each.text for each in agreed.server.mails)


def test_dg_11_who_objected_or_whose_partner_has_not_agreed_gets_nothing() -> None:
    """At once: with the next turn, not with the next quarter."""
    desk = Desk(barred=Barred(restricted=frozenset({ANNA})), ready=frozenset({WEBER}))
    desk.turn()
    assert desk.server.reached == [OFFICE, "bert@weber.example"]
    erased = Desk(barred=Barred(erased=frozenset({ANNA, BERT})))
    erased.turn()
    assert erased.server.reached == [OFFICE, "cora@birke.example"]


def test_an_address_that_is_named_twice_gets_one_mail() -> None:
    """Somebody of the office may be a member too; capitals do not matter."""
    desk = Desk(report=Report((OFFICE, "Anna@Weber.example"), members=True))
    desk.turn()
    assert desk.server.reached == [OFFICE, "Anna@Weber.example", "bert@weber.example", "cora@birke.example"]


def test_only_the_ways_that_were_chosen_are_gone() -> None:
    """An office that wants no cards has none."""
    for ways, mails, notes in (({Way.MAIL}, 4, 0), ({Way.POST}, 0, 1), ({Way.CARD, Way.POST}, 0, 2)):
        desk = Desk(report=replace(Desk().report, ways=frozenset(ways)))
        desk.turn()
        assert (len(desk.server.mails), len(desk.notes())) == (mails, notes)


@pytest.mark.parametrize("writes", range(12))
def test_dg_11_wherever_the_process_ends_nobody_gets_it_twice(writes: int) -> None:
    """It ends before any of its writes; the next turn goes on, and whatever may have gone out is not sent again."""
    desk = Desk()
    desk.memory.breaks = writes
    with pytest.raises(KeyboardInterrupt):
        desk.turn()
    desk.memory.breaks = -1
    desk.turn()
    desk.turn()
    assert len(desk.server.reached) == len(set(desk.server.reached))
    assert len(EVERYBODY) - len(desk.server.reached) <= 1
    assert len(desk.notes()) == len(set(desk.notes())) * 2 == 2
    assert desk.board.put_ever == desk.talk.put_ever == 1


def test_a_refused_address_keeps_nobody_waiting_and_is_not_tried_again_this_week() -> None:
    """It is told, with whose it is, and the next issue tries once more."""
    desk = Desk()
    desk.server.fails = {"bert@weber.example": UNKNOWN}
    assert desk.turn().is_over
    assert len(desk.server.mails) == 3
    (row,) = undelivered(WEEK, desk.outgoing())
    assert (row.recipient, row.partner, row.number, row.state) == ("Weber", "weber", 1, Arrival.REFUSED)
    desk.server.fails.clear()
    desk.turn()
    assert len(desk.server.mails) == 3
    desk.later(days=7)
    desk.turn(NEXT)
    assert desk.server.reached[3:] == EVERYBODY


def test_an_address_that_is_put_off_is_tried_again_with_the_next_turn() -> None:
    """The others have theirs meanwhile."""
    desk = Desk()
    desk.server.fails = {"bert@weber.example": PUT_OFF}
    assert not desk.turn().is_over
    desk.server.fails.clear()
    assert desk.turn().is_over
    assert sorted(desk.server.reached) == sorted(EVERYBODY)


def test_a_server_that_is_down_stops_no_other_way_and_is_let_be() -> None:
    """One attempt in a turn, not one for each address; places have theirs, and everybody has it when it is back."""
    desk = Desk()
    desk.server.down = DOWN
    delivery = desk.turn()
    assert (len(delivery.mails), delivery.pending, delivery.is_over) == (1, 3, False)
    assert len(desk.notes()) == 2
    assert untold(WEEK, desk.outgoing()) == 3
    desk.server.down = None
    assert desk.turn().is_over
    assert desk.server.reached == EVERYBODY


def test_without_a_mail_server_it_is_said_that_no_mails_go_out() -> None:
    """Places have theirs all the same."""
    desk = Desk()
    delivery = desk.turn(mailer=False)
    assert (delivery.troubles, delivery.pending, delivery.is_over) == (["mailer"], 4, False)
    assert len(desk.notes()) == 2


def test_what_was_put_there_unanswered_is_found_and_not_put_there_again() -> None:
    """The answer was lost, not the card."""
    desk = Desk()
    desk.board.lost = [Ambiguous("Nobody answered.")]
    assert not desk.turn().is_over
    assert desk.turn().is_over
    assert desk.board.put_ever == 1
    assert not undelivered(WEEK, desk.outgoing())


def test_a_place_that_cannot_be_written_to_keeps_no_other_waiting() -> None:
    """It says why, and has its card as soon as it can."""
    desk = Desk()
    desk.board.fails = [Stop("Sign in again.")]
    assert not desk.turn().is_over
    assert (len(desk.server.mails), len(desk.talk.notes), len(desk.board.notes)) == (4, 1, 0)
    assert [(each.recipient, each.trouble) for each in undelivered(WEEK, desk.outgoing())] == [
        ("board", "Sign in again.")
    ]
    assert desk.turn().is_over
    assert len(desk.board.notes) == 1


def test_a_place_for_references_alone_gets_nothing() -> None:
    """What may not be read there as a task may not be read there in a report."""
    desk = Desk(closed=frozenset({TALK}))
    desk.turn()
    assert (len(desk.board.notes), len(desk.talk.notes)) == (1, 0)


def test_a_card_is_replaced_and_a_message_goes_after_its_time() -> None:
    """On the second Monday there is one card and two messages, on the third the first message is gone."""
    desk = Desk()
    desk.turn()
    desk.later(days=7)
    desk.turn(NEXT)
    assert [len(desk.board.notes), len(desk.talk.notes)] == [1, 2]
    assert f"Wochenbericht {NEXT} messe" in desk.notes()
    desk.later(days=6)
    desk.turn(NEXT)
    assert len(desk.talk.notes) == 2
    desk.later(days=1)
    desk.turn(NEXT)
    assert [each.title for each in desk.talk.notes.values()] == [f"Wochenbericht {NEXT} messe"]


def test_the_charter_may_shorten_the_time() -> None:
    """`keep_days` of the worklist holds for its copies."""
    desk = Desk(points={"retention:sendings": "3"})
    desk.turn()
    desk.later(days=2)
    desk.turn()
    assert len(desk.notes()) == 2
    desk.later(days=1)
    desk.turn()
    assert not desk.notes()


def test_a_card_whose_replacement_failed_stays_until_its_time_is_over() -> None:
    """Nothing is taken away for what did not come; and what cannot be taken away is tried again."""
    desk = Desk()
    desk.turn()
    desk.later(days=7)
    desk.board.fails = [Retry("Come again.")]
    desk.turn(NEXT)
    assert [each.title for each in desk.board.notes.values()] == [f"Wochenbericht {WEEK} messe"]
    desk.later(days=7)
    desk.board.fails = [Retry("Come again."), Retry("Come again.")]
    desk.turn("2026-W49")
    assert len(desk.board.notes) == 1
    desk.turn("2026-W49")
    assert [each.title for each in desk.board.notes.values()] == ["Wochenbericht 2026-W49 messe"]


def test_what_went_where_names_no_person() -> None:
    """Of a partner's persons numbers alone are told; the office's addresses stand in the network file."""
    desk = Desk()
    desk.turn()
    rows = [(each.way.value, each.recipient, each.number) for each in told(WEEK, desk.outgoing())]
    assert rows == [
        ("mail", OFFICE, 1),
        ("mail", "Weber", 2),
        ("mail", "Birke", 1),
        ("card", "board", 1),
        ("post", "talk", 1),
    ]
    kept = "".join(map(repr, desk.memory.rows.values()))
    assert "Anna" not in kept


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-23T04:59:59+00:00", "2026-W46"),
        ("2026-11-23T05:00:00+00:00", "2026-W47"),
        ("2026-11-29T22:59:59+00:00", "2026-W47"),
        ("2026-11-30T04:59:00+00:00", "2026-W47"),
        ("2027-01-04T05:00:00+00:00", "2026-W53"),
        ("2026-07-06T04:00:00+00:00", "2026-W27"),
    ],
)
def test_the_newest_issue_is_that_of_the_week_before_from_monday_six_on(moment: str, week: str) -> None:
    """In the network's zone, summer and winter, and over the turn of the year."""
    assert issue_at(datetime.fromisoformat(moment).astimezone(UTC), ZoneInfo("Europe/Berlin")).name == week
