"""Lists, sections, buckets and options that are renamed, deleted or archived: nothing cascades."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.trello_world import TrelloWorld
from tests.system.removal.site import TOOLS, Site, site

pytestmark = pytest.mark.slow
MAKING = ("trello", "asana", "teams", "cards")
"""Tools in which the service makes lanes; in a List people do."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        yield found


def names(here: Site) -> dict[str, set[str]]:
    return {tool: {name for _, name in world.lanes()} for tool, world in here.worlds.items()}


def lane_of(here: Site, tool: str, title: str) -> str | None:
    """The name of the lane in which the task stands."""
    (held,) = here.shown(title)[tool]
    return dict(here.worlds[tool].lanes()).get(held.lane) if held.lane else None


def test_a_renamed_lane_is_renamed_everywhere(here: Site) -> None:
    """Whoever renames it; its tasks stay in it. The options of a List are people's alone."""
    for number, tool in enumerate(MAKING):
        ref = next(ref for ref, name in here.worlds[tool].lanes() if "Arbeit" in name or "Fassung" in name)
        here.worlds[tool].rename_lane(ref, f"{number}. Fassung")
        here.settle()
        assert all(f"{number}. Fassung" in names(here)[other] for other in MAKING), (tool, names(here))
    assert all(len(lanes) == 2 for lanes in names(here).values()), names(here)


def test_an_empty_lane_that_goes_in_one_tool_stays_in_the_others(here: Site) -> None:
    """It is not made again where somebody took it away, and nothing of the others' is touched."""
    trello = here.worlds["trello"]
    for tool in MAKING:
        trello.add_lane(f"Leer {tool}")
    here.settle()
    for tool in MAKING:
        world = here.worlds[tool]
        world.close_lane(next(ref for ref, name in world.lanes() if name == f"Leer {tool}"))
    here.settle()
    shown = names(here)
    for tool in MAKING:
        assert [other for other in MAKING if f"Leer {tool}" in shown[other]] == [
            each for each in MAKING if each != tool
        ]


def test_the_cards_of_an_archived_list_are_archived_and_come_back_with_it(here: Site) -> None:
    """Trello archives the list alone; elsewhere its tasks are put away, and the lane stays."""
    trello = here.worlds["trello"]
    assert isinstance(trello, TrelloWorld)
    lane = trello.add_lane("Keller")
    here.create("Rohre", "Pumpe", lane="Keller")
    here.settle()
    cards = {title: here.ref("trello", title) for title in ("Rohre", "Pumpe")}
    trello.close_lane(lane)
    here.settle()
    assert here.standing("Rohre") == here.standing("Pumpe") == dict.fromkeys(TOOLS, "archived")
    assert all("Keller" in names(here)[tool] for tool in MAKING if tool != "trello")
    trello.people.call("anna", "PUT", f"/lists/{lane}", closed="false")
    here.settle()
    assert here.standing("Rohre") == here.standing("Pumpe") == dict.fromkeys(TOOLS, "live")
    assert {title: here.ref("trello", title) for title in cards} == cards
    assert lane_of(here, "asana", "Rohre") == lane_of(here, "trello", "Rohre") == "Keller"


@pytest.mark.parametrize("tool", ["asana", "teams", "cards"])
def test_the_tasks_of_a_lane_that_goes_follow_where_the_tool_puts_them(here: Site, tool: str) -> None:
    """Whatever the tool does with them, no task is lost elsewhere and none is there twice."""
    here.worlds["trello"].add_lane("Keller")
    here.create("Rohre", "Pumpe", lane="Keller")
    here.settle()
    world = here.worlds[tool]
    keller = next(ref for ref, name in world.lanes() if name == "Keller")
    if tool == "asana":  # only an empty section can be deleted
        for title in ("Rohre", "Pumpe"):
            world.edit(here.ref(tool, title), lane=next(ref for ref, name in world.lanes() if name == "Offen"))
    world.close_lane(keller)
    here.settle()
    there = here.standing("Rohre")[tool]
    expected = dict.fromkeys(TOOLS, "archived" if there == "none" else "live") | {tool: there}
    assert here.standing("Rohre") == here.standing("Pumpe") == expected
    assert "Keller" not in names(here)[tool]
    assert all("Keller" in names(here)[other] for other in MAKING if other != tool)
    if there == "live":
        assert lane_of(here, "trello", "Rohre") == lane_of(here, tool, "Rohre") or tool == "cards"
