"""Every tool joins the contract of putting the weekly report into its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from bridge.core.model.note import Form
from bridge.ports.posting import Posting
from connectors import registry
from connectors.memory.connector import Memory
from connectors.memory.manifest import MANIFESTS
from connectors.memory.world import World, found
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.memory_world import BOARD, PEOPLE, MemoryWorld
from tests.contracts.posting import PostingContract, Wall
from tests.contracts.test_memory import TickingClock
from tests.contracts.trello_world import RealClock
from tests.judge.scenario import PLACES

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Sandboxed:
    """One tool's service in the sandbox."""

    bench: Bench

    @property
    def people(self) -> Any:
        return self.bench.world.people  # type: ignore[attr-defined]  # of every sandbox's world

    @property
    def vendor(self) -> str:
        return self.bench.connector.manifest.vendor

    def posting(self) -> Posting:
        tool, origin = self.bench.connector.manifest.tool, self.people.sandbox.urls[self.vendor]
        (own,) = self.people.control("GET", "/seed")["service"][self.vendor]
        settings = {"login": origin, "sign_in": "oauth"}
        connection = Connection(self.bench.place.connection, PartnerId("weber"), tool, settings=settings)
        secrets = {name: value for name, value in own.items() if isinstance(value, str) and value}
        return registry.posting(tool)(connection, secrets, origin, WatchedBudget(), RealClock(), BERLIN)

    def titles(self) -> Sequence[str]:
        """Of the items that people see."""
        return [item.title for item in self.bench.world.holds().values()]

    def lost(self, path: str) -> Callable[[], None]:
        """Loses the answer to the next creating call there."""
        fault = {
            "vendor": self.vendor,
            "kind": "drop-after",
            "match": {"method": "POST", "path_regex": path},
            "times": 1,
        }
        return lambda: self.people.control("PUT", "/faults", json=fault)


class Beside(PostingContract):
    """Of a tool in the sandbox where it stands among the items."""

    tool: ClassVar[str]
    creates: ClassVar[str]

    @pytest.fixture
    def wall(self) -> Iterator[Wall]:
        with PLACES[self.tool]() as bench:
            there = Sandboxed(bench)
            posting = there.posting()
            yield Wall(posting, bench.place, Form.ITEM, bench.connector, there.titles, there.lost(self.creates))
            getattr(posting, "close", lambda: None)()


class TestTrello(Beside):
    tool, creates = "trello", "/cards$"


class TestAsana(Beside):
    tool, creates = "asana", "/tasks$"


class TestPlanner(Beside):
    tool, creates = "teams", "/planner/tasks$"


class TestChannelOfTeams(PostingContract):
    @pytest.fixture
    def wall(self) -> Iterator[Wall]:
        with PLACES["teams"]() as bench:
            there = Sandboxed(bench)
            team = there.people.control("GET", "/seed")["graph"]["teams"][0]
            channel = team["channels"][0]["id"]
            path = f"/teams/{team['id']}/channels/{channel}/messages"

            def shown() -> Sequence[str]:
                found = there.people.call("anna", "GET", path)["value"]
                return [each["body"]["content"] for each in found if each["body"]["content"]]

            posting = there.posting()
            place = replace(bench.place, conversation=f"{team['id']}/{channel}")
            yield Wall(posting, place, Form.MESSAGE, bench.connector, shown, there.lost("/messages$"))
            getattr(posting, "close", lambda: None)()


class TestSlack(PostingContract):
    @pytest.fixture
    def wall(self) -> Iterator[Wall]:
        with PLACES["slack-cards"]() as bench:
            there, channel = Sandboxed(bench), bench.place.container

            def shown() -> Sequence[str]:
                url = f"{there.people.sandbox.urls['slack']}/api/conversations.history"
                headers = {"Authorization": "Bearer slack-anna"}
                sent = there.people.session.post(url, headers=headers, data={"channel": channel}, timeout=10).json()
                return [each["text"] for each in sent["messages"] if each["text"].startswith("Wochenbericht")]

            yield Wall(there.posting(), bench.place, Form.MESSAGE, bench.connector, shown, there.lost("postMessage"))


class TestMemory(PostingContract):
    @pytest.fixture
    def wall(self) -> Wall:
        clock, connection = TickingClock(), Connection(ConnectionId("weber"), PartnerId("weber"), "memory")
        world = found(World(MANIFESTS["full"], clock, PEOPLE), "memory:notes")
        people = MemoryWorld(world, BERLIN)
        given = connection, {"token": world.token}, "memory:notes", WatchedBudget(), clock, BERLIN
        place, connector = Place(PlaceId("weber-board"), connection.id, "memory", BOARD), Memory(*given)
        titles = lambda: [item.title for item in people.holds().values()]  # noqa: E731  a word for it
        posting = registry.posting("memory")(*given)
        return Wall(posting, place, Form.ITEM, connector, titles, lambda: people.trouble("unanswered"))


def test_a_list_without_a_channel_has_room_for_none() -> None:
    """A List of Slack's is no channel; with a conversation beside it there is one."""
    with PLACES["slack-list"]() as bench:
        posting = Sandboxed(bench).posting()
        assert posting.form(bench.place) is None
        assert posting.form(replace(bench.place, conversation="C0123456789")) is Form.MESSAGE


def test_every_tool_can_take_it() -> None:
    """A tool that joins says how the weekly report comes into its places."""
    assert registry.POSTINGS.keys() == registry.TOOLS.keys()
