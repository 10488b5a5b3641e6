"""When a demo ends well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.entry.demo.agreement import Reading, Shown
from bridge.entry.demo.control import Control
from bridge.entry.demo.result import Cycle, Log, Result, difference, total
from bridge.entry.demo.stage import ZONE, Sight, Stage

TASK = Shown("1", "Standplan", "", "open", "Offen", None, (), ())
AGREED = Sight({"raum-trello": [TASK], "raum-asana": [replace(TASK, ref="2")]})
APART = Sight({"raum-trello": [TASK], "raum-asana": [replace(TASK, state="done")]})
STAGE = Stage("Messe", Control("http://127.0.0.1:9"), (), Reading((), frozenset(), ZONE))
GOOD = Result(STAGE, AGREED, 0, {}, [Cycle(2, 2), Cycle(0, 0)], Log({"opened": 2}, verified=True), 1.0)


def test_all_is_well_when_everything_agrees_arrived_and_verifies() -> None:
    """And nothing is left to write."""
    assert GOOD.good


@pytest.mark.parametrize(
    "ill",
    [
        replace(GOOD, sight=APART),
        replace(GOOD, lost=1),
        replace(GOOD, cycles=[Cycle(0, 0), Cycle(0, 1)]),
        replace(GOOD, log=Log({"opened": 2}, verified=False)),
    ],
)
def test_one_thing_amiss_is_enough(ill: Result) -> None:
    """Then the demo ends with exit code 1."""
    assert not ill.good


def test_calls_of_one_step_are_those_since_the_step_before() -> None:
    """What people called meanwhile belongs to no step of the service."""
    before, after = (
        {"trello": {"read": 3, "write": 1}},
        {"trello": {"read": 5, "write": 1}, "asana": {"read": 1, "write": 0}},
    )
    step = difference(after, before)
    assert step == {"trello": {"read": 2, "write": 0}, "asana": {"read": 1, "write": 0}}
    assert total([step, step]) == {"trello": {"read": 4, "write": 0}, "asana": {"read": 2, "write": 0}}
