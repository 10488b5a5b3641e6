"""A board in Trello and a List in Slack, with the service as it is set up from its files."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

import pytest
import requests

from bridge.bootstrap import Installation, installation
from bridge.service.cycle import ORDINARY, Connectors, Cycle, Wish, run
from bridge.service.sync import is_calm
from connectors.sandbox.serve import running
from connectors.slack import manifest
from tests.consented import consented
from tests.contracts.bench import WatchedBudget
from tests.contracts.slack_lists_world import ListWorld, opened
from tests.contracts.slack_people import People
from tests.unit.connectors.slack.test_calls import sent_since

NETWORK = """
[network]
id = "messe"
name = "Messe"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "slack"
tool = "slack"
settings = {{ channel = "{channel}" }}
[[spaces]]
id = "stand"
name = "Stand"
[[spaces.places]]
id = "brett"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "liste"
connection = "slack"
container = "{list_id}"
"""
SEED = {
    "people": [
        {"id": "anna", "name": "Anna Weber", "email": "anna@weber.example"},
        {"id": "bob", "name": "Bob Schulz", "email": "bob@nordlicht.example"},
    ],
    "trello": {
        "boards": [{"name": "Stand", "lists": ["Offen", "In Arbeit", "Prüfen"], "members": ["anna", "service"]}]
    },
}


@dataclass(frozen=True)
class Site:
    """The service in this process; Anna works in the List, and everybody in Trello."""

    found: Installation
    connectors: Connectors
    world: ListWorld
    board: str

    def cycle(self, wish: Wish = ORDINARY) -> Cycle:
        terms = self.found.terms[0]
        with ThreadPoolExecutor(2) as threads:
            return run(terms, self.found.spaces, self.connectors, threads, self.found.entering(terms), wish)

    def look(self) -> Cycle:
        """The daily reading of everything, which also finds what nobody delivered."""
        return self.cycle(Wish(complete=frozenset(place.id for place in self.found.terms[0].space.places)))

    def settle(self) -> None:
        """Cycle until nothing is left to do; a whole reading then finds nothing either."""
        cycles = [self.cycle() for _ in range(4)]
        whole = self.look()
        assert not [failure.message for each in (*cycles, whole) for failure in each.failures.values()]
        assert is_calm(cycles[-1])
        assert is_calm(whole)

    def shown(self, tool: str) -> dict[str, dict[str, object]]:
        """What people see in a tool, by title; the service's lines are left out."""
        items = self.world.people.control("GET", f"/state/{tool}?form=items")
        place = self.board if tool == "trello" else self.world.list_id
        return {
            each["title"]: {
                "state": each["state"],
                "lane": each["lane"],
                "text": str(each["description"]).rpartition("GmbH, Nordlicht Elektro KG")[2].strip(),
                "said": [str(said["text"]).rpartition("2026 ")[2] for said in each["comments"]],
            }
            for each in items
            if each["place"] == place
        }

    def trello(self, method: str, path: str, **sent: str) -> dict[str, str]:
        """A call of Anna's."""
        url, token = f"{self.world.people.sandbox.urls['trello']}/1{path}", "trello-anna"
        answer = requests.request(method, url, params={"key": "k", "token": token, **sent}, timeout=10)
        assert answer.ok, answer.text
        return (
            dict(answer.json()) if isinstance(answer.json(), dict) else {str(i): e for i, e in enumerate(answer.json())}
        )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An empty board and an empty List, mirrored once."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with running(SEED) as sandbox, People(sandbox).session as session:
        people = People(sandbox, session)
        world = opened(people, WatchedBudget()).world
        assert isinstance(world, ListWorld)
        board = str(people.control("GET", "/seed")["trello"]["boards"][0]["id"])
        file = tmp_path / "network.toml"
        file.write_text(NETWORK.format(board=board, list_id=world.list_id, channel=world.channel), encoding="utf-8")
        environment = {
            **sandbox.environment,
            "COBRIDGE_DATA_DIR": str(tmp_path / "data"),
            "COBRIDGE_NETWORK_FILE": str(file),
            "COBRIDGE_VAULT_KEY": token_hex(32),
        }
        consented(environment)
        with patch.dict(os.environ, environment), installation(alone=True) as found:
            site = Site(found, found.connectors(found.terms[0]), world, board)
            site.settle()
            yield site
    root.handlers, root.level = handlers, level


