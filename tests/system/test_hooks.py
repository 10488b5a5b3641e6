"""What people do in Slack reaches a running service by its address, and Trello from there, without waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from connectors.sandbox.serve import running
from connectors.sandbox.slack.signing import signed
from tests.consented import consented
from tests.contracts.slack_people import People
from tests.system.served import COBRIDGE, LANES, PEOPLE, SPACES, Service, World, until

pytestmark = pytest.mark.slow

ROHBAU = SPACES[0]
PROMPT = 20.0
"""Seconds; by schedule alone the next turn begins half a minute after the last."""
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
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "slack"
tool = "slack"
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "rohbau-board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "rohbau-cards"
connection = "slack"
container = "{channel}"
"""


@dataclass(frozen=True)
class Site:
    """A service that mirrors a board and a channel of cards, and has Slack's deliveries."""

    there: World
    people: People
    service: Service
    channel: str
    secret: str

    @property
    def address(self) -> str:
        return self.service.url.replace("/health", "/hooks/slack")

    def cards(self) -> list[dict[str, Any]]:
        """What stands in the channel."""
        shown = self.people.control("GET", "/state/slack?form=items")
        return [each for each in shown if each["place"] == self.channel]

    def titles(self) -> tuple[Counter[str], Counter[str]]:
        """In Trello and in Slack."""
        return self.there.titles("trello"), Counter(each["title"] for each in self.cards())

    def stands(self, title: str) -> bool:
        """Whether a task has arrived in both, once."""
        return all(titles[title] == 1 for titles in self.titles())

    def deliveries(self, name: str) -> int:
        """How many of this name the service has taken."""
        shown = self.people.control("GET", "/deliveries?vendor=slack")
        return sum(each["name"] == name and each["status"] == 200 for each in shown)

    def press(self, who: str, title: str, action: str) -> None:
        (ref,) = [each["ref"] for each in self.cards() if each["title"] == title]
        self.people.act(who, "press", channel=self.channel, ts=ref, action_id=action)

    def boxes(self) -> dict[str, bool]:
        """The elements on the only card, with their ticks; in Trello they are the same."""
        (channel,) = [
            each for each in self.people.control("GET", "/state/slack")["channels"] if each["id"] == self.channel
        ]
        blocks = [block for message in channel["messages"] for block in message["blocks"]]
        found = [block["accessory"] for block in blocks if block["block_id"] == "checklist"]
        return {
            each["text"]["text"]: each in one.get("initial_options", ()) for one in found for each in one["options"]
        }

    def elements(self) -> dict[str, bool]:
        """The elements on the only card in Trello, with their ticks."""
        found = self.people.control("GET", "/state/trello")["checklists"]
        return {each["name"]: each["state"] == "complete" for one in found for each in one["checkItems"]}

    def have(self, elements: dict[str, bool]) -> bool:
        """Whether both show just these elements."""
        return self.boxes() == self.elements() == elements

    def slash(self, text: str) -> None:
        self.people.act("anna", "slash", channel=self.channel, values={"text": text})

    def fill_in(self, who: str, **values: str) -> None:
        """The form of the only card."""
        (title,) = [each["title"] for each in self.cards()]
        self.press(who, title, "edit")
        self.people.act(who, "submit", values=values)

    def posted(self, text: str, secret: str) -> int:
        """What the service answers to a command that was signed with this secret."""
        sent = {"command": "/task", "text": text, "channel_id": self.channel, "trigger_id": text, "user_id": "U1"}
        body = urlencode({**sent, "team_id": "T1"}).encode()
        headers = {**signed(secret, time(), body), "Content-Type": "application/x-www-form-urlencoded"}
        return requests.post(self.address, data=body, headers=headers, timeout=10).status_code


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """At its own pace, after the first turn, with the address registered at Slack."""
    board = {"name": ROHBAU, "lists": LANES, "members": ["anna", "bob", "service"]}
    cards = {"name": "aufgaben", "members": ["anna", "bob", "service"]}
    seed = {"people": PEOPLE, "trello": {"boards": [board]}, "slack": {"channels": [cards]}}
    with running(seed) as sandbox, People(sandbox).session as session:
        people = People(sandbox, session)
        told = people.control("GET", "/seed")
        places = {"board": told["trello"]["boards"][0]["id"], "channel": told["slack"]["channels"][0]["id"]}
        network = folder / "network.toml"
        network.write_text(NETWORK.format(**places), "utf-8")
        ours = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        consented(ours)
        # Without the app's token, with which the service would open a line of its own.
        told_of = {name: value for name, value in sandbox.environment.items() if not name.endswith("__APP_TOKEN")}
        there = World(sandbox, {**told_of, **ours}, {ROHBAU: places["board"]}, {})
        with there.session, there.service(COBRIDGE) as service:
            (secret,) = (each["signing_secret"] for each in told["service"]["slack"])
            found = Site(there, people, service, places["channel"], secret)
            until(service.is_well)
            people.act("anna", "register", url=found.address)
            yield found


