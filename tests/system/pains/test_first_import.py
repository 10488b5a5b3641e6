"""What people fear of the first day: everything twice, a flood of messages, hours of waiting, refused calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.system.pains.ground import NETWORK, TOOLS, Ground, Json, ground, write_network

pytestmark = pytest.mark.slow

MANY = 20
SAID = 10
"""So many of the cards have a comment each."""
CARDS: list[Json] = [
    {
        "name": f"Aufgabe {number}",
        "list": "Offen",
        "members": ["anna", "bob"],
        "comments": [{"by": "anna", "text": f"Zu {number}: @carlalang und @davidohm, bitte ansehen."}][: number < SAID],
    }
    for number in range(MANY)
]
TASKS: list[Json] = [{"name": f"Asana {number}", "section": "Offen"} for number in range(12)]
ALL = Counter(each["name"] for each in (*CARDS, *TASKS))
FEED = "/events"
"""Asana's news are read in pages of a hundred as well."""
SLACK_PLACE = NETWORK[NETWORK.index('[[spaces.places]]\nid = "slack"') : NETWORK.index('[[spaces]]\nid = "dach"')]


@dataclass(frozen=True)
class Imported:
    """The ground after its first sync, with what was foretold and the calls that it took."""

    here: Ground
    foretold: Json
    calls: tuple[Json, ...]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """A board and a project that were in use before, mirrored for the first time."""
    with ground(tmp_path_factory.mktemp("first"), cards=CARDS, tasks=TASKS) as here:
        foretold = here.json("plan")
        here.forget_calls()
        here.sync()
        yield Imported(here, foretold, tuple(here.calls()))


@pytest.mark.pain(1, "The first sync, a task that is reopened or a link that is made anew leaves everything twice.")
def test_no_duplicates_on_first_sync_reopen_or_relink(first: Imported) -> None:
    """Each task stands once in every tool, after the first sync, a reopening, and a place that left and came back."""
    here = first.here
    assert {tool: here.titles(tool) for tool in TOOLS} == dict.fromkeys(TOOLS, ALL)
    for done in (True, False):
        here.worlds["trello"].edit(here.ref("trello", "Aufgabe 1"), done=done)
        here.settle()
        assert {here.item(tool, "Aufgabe 1")["state"] for tool in TOOLS} == {"done" if done else "open"}
    write_network(here, NETWORK.replace(SLACK_PLACE, ""))
    here.settle()
    write_network(here)
    here.settle()
    assert {tool: here.titles(tool) for tool in TOOLS} == dict.fromkeys(TOOLS, ALL)
    assert {tool: len(here.said(tool, "Aufgabe 1")) for tool in TOOLS} == dict.fromkeys(TOOLS, 1)


@pytest.mark.pain(8, "The tool refuses with “too many requests”, and the sync stops, or loses what it had at hand.")
def test_no_call_is_refused_that_need_not_be(first: Imported) -> None:
    """The vendors' limits are kept before they strike: not one 429, though the tools count and refuse others."""
    statuses = Counter(call["status"] for call in first.calls)
    assert statuses.total() > 3 * (MANY + SAID)
    assert statuses[429] == 0
    assert {tool: first.here.titles(tool).total() for tool in TOOLS} == dict.fromkeys(TOOLS, MANY + len(TASKS))
    asked = first.here.sandbox.urls["slack"]
    session, headers = first.here.people.session, {"Authorization": "Bearer slack-carla"}
    sent = {"channel": first.here.ids["lounge"], "text": "Zu viel"}
    answers = [session.post(f"{asked}/api/chat.postMessage", json=sent, headers=headers, timeout=10) for _ in range(9)]
    assert 429 in {answer.status_code for answer in answers}, "the tool does count"


@pytest.mark.pain(9, "Reading an old board takes one call for each task and each thread: hours, or it is given up.")
def test_a_first_import_asks_no_task_by_itself(first: Imported) -> None:
    """All is read in pages, and in Asana, which tells comments by the task, ten at once; only what is new is a call."""
    assert sum(bool(each["comments"]) for each in CARDS) == SAID
    reads, writes = Counter[str](), Counter[str]()
    for call in first.calls:
        (reads if is_read(call) else writes)[call["vendor"]] += FEED not in call["path"]
    two_spaces = {"trello": 6, "asana": 6, "slack": 4}
    assert {vendor: reads[vendor] for vendor in two_spaces} == two_spaces
    copies = MANY + SAID
    board_of_two_lanes_and_summary = 3
    written = {"trello": len(TASKS), "asana": copies, "slack": copies + len(TASKS) + board_of_two_lanes_and_summary}
    assert {vendor: writes[vendor] for vendor in written} == written


@pytest.mark.pain(10, "On the first day everybody's phone rings for every old task, and somebody reports the sender.")
def test_a_first_import_floods_nobody(first: Imported) -> None:
    """One message where people talk, foretold before; nobody is set or mentioned, not even whose account is known."""
    here = first.here
    lounge = messages(here, "lounge")
    assert len([each for each in lounge if "bot_id" in each]) == 1, lounge
    assert str(MANY + len(TASKS)) in next(each["text"] for each in lounge if "bot_id" in each)
    cards = [each for each in messages(here, "cards") if each.get("metadata", {}).get("event_type") == "cobridge_task"]
    assert len(cards) == MANY + len(TASKS)
    assert "<@" not in str(cards), "nobody is mentioned in Slack"
    for tool in ("asana", "slack", "teams"):
        assert not [each["people"] for each in here.items(tool) if each["people"]], tool
    assert here.item("trello", "Aufgabe 2")["people"], "the people are there where they were"
    assert first.foretold["creates"] == 3 * MANY + 3 * len(TASKS)
    assert set(first.foretold["notifications"]) == {"nordlicht"}, "whoever watches the channel of cards"
    posts = here.control("GET", "/state/graph")["channels"][0]["messages"]
    assert len(posts) == SAID, "a thread for each task that was talked about, and for no other"
    assert not [each for each in posts if each.get("mentions")]


def is_read(call: Json) -> bool:
    """Slack is asked by POST as well, and Asana ten things at once."""
    asking = ("/api/conversations.history", "/api/users.list", "/api/auth.test", "/api/1.0/batch")
    return call["method"] == "GET" or call["path"] in asking


def messages(here: Ground, channel: str) -> list[Json]:
    """What stands in a channel of Slack, without replies."""
    native = here.control("GET", "/state/slack")["channels"]
    found = next(each["messages"] for each in native if each["id"] == here.ids[channel])
    return [each for each in found if each.get("thread_ts", each["ts"]) == each["ts"]]
