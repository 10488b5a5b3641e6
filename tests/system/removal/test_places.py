"""A board, project, plan, channel or List that is closed, deleted, or no longer ours to read or write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from bridge.core.model.ids import PlaceId
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.slack_lists_world import ListWorld
from tests.contracts.slack_world import SlackWorld
from tests.contracts.teams_world import TeamsWorld
from tests.contracts.trello_world import TrelloWorld
from tests.system.removal.site import TOOLS, Site, site

pytestmark = pytest.mark.slow
VENDORS = {"trello": "trello", "asana": "asana", "teams": "graph", "cards": "slack", "list": "slack"}


def trello_deleted(here: Site) -> None:
    trello = cast("TrelloWorld", here.worlds["trello"])
    trello.people.call("anna", "DELETE", f"/boards/{trello.board}")


def trello_expelled(here: Site) -> None:
    trello = cast("TrelloWorld", here.worlds["trello"])
    trello.people.call("anna", "DELETE", f"/boards/{trello.board}/members/{trello.own}")


def asana_deleted(here: Site) -> None:
    asana = cast("AsanaWorld", here.worlds["asana"])
    asana.people.call("anna", "DELETE", f"/projects/{asana.project}")


def plan_deleted(here: Site) -> None:
    teams = cast("TeamsWorld", here.worlds["teams"])
    path = f"/planner/plans/{teams.plan}"
    etag = teams.people.call("anna", "GET", path)["@odata.etag"]
    teams.people.call("anna", "DELETE", path, match=etag)


def channel_expelled(here: Site) -> None:
    cards = cast("SlackWorld", here.worlds["cards"])
    cards.people.call("anna", "conversations.kick", channel=cards.channel, user=cards.own)


def list_taken_away(here: Site) -> None:
    listed = cast("ListWorld", here.worlds["list"])
    listed.people.call("anna", "slackLists.access.delete", list_id=listed.list_id, user_ids=[listed.own])


ACTS: dict[str, tuple[str, Callable[[Site], None]]] = {
    "a board deleted": ("trello", trello_deleted),
    "our account taken off the board": ("trello", trello_expelled),
    "a project deleted": ("asana", asana_deleted),
    "a plan deleted": ("teams", plan_deleted),
    "our app taken out of the channel": ("cards", channel_expelled),
    "our app taken off the List": ("list", list_taken_away),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_place_that_is_gone_empties_no_other(tmp_path: Path, act: str) -> None:
    """Absent is not empty: nothing is put away, the others go on, and `status` says what a person has to do."""
    tool, take_away = ACTS[act]
    with site(tmp_path) as here:
        here.create("Dach", "Wand")
        here.settle()
        take_away(here)
        others = [each for each in TOOLS if each != tool]
        report = here.sync()
        assert set(report.unreachable) == {tool}, report.unreachable
        source = here.worlds["asana" if tool == "trello" else "trello"]
        source.create("Boden", source.lanes()[0][0])
        assert not here.sync().paused
        for title in ("Bleibt", "Dach", "Wand", "Boden"):
            standing = here.standing(title)
            assert {each: standing[each] for each in others} == dict.fromkeys(others, "live"), title
        said = here.status()[tool].trouble
        assert said.endswith("."), said
        assert here.found.visits.stopped(PlaceId(tool)), said
        assert not any(here.status()[each].trouble for each in others)
        assert here.status()[tool].waiting


@pytest.mark.parametrize("tool", ["trello", "asana", "teams", "cards"])
def test_a_credential_that_is_revoked_empties_nothing_and_heals(tmp_path: Path, tool: str) -> None:
    """Both places of one account are in trouble, nobody else's; what gathered arrives once somebody signs in again."""
    with site(tmp_path) as here:
        here.worlds[tool].revoke()
        hit = {each for each in TOOLS if VENDORS[each] == VENDORS[tool]}
        assert set(here.sync().unreachable) == hit
        source = here.worlds["asana" if tool == "trello" else "trello"]
        source.create("Boden", source.lanes()[0][0])
        here.sync()
        assert {each for each, row in here.status().items() if row.trouble} == hit
        assert here.standing("Boden") == {each: "none" if each in hit else "live" for each in TOOLS}
        assert here.standing("Bleibt") == dict.fromkeys(TOOLS, "live")
        here.control.control("PUT", "/faults", json=[])
        here.settle()
        assert here.standing("Boden") == dict.fromkeys(TOOLS, "live")
        assert not any(row.trouble or row.waiting for row in here.status().values())


def test_a_board_that_we_may_only_read_is_read_on(tmp_path: Path) -> None:
    """What people do there arrives elsewhere; what cannot be written there is said, and lost nowhere."""
    with site(tmp_path) as here:
        trello: Any = here.worlds["trello"]
        trello.people.call("anna", "PUT", f"/boards/{trello.board}/members/{trello.own}", type="observer")
        here.create("Dach", comment=False)
        asana = here.worlds["asana"]
        asana.create("Wand", asana.lanes()[0][0])
        here.sync()
        here.sync()
        assert here.standing("Dach") == dict.fromkeys(TOOLS, "live")
        assert here.standing("Wand") == {**dict.fromkeys(TOOLS, "live"), "trello": "none"}
        row = here.status()["trello"]
        assert row.waiting
        assert row.trouble or here.memory.parked.get(PlaceId("trello"))
        trello.people.call("anna", "PUT", f"/boards/{trello.board}/members/{trello.own}", type="normal")
        here.settle()
        assert here.standing("Wand") == dict.fromkeys(TOOLS, "live")