def test_what_people_send_arrives_at_once_and_once(tmp_path: Path) -> None:
    """A task by /task, an edit in its form and a press on done, each delivered twice: Trello has it all, once."""
    with site(tmp_path) as here:
        here.there.control("PUT", "/faults", {"vendor": "slack", "kind": "duplicate-webhook"})
        here.slash("Fenster einsetzen")
        until(lambda: here.stands("Fenster einsetzen"), PROMPT)
        here.press("bob", "Fenster einsetzen", "edit")
        here.people.act("bob", "submit", values={"title": "Fenster im Süden einsetzen"})
        until(lambda: here.stands("Fenster im Süden einsetzen"), PROMPT)
        here.press("anna", "Fenster im Süden einsetzen", "done")
        until(lambda: [each["state"] for each in here.there.items("trello")] == ["done"], PROMPT)
        until(lambda: here.deliveries("/interactions/view_submission") == 2)
        until(lambda: here.deliveries("/commands/task") == 2)
        here.slash("Gerüst abbauen")  # whatever the second deliveries did is done before this one
        until(lambda: here.stands("Gerüst abbauen"), PROMPT)
        assert here.titles() == (Counter(["Fenster im Süden einsetzen", "Gerüst abbauen"]),) * 2


def test_a_checklist_is_worked_on_from_slack(tmp_path: Path) -> None:
    """Elements typed in the form, ticked on the card, renamed and taken out: Trello has each once, with its tick."""
    with site(tmp_path) as here:
        here.slash("Fenster einsetzen")
        until(lambda: here.stands("Fenster einsetzen"), PROMPT)
        here.fill_in("bob", checklist="Maße nehmen\nBestellen")
        until(lambda: here.have({"Maße nehmen": False, "Bestellen": False}), PROMPT)
        (ref,) = [each["ref"] for each in here.cards()]
        ticked = {"values": {"checklist": ["Maße nehmen"]}}
        here.people.act("anna", "press", channel=here.channel, ts=ref, action_id="check", **ticked)
        until(lambda: here.have({"Maße nehmen": True, "Bestellen": False}), PROMPT)
        here.fill_in("bob", checklist="Maße nehmen und prüfen\nEinbauen\nBestellen")
        until(lambda: here.have({"Maße nehmen und prüfen": True, "Bestellen": False, "Einbauen": False}), PROMPT)
        here.fill_in("anna", checklist="Maße nehmen und prüfen\nEinbauen")
        until(lambda: here.have({"Maße nehmen und prüfen": True, "Einbauen": False}), PROMPT)


def test_what_slack_did_not_sign_changes_nothing(tmp_path: Path) -> None:
    """The same command counts with Slack's signature and is refused with any other."""
    with site(tmp_path) as here:
        assert here.posted("Gefälscht", "guessed") == 401
        assert here.posted("Fenster einsetzen", here.secret) == 200
        until(lambda: here.stands("Fenster einsetzen"), PROMPT)
        assert here.titles() == (Counter(["Fenster einsetzen"]),) * 2
