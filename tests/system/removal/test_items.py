"""Deleted, archived, moved away and brought back, at each of the tools: what the others show, and what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, cast

import pytest

from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.memory import Standing
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.bench import World
from tests.contracts.slack_lists_world import ListWorld
from tests.contracts.trello_world import TrelloWorld
from tests.system.removal.site import TOOLS, Site, site

pytestmark = pytest.mark.slow
Act = Callable[[World, Ref], None]
LIVE, ARCHIVED, NONE = "live", "archived", "none"


class Row(NamedTuple):
    """What a person does at a tool, and how the task stands there and at the others afterwards."""

    tool: str
    act: Act
    here: str
    elsewhere: str


def delete(world: World, ref: Ref) -> None:
    world.delete(ref)


def archive(world: World, ref: Ref) -> None:
    world.edit(ref, archived=True)


def move_out(world: World, ref: Ref) -> None:
    world.move_out(ref)


def put_away(world: World, ref: Ref) -> None:
    """As people archive an item of a List in Slack itself."""
    cast("ListWorld", world).archive(ref)


DELETED = [Row(tool, delete, NONE, ARCHIVED) for tool in TOOLS]
PUT_AWAY = [Row(tool, archive, ARCHIVED, ARCHIVED) for tool in TOOLS]
LEFT = [Row(tool, move_out, NONE, LIVE) for tool in ("trello", "asana")]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as found:
        yield found


def acted(here: Site, rows: list[Row], what: str, *, finished: bool = False) -> Mapping[str, str]:
    """One task for each row, acted on in its tool; the titles by tool."""
    titles = {row.tool: f"{what} in {row.tool}" for row in rows}
    here.create(*titles.values())
    here.settle()
    if finished:
        for title in titles.values():
            here.worlds["trello"].edit(here.ref("trello", title), done=True)
        here.settle()
    for row in rows:
        row.act(here.worlds[row.tool], here.ref(row.tool, titles[row.tool]))
    here.settle()
    return titles


def expected(row: Row) -> dict[str, str]:
    return {tool: row.here if tool == row.tool else row.elsewhere for tool in TOOLS}


def check(here: Site, rows: list[Row], titles: Mapping[str, str]) -> None:
    """All rows at once, so that a failure shows the whole table."""
    assert {row.tool: here.standing(titles[row.tool]) for row in rows} == {row.tool: expected(row) for row in rows}
    assert not [row for row in here.status().values() if row.trouble or row.waiting]


def said_of(here: Site, title: str) -> dict[str, bool]:
    """Whether the comment stands below each item that there is."""
    shown = here.shown(title)
    return {
        tool: any(f"Hallo zu {title}" in text for text in held.comments)
        for tool, found in shown.items()
        for held in found
    }


def test_deleting_archives_elsewhere(here: Site) -> None:
    """Completion stays as it was and comments are kept; no whole reading brings anything back."""
    titles = acted(here, DELETED, "Gelöscht")
    check(here, DELETED, titles)
    for title in titles.values():
        assert all(said_of(here, title).values()), said_of(here, title)
        assert not any(held.done for found in here.shown(title).values() for held in found)


def test_deleting_what_is_done_leaves_it_done(here: Site) -> None:
    """Put away, and still finished."""
    rows = [Row(tool, delete, NONE, ARCHIVED) for tool in ("trello", "asana", "teams")]
    titles = acted(here, rows, "Fertig gelöscht", finished=True)
    for row in rows:
        shown = {tool: found for tool, found in here.shown(titles[row.tool]).items() if found}
        assert all(held.done and held.archived for found in shown.values() for held in found), shown


def test_archiving_archives_elsewhere_and_bringing_back_brings_back(here: Site) -> None:
    """The same items, each with its comment, and each there once."""
    titles = acted(here, PUT_AWAY, "Archiviert")
    check(here, PUT_AWAY, titles)
    before = {tool: here.ref(tool, titles[tool]) for tool in TOOLS}
    for tool in TOOLS:
        here.worlds[tool].edit(before[tool], archived=False)
    here.settle()
    assert {tool: here.standing(titles[tool]) for tool in TOOLS} == {tool: dict.fromkeys(TOOLS, LIVE) for tool in TOOLS}
    assert {tool: here.ref(tool, titles[tool]) for tool in TOOLS} == before
    assert all(all(said_of(here, title).values()) for title in titles.values())


def test_what_people_archive_in_a_list_itself_is_archived(here: Site) -> None:
    """Slack's own archive of a List, which no app can write."""
    rows = [Row("list", put_away, ARCHIVED, ARCHIVED)]
    check(here, rows, acted(here, rows, "Weggelegt"))


