"""A mistake in one tool: the guard asks a person, who lets it happen or has everything brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from bridge.adapters import words
from bridge.core.model.ids import SpaceId
from bridge.core.model.refusal import Kind
from bridge.entry.cli.exits import Exit
from bridge.entry.cli.sync import as_values, ending
from tests.system.removal.site import TOOLS, Site, site

pytestmark = pytest.mark.slow
SPACE = SpaceId("halle")
TITLES = [f"Aufgabe {number}" for number in range(11)]
ENGLISH = words.spoken("en")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    """Twelve tasks, and the guard as usual."""
    with site(tmp_path, share=0.25, number=20) as found:
        found.create(*TITLES)
        found.settle()
        yield found


def everywhere(here: Site, titles: list[str], standing: str = "live") -> None:
    shown = {title: here.standing(title) for title in titles}
    assert shown == {title: dict.fromkeys(TOOLS, standing) for title in titles}


def test_what_was_deleted_by_mistake_comes_back_where_it_was(here: Site) -> None:
    """At every tool: nothing happens elsewhere, and each task stands there again, once, with its comments."""
    for tool in TOOLS:
        others = [each for each in TOOLS if each != tool]
        for title in TITLES[:4]:
            here.worlds[tool].delete(here.ref(tool, title))
        report = here.sync()
        assert report.paused is not None, tool
        assert (report.paused.place, report.paused.number, report.paused.kind) == (tool, 4, Kind.DELETED)
        for title in TITLES[:4]:
            assert here.standing(title) == {**dict.fromkeys(others, "live"), tool: "none"}, (tool, title)
        assert all(row.paused for row in here.status().values())
        here.found.pauses.resume(SPACE, restore=True)
        here.settle()
        everywhere(here, TITLES)
        for title in TITLES:
            shown = here.shown(title)[tool][0]
            assert any(f"Hallo zu {title}" in said for said in shown.comments), (tool, title, shown.comments)


def test_a_person_agrees_to_exactly_what_was_refused(here: Site) -> None:
    """If more has gone meanwhile the space asks about all of it; then it happens, and the next mistake asks anew."""
    trello = here.worlds["trello"]
    for title in TITLES[:4]:
        trello.delete(here.ref("trello", title))
    first = here.sync()
    assert ending([first]) is Exit.REFUSED
    told = as_values([first], ENGLISH)
    assert told["paused"] == ["halle"]
    (refused,) = cast("list[dict[str, Any]]", told["refusals"])
    assert (refused["place"], refused["number"], refused["total"], refused["kind"]) == ("trello", 4, 12, "deleted")
    assert "4 of 12" in refused["sentence"]
    assert "cobridge space resume halle --restore" in refused["advice"]
    trello.delete(here.ref("trello", TITLES[4]))
    here.found.pauses.resume(SPACE)
    again = here.sync()
    assert again.paused is not None
    assert again.paused.number == 5
    here.found.pauses.resume(SPACE)
    here.settle()
    for title in TITLES[:5]:
        assert here.standing(title) == {**dict.fromkeys(TOOLS, "archived"), "trello": "none"}
    everywhere(here, TITLES[5:])
    for title in TITLES[5:9]:
        trello.delete(here.ref("trello", title))
    assert here.sync().paused


def test_everything_renamed_at_once_is_refused_and_named_back(here: Site) -> None:
    """A script of one account; with `--restore` the titles are written again, and nobody else ever saw the others."""
    here.worlds["trello"].edit(here.ref("trello", "Bleibt"), title="KAPUTT")
    for title in TITLES:
        here.worlds["trello"].edit(here.ref("trello", title), title="KAPUTT")
    report = here.sync()
    assert report.paused is not None
    assert (report.paused.kind, report.paused.name, report.paused.number) == (Kind.EDITED, "title", 12)
    here.found.pauses.resume(SPACE, restore=True)
    here.settle()
    everywhere(here, [*TITLES, "Bleibt"])


def test_a_list_archived_by_mistake_comes_back(here: Site) -> None:
    """All open cards went with it: the board was emptied. They stand on the board again, in a list of that name."""
    trello = here.worlds["trello"]
    lane = next(ref for ref, name in trello.lanes() if name == "Offen")
    trello.close_lane(lane)
    report = here.sync()
    assert report.paused is not None
    assert (report.paused.reason, report.paused.number) == ("emptied", 12)
    everywhere(here, [])
    here.found.pauses.resume(SPACE, restore=True)
    here.settle()
    everywhere(here, TITLES)
    offen = [ref for ref, name in trello.lanes() if name == "Offen"]
    assert len(offen) == 1
    assert {held.lane for title in TITLES for held in here.shown(title)["trello"]} == set(offen)
