"""People at a Slack place and people in another tool work on one task: no edit is lost, none doubled."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from bridge.adapters.store.memory import MemoryInbox, MemoryLog, MemorySpaces
from bridge.core.model.document import plain_document
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PlaceId, SpaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.task import Fields
from bridge.core.sync.terms import Terms, terms_of
from bridge.ports.receiver import Received, Receiver, Reply, Request
from bridge.service.cycle import Cycle, Wish, run
from bridge.service.sync import is_calm
from connectors.memory.connector import Memory as MemoryTool
from connectors.memory.manifest import FULL
from connectors.memory.native import NativeItem
from connectors.memory.world import World, found
from connectors.sandbox.serve import running
from connectors.slack.connector import Slack
from connectors.slack.desk.receiver import Ear
from connectors.slack.manifest import MANIFEST
from tests.contracts.bench import WatchedBudget
from tests.contracts.slack_people import Door, People, open_door
from tests.contracts.slack_world import service
from tests.contracts.trello_world import BERLIN, RealClock
from tests.unit.core.builders import PHRASES

SPACE, CARDS, BOARD = SpaceId("halle"), PlaceId("nord-cards"), PlaceId("weber-board")
BERT = Account("bert")
SEEN = "⇄ Sichtbar für: Nordlicht, Weber"


@dataclass
class Site:
    """One space with two places, its store, and the desk in front of it."""

    people: People
    terms: Terms
    connectors: dict[PlaceId, Any]
    ear: Receiver
    tool: World
    channel: str
    store: MemorySpaces = field(default_factory=lambda: MemorySpaces(MemoryLog()))
    deliveries: int = 1

    def __post_init__(self) -> None:
        self.inbox = MemoryInbox(self.store)

    def hear(self, request: Request) -> Reply:
        """Store what came before it is answered; Slack may deliver it more than once."""
        received = Received(Reply())
        for _ in range(self.deliveries):
            received = self.ear.receive(request)
            for submission in received.submissions:
                self.inbox.submit(SPACE, submission)
        return received.reply

    def cycle(self, wish: Wish = Wish()) -> Cycle:  # noqa: B008  frozen
        with ThreadPoolExecutor(2) as threads:
            return run(self.terms, self.store, self.connectors, threads, lambda _: (), wish)

    def settle(self) -> None:
        """Cycle until nothing is left to do; a whole reading then finds nothing either."""
        cycles = [self.cycle() for _ in range(5)]
        whole = self.cycle(Wish(complete=frozenset({CARDS, BOARD})))
        assert not [failure.message for cycle in (*cycles, whole) for failure in cycle.failures.values()]
        assert is_calm(cycles[-1])
        assert is_calm(whole)

    @property
    def task(self) -> Fields:
        (task,) = self.store.memory(SPACE).tasks.values()
        return task.fields

    @property
    def native(self) -> NativeItem:
        (item,) = self.tool.items("board")
        return item

    @property
    def card(self) -> Any:
        """The one card as a reader sees it."""
        shown = self.people.control("GET", "/state/slack?form=items")
        (card,) = [each for each in shown if each["place"] == self.channel]
        return card

    @property
    def described(self) -> str:
        """The card's description without the line that says who sees it."""
        said: str = self.card["description"]
        assert said.startswith(SEEN)
        return said.removeprefix(SEEN).strip()

    def press(self, who: str, action: str, **wanted: Any) -> None:
        self.people.act(who, "press", channel=self.channel, ts=self.card["ref"], action_id=action, **wanted)

    def submit(self, who: str, **values: Any) -> Any:
        return self.people.act(who, "submit", values=values)


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with open_door() as door:
        yield door


@pytest.fixture
def site(people: People, door: Door) -> Site:
    """A task of Bert's on the board, mirrored to a card in Slack."""
    people.control("POST", "/reset")
    own, secrets = service(people)
    channel = people.new_channel("aufgaben", [people.account("bob"), own])
    cards = Connection(ConnectionId("nord"), PartnerId("nord"), "slack")
    board = Connection(ConnectionId("weber"), PartnerId("weber"), "memory")
    places = (Place(CARDS, cards.id, "slack", channel), Place(BOARD, board.id, "memory", "board"))
    partners = (Partner(PartnerId("nord"), "Nordlicht", (cards,)), Partner(PartnerId("weber"), "Weber", (board,)))
    space = Space(SPACE, "Halle", places)
    network = Network("netz", "Netz", partners, (space,), zone=BERLIN)
    terms = terms_of(network, space, {"slack": MANIFEST, "memory": FULL}, PHRASES)
    tool, url, clock = (
        found(World(FULL, RealClock(), {BERT: "Bert Kraus"}), "memory://site"),
        people.sandbox.urls["slack"],
        RealClock(),
    )
    tool.open_board("board")
    connectors = {
        CARDS: Slack(cards, secrets, url, WatchedBudget(), clock, BERLIN),
        BOARD: MemoryTool(board, {"token": tool.token}, "memory://site", WatchedBudget(), clock, BERLIN),
    }
    ear = Ear(cards, [places[0]], secrets, url, WatchedBudget(), clock, BERLIN)
    site = Site(people, terms, connectors, ear, tool, channel)
    door.answer = site.hear
    people.act("anna", "register", url=door.url)
    tool.create("board", BERT, title="Fenster prüfen", description=plain_document("Alle im Süden"))
    site.settle()
    return site