def test_moving_away_unlinks_and_is_no_deletion(here: Site) -> None:
    """The others keep the task and work on; `status` says how many left; moved back, it is the same item again."""
    titles = acted(here, LEFT, "Verschoben")
    check(here, LEFT, titles)
    assert {tool: here.status()[tool].left for tool in TOOLS} == {**dict.fromkeys(TOOLS, 0), "trello": 1, "asana": 1}
    task = {tool: here.task(title) for tool, title in titles.items()}
    links = here.memory.links
    away = {tool: links[PlaceId(tool)][task[tool]].ref for tool in titles}
    for title in titles.values():
        here.worlds["teams"].edit(here.ref("teams", title), done=True)
    here.settle()
    check(here, LEFT, titles)
    _move_back(here, away)
    here.settle()
    for tool, title in titles.items():
        assert here.standing(title) == dict.fromkeys(TOOLS, LIVE), tool
        assert here.ref(tool, title) == away[tool]
        assert all(held.done for found in here.shown(title).values() for held in found), tool
    assert not any(row.left for row in here.status().values())


def _move_back(here: Site, away: Mapping[str, Ref]) -> None:
    trello, asana = here.worlds["trello"], here.worlds["asana"]
    assert isinstance(trello, TrelloWorld)
    assert isinstance(asana, AsanaWorld)
    lane = trello.lanes()[0][0]
    trello.people.call("anna", "PUT", f"/cards/{away['trello']}", idBoard=trello.board, idList=lane)
    asana.people.call("anna", "POST", f"/tasks/{away['asana']}/addProject", project=asana.project)


def test_edit_beats_delete(here: Site) -> None:
    """Somebody deletes it while somebody else works on it: it is made again where it was deleted, comments and all."""
    titles = {tool: f"Umkämpft in {tool}" for tool in TOOLS}
    here.create(*titles.values())
    here.settle()
    for tool, title in titles.items():
        other = "asana" if tool != "asana" else "trello"
        here.worlds[tool].delete(here.ref(tool, title))
        here.worlds[other].edit(here.ref(other, title), text="Hier wird gearbeitet.")
    here.settle()
    for tool, title in titles.items():
        assert here.standing(title) == dict.fromkeys(TOOLS, LIVE), tool
        assert all(said_of(here, title).values()), (tool, said_of(here, title))
        assert all("Hier wird gearbeitet." in held.text for found in here.shown(title).values() for held in found), tool


def test_a_tombstone_stays(here: Site) -> None:
    """What was deleted stays known at its place, so that a delivery that comes twice finds nothing to do again."""
    fault = {"vendor": "slack", "kind": "duplicate-webhook", "times": 1}
    title = "Doppelt gemeldet"
    here.create(title)
    here.settle()
    here.control.control("PUT", "/faults", json=fault)
    here.worlds["cards"].delete(here.ref("cards", title))
    here.settle()
    expects = {tool: NONE if tool == "cards" else ARCHIVED for tool in TOOLS}
    assert here.standing(title) == expects
    assert here.memory.links[PlaceId("cards")][here.task(title)].standing is Standing.GONE
    here.worlds["asana"].edit(here.ref("asana", title), text="Eine späte Bemerkung.")
    here.settle()
    assert here.standing(title) == expects, "an edit of what is put away revives nothing"
