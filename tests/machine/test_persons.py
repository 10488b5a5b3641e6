"""Who was set by hand stays set on the item where that was done; what an import puts in its place sets nobody."""

from __future__ import annotations

import pytest

from tests.machine.acts import move_out
from tests.machine.machine import Machine
from tests.machine.persons import lead
from tests.machine.planted import FAULTS
from tests.machine.planting import planted
from tests.machine.running import Deeds

GONE: Deeds = [("narrow", move_out, 0)]


def played(before_it_leaves: Deeds) -> None:
    """Cora takes the lead in her tool, her place leaves the space and comes back."""
    machine = Machine()
    machine.it_begins(site="full", choice=0, calm=True)
    machine.people_act(token=0, deeds=[("narrow", lead, 0)])
    machine.it_calms_down(token=0, deeds=[])
    machine.a_place_leaves_for_a_while(site="narrow", token=0, deeds=before_it_leaves, during=[], then=[])
    machine.teardown()


def test_who_led_an_item_that_went_is_named_on_the_one_that_is_made_anew() -> None:
    """Somebody moved Cora's item to another board just before her place left: it gets another, which tells in words."""
    played(GONE)


def test_who_leads_an_item_that_stayed_is_still_set_when_the_place_comes_back() -> None:
    """And that they are not would be noticed, though the item names them in words."""
    played([])
    [fault] = [each for each in FAULTS if each.name == "an import that takes off who was set by hand"]
    with planted(fault), pytest.raises(AssertionError, match="Cora Ceder was set by hand at narrow"):
        played([])