def test_two_people_with_open_forms_both_keep_their_edits(site: Site) -> None:
    """Anna and Bob opened the same card's form before either sent it: what each changed is there, everywhere."""
    site.press("anna", "edit")
    site.press("bob", "edit")
    site.submit("anna", title="Fenster und Türen prüfen")
    site.submit("bob", due="2026-12-01")
    site.settle()
    assert (site.task.title, str(site.task.due)) == ("Fenster und Türen prüfen", "2026-12-01")
    assert (site.card["title"], site.card["due"]) == ("Fenster und Türen prüfen", "2026-12-01")
    assert site.native.values["title"] == "Fenster und Türen prüfen"
    assert site.described == "Alle im Süden"


def test_edits_in_a_form_and_in_another_tool_meanwhile_are_both_kept(site: Site) -> None:
    """Who has a form open while the card is written anew changes only what they changed in it."""
    site.press("anna", "edit")
    site.tool.edit(site.native.ref, BERT, title="Fenster prüfen, Süd")
    site.settle()
    site.submit("anna", description={"type": "rich_text_input", "rich_text_value": rich("Auch im Norden")})
    site.settle()
    assert site.card["title"] == site.native.values["title"] == "Fenster prüfen, Süd"
    assert site.described == "Auch im Norden"


def test_what_is_delivered_twice_counts_once(site: Site) -> None:
    """A button pressed once changes the task once, however often Slack tells of it."""
    site.deliveries = 2
    site.press("bob", "done")
    site.settle()
    assert (site.task.status.done, site.card["state"], site.native.values["done"]) == (True, "done", True)
    site.people.act("anna", "slash", channel=site.channel, values={"text": "Gerüst bestellen"})
    site.settle()
    assert len(site.store.memory(SPACE).tasks) == 2


def test_a_task_that_begins_in_slack_appears_in_both(site: Site) -> None:
    """A line typed after /task becomes a card and an item of the other tool."""
    answer = site.people.act("bob", "slash", channel=site.channel, values={"text": "Gerüst bestellen"})
    assert "Karte" in answer
    site.settle()
    titles = {item.values["title"] for item in site.tool.items("board")}
    assert titles == {"Fenster prüfen", "Gerüst bestellen"}


def test_a_deleted_card_archives_the_task(site: Site) -> None:
    """Somebody deletes the card, and Slack tells us so: the task is archived in the other tool."""
    site.people.act("anna", "delete", channel=site.channel, ts=site.card["ref"])
    site.settle()
    assert site.native.values["archived"]


def test_a_card_that_is_not_shown_is_not_deleted(site: Site) -> None:
    """What was deleted without anybody telling us so may be hidden: the task stays as it is in the other tool."""
    site.deliveries = 0
    site.people.act("anna", "delete", channel=site.channel, ts=site.card["ref"])
    site.settle()
    assert not site.native.values["archived"]


def test_a_collapsed_card_comes_back(site: Site) -> None:
    """Archived elsewhere the card is small; the shortcut on it brings the task back, with everything it had."""
    site.tool.edit(site.native.ref, BERT, archived=True)
    site.settle()
    assert site.card["archived"]
    site.people.act("anna", "shortcut", channel=site.channel, ts=site.card["ref"], action_id="edit")
    site.settle()
    assert (site.card["archived"], site.described) == (False, "Alle im Süden")
    assert not site.native.values["archived"]


def test_a_reply_below_a_card_is_a_comment_there_and_back(site: Site) -> None:
    """What Bob says in the thread stands in the other tool, and what is said there in the thread."""
    site.people.call("bob", "chat.postMessage", channel=site.channel, thread_ts=site.card["ref"], text="Bis Freitag.")
    site.tool.comment(site.native.ref, plain_document("Ja, gern."), BERT)
    site.settle()
    assert [said["text"][-10:] for said in site.card["comments"]] == ["s Freitag.", " Ja, gern."]
    assert len(site.native.comments) == 2


def rich(text: str) -> Any:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