def test_a_card_and_an_item_are_one_task(site: Site) -> None:
    """What is made, changed, said and finished on either side is on the other."""
    lane = site.world.lanes()[0][0]
    ref = site.world.create("Strom bestellen", lane, text="Bis Freitag")
    site.settle()
    assert site.shown("trello") == site.shown("slack")
    (card,) = site.world.people.control("GET", "/state/trello?form=items")
    site.trello("PUT", f"/cards/{card['ref']}", name="Strom und Wasser bestellen")
    site.trello("POST", f"/cards/{card['ref']}/actions/comments", text="Wie viel?")
    site.settle()
    site.world.comment(ref, "Drei Kilowatt")
    site.world.edit(ref, done=True)
    site.look()
    site.settle()
    expected = {"state": "done", "lane": "Offen", "text": "Bis Freitag", "said": ["Wie viel?", "Drei Kilowatt"]}
    assert site.shown("slack") == site.shown("trello") == {"Strom und Wasser bestellen": expected}


def test_how_many_calls_a_cycle_takes(site: Site) -> None:
    """A quiet one asks for the List; a new task and a change are written beside, and hearing of it costs nothing."""
    people, target = site.world.people, site.trello("GET", f"/boards/{site.board}/lists")["0"]["id"]  # type: ignore[index]
    card = site.trello("POST", "/cards", name="Strom bestellen", idList=target)["id"]
    assert sent_since(people, site.cycle) == [manifest.ROWS, manifest.ADD_ROW]
    assert sent_since(people, site.cycle) == [manifest.ROWS]
    site.trello("PUT", f"/cards/{card}", name="Strom und Wasser", due="2026-12-24T11:00:00Z", dueComplete="true")
    assert sent_since(people, site.cycle) == [manifest.ROWS, manifest.ROW, manifest.WRITE_CELLS]
    assert sent_since(people, site.cycle) == [manifest.ROWS]
    ref = next(iter(site.world.holds()))
    site.world.edit(ref, title="Strom, Wasser, Netz")
    assert sent_since(people, site.cycle) == [manifest.ROWS]
    assert list(site.shown("trello")) == ["Strom, Wasser, Netz"]


def test_a_lane_that_the_list_lacks_leaves_its_items_where_they_are(site: Site) -> None:
    """Trello has a lane more: nothing is parked for it, the item stays, and both places are calm."""
    lanes = {name: ref for ref, name in site.world.lanes()}
    assert "Prüfen" not in lanes
    site.world.create("Strom bestellen", lanes["Offen"])
    site.settle()
    (card,) = site.world.people.control("GET", "/state/trello?form=items")
    lists = site.trello("GET", f"/boards/{site.board}/lists")
    (target,) = [each["id"] for each in lists.values() if each["name"] == "Prüfen"]  # type: ignore[index]
    site.trello("PUT", f"/cards/{card['ref']}", idList=target)
    site.settle()
    assert site.shown("trello")["Strom bestellen"]["lane"] == "Prüfen"
    assert site.shown("slack")["Strom bestellen"]["lane"] == "Offen"
    assert not any(site.found.spaces.memory(site.found.terms[0].space.id).parked.values())


def test_a_deleted_item_archives_its_card(site: Site) -> None:
    """The whole List lacks it and Slack says when asked that it is gone: elsewhere the task is put away."""
    ref = site.world.create("Doppelt angelegt", site.world.lanes()[0][0])
    site.settle()
    site.world.delete(ref)
    site.settle()
    (card,) = site.world.people.control("GET", "/state/trello?form=items")
    assert card["archived"]


def test_what_people_archive_in_slack_is_archived_in_trello_and_comes_back(site: Site) -> None:
    """Neither is taken for deleted, and bringing it back in Slack brings it back everywhere."""
    ref = site.world.create("Wegräumen", site.world.lanes()[0][0])
    site.settle()
    for back in (False, True):
        site.world.archive(ref, back=back)
        site.settle()
        (card,) = site.world.people.control("GET", "/state/trello?form=items")
        assert card["archived"] is not back
