"""What speaks where people talk: one message, found again by whoever asks whether it was said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from bridge.core.errors import Ambiguous, Stop
from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.network import Connection
from bridge.ports.announcer import Announcer
from connectors import registry
from connectors.sandbox.serve import running
from tests.contracts.bench import WatchedBudget
from tests.contracts.teams_world import SEED, People, RealClock

KEY, TEXT = "bau/weber-plan", "Cobridge hat 21 Aufgaben des Raums „Bau“ hierher gebracht. <Niemand> & niemand sonst."
Made = tuple[Announcer, str, Callable[[], list[str]]]
TOOLS = {"slack": "slack", "teams": "graph"}


@pytest.fixture(params=TOOLS)
def vendor(request: pytest.FixtureRequest) -> str:
    """Each tool in which people talk."""
    assert TOOLS.keys() == registry.ANNOUNCERS.keys()
    return str(request.param)


@pytest.fixture
def people() -> Iterator[People]:
    """A sandbox with a channel of each tool."""
    seed = {**SEED, "slack": {"channels": [{"name": "gespraech", "members": ["anna", "service"]}]}}
    with running(json.loads(json.dumps(seed))) as sandbox:
        yield People(sandbox)


@pytest.fixture
def made(people: People, vendor: str) -> Made:
    """What speaks there, the channel, and what Anna reads in it."""
    seed, origin = people.control("GET", "/seed"), people.sandbox.urls[TOOLS[vendor]]
    (own,) = seed["service"][TOOLS[vendor]]
    secrets = {name: value for name, value in own.items() if isinstance(value, str)}
    if vendor == "slack":
        channel = seed["slack"]["channels"][0]["id"]
        shown = lambda: [each["text"] for each in _slack(people, channel) if "bot_id" in each]  # noqa: E731  a word for it
    else:
        team = seed["graph"]["teams"][0]
        channel = f"{team['id']}/{team['channels'][0]['id']}"
        path = f"/teams/{team['id']}/channels/{team['channels'][0]['id']}/messages"
        shown = lambda: [each["body"]["content"] for each in people.call("anna", "GET", path)["value"]]  # noqa: E731
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), vendor, settings={"login": origin})
    make = registry.announcer(vendor)
    assert make
    return make(connection, secrets, origin, WatchedBudget(), RealClock()), channel, shown


def _slack(people: People, channel: str) -> list[dict[str, str]]:
    url = f"{people.sandbox.urls['slack']}/api/conversations.history"
    headers = {"Authorization": "Bearer slack-anna"}
    found = people.session.post(url, headers=headers, data={"channel": channel}, timeout=10).json()["messages"]
    return [*found]


def test_what_was_said_is_found(made: Made) -> None:
    """Before it is said it is not there, afterwards it is; people read it once, with every sign."""
    announcer, channel, shown = made
    assert not announcer.was_said(channel, KEY, TEXT)
    announcer.say(channel, KEY, TEXT)
    assert announcer.was_said(channel, KEY, TEXT)
    (read,) = shown()
    assert "21 Aufgaben" in read
    assert "&lt;Niemand&gt; &amp;" in read


def test_what_was_not_answered_is_ambiguous_and_found(made: Made, people: People, vendor: str) -> None:
    """It arrived, and only the answer was lost."""
    announcer, channel, _ = made
    match = {"method": "POST", "path_regex": "postMessage|/messages"}
    people.control("PUT", "/faults", json={"vendor": TOOLS[vendor], "kind": "drop-after", "match": match, "times": 1})
    with pytest.raises(Ambiguous):
        announcer.say(channel, KEY, TEXT)
    assert announcer.was_said(channel, KEY, TEXT)


def test_another_places_message_is_another(made: Made) -> None:
    """Two places may talk in one channel."""
    announcer, channel, _ = made
    announcer.say(channel, "bau/anderer-platz", TEXT.replace("21", "22"))
    assert not announcer.was_said(channel, KEY, TEXT)


def test_a_channel_that_is_none_is_told(made: Made) -> None:
    """The place works on; only the message cannot be said."""
    announcer, _, _ = made
    with pytest.raises(Stop):
        announcer.say("kein-kanal", KEY, TEXT)
