"""Colleagues whose accounts are confirmed: an import assigns and mentions none of them, what happens later does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.consented import consented
from tests.system.gathering import Gathering, gathered

pytestmark = pytest.mark.slow  # runs several commands

MANY = 30
CARDS = [{"name": f"Aufgabe {number}", "list": "Offen", "members": ["anna"]} for number in range(MANY)]
TASKS = [{"name": "Rückfrage", "section": "Offen"}]
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
[[partners.connections]]
id = "slack"
tool = "slack"
[[partners.roster]]
id = "anna"
name = "Anna Weber"
accounts = {{ trello = "{trello}", asana = "{asana}", slack = "{slack}" }}

[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "project"
connection = "asana"
container = "{project}"
[[spaces.places]]
id = "cards"
connection = "slack"
container = "{cards}"
"""


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Gathering]:
    """A board and a project in use, an empty channel, and Anna, whose accounts in all three are confirmed."""
    with gathered(tmp_path, CARDS, TASKS) as found:
        found.network.write_text(NETWORK.format(**found.containers, **accounts(found)), "utf-8")
        consented(found.environment)
        ask(found)
        yield found


def accounts(here: Gathering) -> dict[str, str]:
    """Anna's, by tool."""
    found: dict[str, str] = next(
        each["accounts"] for each in here.control("GET", "/seed")["people"] if each["id"] == "anna"
    )
    return found


def ask(here: Gathering) -> None:
    """Bob mentions Anna below his task in Asana."""
    task = here.item("project", "Rückfrage")["ref"]
    text = f'<body><a data-asana-gid="{accounts(here)["asana"]}"/> schaust du?</body>'
    requests.post(
        f"{here.sandbox.urls['asana']}/api/1.0/tasks/{task}/stories",
        json={"data": {"html_text": text}},
        headers={"Authorization": "Bearer asana-bob"},
        timeout=10,
    ).raise_for_status()


def tasks(here: Gathering) -> dict[str, dict[str, Any]]:
    """The tasks as Asana keeps them, by name."""
    return {each["name"]: each for each in here.control("GET", "/state/asana")["tasks"]}


def said(here: Gathering, channel: str) -> str:
    """All messages of a channel, as Slack keeps them."""
    channels = here.control("GET", "/state/slack")["channels"]
    (found,) = [each["messages"] for each in channels if each["id"] == here.containers[channel]]
    return json.dumps(found, ensure_ascii=False)


def test_an_import_assigns_and_mentions_nobody_and_what_follows_does(known: Gathering) -> None:
    """Words say who has each task; then Anna is put on one again, comes with a new one, and is asked again."""
    anna, foretold = accounts(known), known.json("plan")
    known.run("sync")
    assert len(tasks(known)) == MANY + len(TASKS)
    assert foretold["creates"] == 2 * MANY + 2 * len(TASKS)
    assert foretold["notifications"] == {"weber": MANY + len(TASKS)}, "whoever watches the channel sees a card each"
    for number in range(MANY):
        task = tasks(known)[f"Aufgabe {number}"]
        assert (task["assignee"], anna["asana"] in str(task["followers"])) == (None, False)
        assert "Anna Weber" in task["notes"]
    assert "Anna Weber schaust du?" in said(known, "cards")
    assert anna["slack"] not in said(known, "cards"), "neither on a card nor in its thread"
    card = known.item("board", "Aufgabe 7")["ref"]
    known.trello("DELETE", f"/cards/{card}/idMembers/{anna['trello']}")
    known.run("sync")
    known.trello("POST", f"/cards/{card}/idMembers", value=anna["trello"])
    lists = known.trello("GET", f"/boards/{known.containers['board']}/lists")
    known.trello("POST", "/cards", name="Neu", idList=lists[0]["id"], idMembers=anna["trello"])
    ask(known)
    known.run("sync")
    on = [name for name, task in tasks(known).items() if task["assignee"]]
    assert sorted(on) == ["Aufgabe 7", "Neu"]
    assert anna["slack"] in said(known, "cards")
    known.writes()
    known.run("sync")
    assert known.writes() == 0
