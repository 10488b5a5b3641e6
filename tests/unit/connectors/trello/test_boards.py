"""The twelve real boards, loaded into the sandbox, are read as their files say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bridge.core.model.snapshot import Item, Snapshot
from bridge.ports.connector import Sought
from connectors.trello.translate import read_due
from tests.contracts.bench import WatchedBudget
from tests.contracts.trello_world import BERLIN, People, connected

BOARDS = (
    "blitzen-test-board",
    "fda-food-recalls",
    "gis-2012",
    "json-parse-test",
    "kanban-template",
    "nc-import-testing",
    "tekken-notes",
    "tellybox-random-cards",
    "trello-cms-2014",
    "trello2planka-simple-project",
    "web-development-template",
    "welcome-board-2013",
)


@pytest.fixture(params=BOARDS)
def raw(request: pytest.FixtureRequest, shared: Path) -> Any:
    """A board export as downloaded."""
    return json.loads((shared / "data" / "trello" / f"{request.param}.json").read_text("utf-8"))


@pytest.fixture
def budget() -> WatchedBudget:
    return WatchedBudget()


@pytest.fixture
def pulled(people: People, raw: Any, budget: WatchedBudget) -> Snapshot:
    """The board as the connector reads it; read again, it is quiet."""
    people.control("POST", "/reset")
    loaded = people.control("POST", "/load/trello-export", json=raw)
    connector, place = connected(people, loaded["board"], budget)
    snapshot = connector.pull(place, None, Sought())
    taken = budget.taken
    again = connector.pull(place, snapshot.cursor, Sought())
    assert (budget.taken - taken, dict(again.items)) == (1, {})
    return snapshot


def test_a_real_board_is_read_whole(raw: Any, pulled: Snapshot, budget: WatchedBudget) -> None:
    """Every card, lane, label, date and comment arrives, from boards of 2012 to 2025, in four calls at most."""
    closed = {each["id"] for each in raw["lists"] if each.get("closed")}
    for card in raw["cards"]:
        assert_read(card, pulled.items[card["id"]], closed)
    assert len(pulled.items) == len(raw["cards"])
    assert {lane.ref: lane.name for lane in pulled.lanes or ()} == {
        each["id"]: each["name"] for each in raw["lists"] if not each.get("closed")
    }
    assert budget.taken <= 4


def test_comments_of_a_real_board_arrive_with_their_authors(raw: Any, pulled: Snapshot) -> None:
    """Comments of people who are no longer members have a name too; those on cards that are gone are left out."""
    cards = {card["id"] for card in raw["cards"]}
    said = {
        action["id"]: action
        for action in raw["actions"]
        if action["type"] == "commentCard" and action["data"]["card"]["id"] in cards
    }
    read = {comment.ref: comment for item in pulled.items.values() for comment in item.comments}
    assert read.keys() == said.keys()
    for ref, comment in read.items():
        assert comment.author == said[ref]["idMemberCreator"]
        assert comment.author is not None
        assert pulled.names[comment.author]
        assert not comment.own


def assert_read(card: Any, item: Item, closed: set[str]) -> None:
    fields = item.fields
    assert fields is not None
    assert fields.title == " ".join(card["name"].split())
    assert bool(fields.description.blocks) == bool(card["desc"].strip())
    assert fields.due == read_due(card.get("due"), BERLIN)
    assert fields.status.lane == card["idList"]
    assert fields.status.done == bool(card.get("dueComplete"))
    assert set(fields.helpers) == set(card["idMembers"])
    assert fields.labels == {name for label in card.get("labels", ()) if (name := label["name"] or label.get("color"))}
    assert fields.archived == (bool(card.get("closed")) or card["idList"] in closed)
    assert item.all_comments
    assert item.marker is None
