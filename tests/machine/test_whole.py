"""A place that is read whole says no less of what happened there than its feed would have."""

from __future__ import annotations

import pytest

from tests.machine.acts import label
from tests.machine.machine import RealMachine
from tests.machine.planting import Fault, planted

FORGETFUL = Fault(
    "a whole reading that asks no history",
    "What our write replaced is looked for in the feed only, and lost where the place is read whole next.",
    "connectors.memory.connector:Memory.pull",
    "pull.complete(number)",
    "pull.complete()",
)
EDITED, ANOTHER = 1, 18
"""Which label somebody sets: the one that our write replaces, the one that is written."""


def replaced_unread() -> None:
    """A label is set at Asana while a cycle goes on that writes another one there; then Asana is read whole."""
    machine = RealMachine()
    machine.it_begins(site="asana", choice=0, calm=True)
    machine.somebody_sends_a_form(choice=0, deeds=[("slack", label, ANOTHER)], site="trello", token=0)
    then = [("asana", label, EDITED)]
    machine.people_act_while_a_place_is_read_whole(calls=1, site="teams", then=then, token=0)
    machine.people_act_while_a_place_is_read_whole(calls=0, site="asana", then=[], token=0)
    machine.teardown()


def test_an_edit_that_our_write_replaced_is_found_though_the_next_reading_is_a_whole_one() -> None:
    """The day's whole reading, or one after a crash, comes just then. Did it ask no history, that would be noticed."""
    replaced_unread()
    with planted(FORGETFUL), pytest.raises(AssertionError, match="label Kunde at asana: False, not True"):
        replaced_unread()
