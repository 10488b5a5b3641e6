"""Elements that are removed before anybody read them: what can be known of them is expected, and no more."""

from __future__ import annotations

import pytest

from connectors.memory.faults import Fault
from tests.machine.acts import copy
from tests.machine.machine import Machine, RealMachine
from tests.machine.parts import add_check, attach, remove_check, rename_check, tick_check
from tests.machine.planted_parts import PLAYED
from tests.machine.planting import planted
from tests.machine.running import Deeds

TWICE: Deeds = [("asana", add_check, 0), ("asana", add_check, 0)]
COPY = 1
"""The second task is a copy of the first, with its elements."""


def unread(at: str, deeds: Deeds, first: Deeds = TWICE) -> None:
    """What a copied item has is written elsewhere, the answer is lost, and people act there before it is read."""
    machine = RealMachine()
    machine.it_begins(site="asana", choice=0, calm=True)
    machine.it_calms_down(token=0, deeds=first)
    machine.a_cycle_runs(token=0, deeds=[("slack", copy, 0)])
    machine.a_write_fails(token=COPY, deeds=[], site=at, fault=Fault.UNANSWERED, after=0, then=deeds)
    machine.teardown()


def removed(deeds: Deeds) -> None:
    """A task with an element that everybody has read, and what people do to it next."""
    machine = Machine()
    machine.it_begins(site="full", choice=0, calm=True)
    machine.it_calms_down(token=0, deeds=[("full", add_check, 0)])
    machine.a_cycle_runs(token=0, deeds=deeds)
    machine.teardown()


def test_an_element_removed_before_it_was_read_stays_removed_where_one_call_writes_all() -> None:
    """Another one of the same write is there. Were it written again, that would be noticed."""
    unread("teams", [("teams", remove_check, 1)])
    [fault] = [each for each in PLAYED if each.name == "an element removed too early returns"]
    with planted(fault), pytest.raises(AssertionError, match="check c4 at asana: 1, not False"):
        unread("teams", [("teams", remove_check, 1)])


@pytest.mark.parametrize("at", ["asana", "trello"])
def test_where_elements_are_written_one_by_one_nobody_can_know(at: str) -> None:
    """The absent one may still be on its way: it may come, or not, but is the same everywhere."""
    unread(at, [(at, remove_check, 0)])


def test_without_any_element_of_the_write_nobody_can_know() -> None:
    """Both may have been removed, or have never come."""
    unread("teams", [("teams", remove_check, 1), ("teams", remove_check, 0)])


@pytest.mark.parametrize("at", ["asana", "teams", "trello"])
def test_an_attachment_removed_before_it_was_read_may_come_again(at: str) -> None:
    """Tools leave out what they do not take as one: its absence tells nothing."""
    unread(at, [(at, attach, 1)], [("asana", attach, 0), ("asana", attach, 0)])


@pytest.mark.parametrize("at", ["asana", "teams", "trello"])
def test_a_tick_taken_away_before_it_was_read_stays_away(at: str) -> None:
    """An element that is there tells of itself, whatever became of the others."""
    unread(at, [(at, tick_check, 0)])


def test_a_tick_that_nobody_read_goes_with_its_element() -> None:
    """Somebody else gave it a name meanwhile, so it stays: as it was, or open again."""
    removed([("plainly", rename_check, 0), ("full", tick_check, 0), ("full", remove_check, 0)])


def test_a_tick_and_a_title_from_two_places_are_both_expected() -> None:
    """What was read, or stays, is in no doubt: of the two none may be lost."""
    both: Deeds = [("full", tick_check, 0), ("plainly", rename_check, 0)]
    removed(both)
    [fault] = [each for each in PLAYED if each.name == "a tick taken back by a new title"]
    with planted(fault), pytest.raises(AssertionError, match="check c2 done at"):
        removed(both)
