"""When a demo ends well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.entry.demo.control import Control
from bridge.entry.demo.reading import Reading, Shown
from bridge.entry.demo.result import Cycle, Log, Result, Rights, Seen, difference, total
from bridge.entry.demo.stage import PARTNERS, Scene, Sight, Space, Workplace
from bridge.entry.demo.tools import ZONE, Site

NOWHERE = "http://127.0.0.1:9"
TASK = Shown("1", "Standplan", "", "open", "Offen", None, (), (("Nora Feld", "Bis Freitag."),))
AGREED = Sight({"distel": [TASK], "birke": [replace(TASK, ref="2")]})
APART = Sight({"distel": [TASK], "birke": [replace(TASK, state="done")]})


def place(partner: str) -> Workplace:
    """Where nobody is at work."""
    site = Site(NOWHERE, "c", {}, Control(NOWHERE))
    return Workplace(partner, PARTNERS[partner], "c", (), PARTNERS[partner].tool.hands(site))


MESSE = Space("messe", "Messe", ("distel", "birke"))
SCENE = Scene(MESSE, tuple(map(place, MESSE.partners)), Control(NOWHERE), Reading((), frozenset(), ZONE))
SEEN = Seen(SCENE, AGREED)
LOG, RIGHTS = Log({"opened": 2}, verified=True), Rights(3, 2, 1)
GOOD = Result([SEEN, SEEN], 0, {"guard": True}, {}, [Cycle(2, 2), Cycle(0, 0)], LOG, RIGHTS, 1.0)


def test_all_is_well_when_everything_agrees_arrived_and_verifies() -> None:
    """And nothing is left to write."""
    assert GOOD.good


@pytest.mark.parametrize(
    "ill",
    [
        replace(GOOD, seen=[SEEN, Seen(SCENE, APART)]),
        replace(GOOD, lost=1),
        replace(GOOD, mishaps={"guard": True, "outage": False}),
        replace(GOOD, cycles=[Cycle(0, 0), Cycle(0, 1)]),
        replace(GOOD, log=Log({"opened": 2}, verified=False)),
    ],
)
def test_one_thing_amiss_is_enough(ill: Result) -> None:
    """Then the demo ends with exit code 1."""
    assert not ill.good


def test_each_space_is_told_with_its_places() -> None:
    """In the order in which people act there."""
    places = [{"tool": tool, "items": 1, "comments": 1} for tool in ("trello", "asana")]
    assert replace(GOOD, seen=[SEEN, Seen(SCENE, APART)]).as_values()["spaces"] == [
        {"id": "messe", "places": places, "agree": True},
        {"id": "messe", "places": places, "agree": False},
    ]


def test_calls_of_one_step_are_those_since_the_step_before() -> None:
    """What people called meanwhile belongs to no step of the service."""
    before, after = (
        {"trello": {"read": 3, "write": 1}},
        {"trello": {"read": 5, "write": 1}, "asana": {"read": 1, "write": 0}},
    )
    step = difference(after, before)
    assert step == {"trello": {"read": 2, "write": 0}, "asana": {"read": 1, "write": 0}}
    assert total([step, step]) == {"trello": {"read": 4, "write": 0}, "asana": {"read": 2, "write": 0}}
