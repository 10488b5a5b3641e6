"""What the vendors themselves show as answers: the judge takes it, and our connectors read it.

Asana's records are read in tests/unit/connectors/asana/test_translate.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.slack import translate as slack
from connectors.teams import translate as teams
from connectors.teams.message import read_message
from connectors.trello import translate as trello
from tests.judge.exchange import Exchange
from tests.judge.samples import PAGES, asanas, microsofts, trellos
from tests.judge.sitting import excused, judge

BERLIN = ZoneInfo("Europe/Berlin")
SAMPLES: dict[str, Callable[[Path], list[Exchange]]] = {"graph": microsofts, "asana": asanas, "trello": trellos}


@pytest.mark.parametrize("vendor", SAMPLES)
def test_a_vendors_own_answers_pass_the_judge(vendor: str, shared: Path) -> None:
    """A judge who is stricter than the vendor would have us mend what is right."""
    answers = SAMPLES[vendor](shared)
    findings = [each for answer in answers for each in judge(vendor, shared).findings(answer) if each.side == "answer"]
    assert answers
    assert [str(each) for each in findings if (each.place, each.rule) not in excused(vendor)] == []


def test_microsofts_tasks_are_understood(shared: Path) -> None:
    """Each task that Microsoft shows is an item with its title and its bucket, with the details it shows too."""
    (details,) = {json.dumps(each) for each in _shown(shared, "plannertaskdetails-get")}
    terms = teams.Terms(BERLIN, "our-app", frozenset(), {})
    tasks = [*_shown(shared, "plannertask-get"), *_shown(shared, "plannerplan-list-tasks")]
    assert tasks
    for task in tasks:
        item = teams.read_item(task, json.loads(details), terms)
        assert item.fields is not None
        assert item.fields.title == task["title"]
        assert item.fields.status.lane == task["bucketId"]
        assert not item.own


def test_microsofts_buckets_are_understood(shared: Path) -> None:
    """Each bucket that Microsoft shows is a lane with its name."""
    buckets = list(_shown(shared, "plannerplan-list-buckets"))
    assert buckets
    assert {lane.name for lane in teams.read_lanes(buckets, "Archiv")} == {each["name"] for each in buckets}


def test_microsofts_messages_are_understood(shared: Path) -> None:
    """Each message that Microsoft shows has words where it has a body, tables and mentions too."""
    pages = ("channel-list-messages", "chatmessage-list-replies", "chatmessage-delta", "channel-post-messages")
    messages = [each for page in pages for each in _shown(shared, page)]
    assert messages
    for message in messages:
        written = (message.get("body") or {}).get("content") or ""
        assert bool(read_message(message).blocks) == bool(written.strip()), written


def test_exported_cards_are_understood(shared: Path) -> None:
    """Each card of every real board is an item with its title, its list and its time."""
    boards = [each.answer for each in trellos(shared) if each.path == "/boards/1"]
    cards = [card for board in boards for card in board["cards"]]
    assert cards
    for card in cards:
        item = trello.read_item(card, trello.Terms(BERLIN))
        assert item.fields is not None
        assert (item.ref, item.fields.title, item.fields.status.lane) == (
            card["id"],
            " ".join(card["name"].split()),
            card["idList"],
        )
        assert item.created is not None


def test_recorded_messages_of_slack_are_understood(shared: Path) -> None:
    """Each message of a real workspace is read with its time and its author."""
    days = sorted((shared / "data" / "slack" / "houstondatavis").glob("*/*.json"))
    messages = [each for day in days for each in json.loads(day.read_text(encoding="utf-8"))]
    assert messages
    for message in messages:
        comment = slack.read_comment(message, slack.Terms("U0BOT"))
        assert comment.ref == message["ts"]
        assert comment.author == message.get("user")
        assert bool(comment.text.blocks) == bool(message.get("text", "").strip() or message.get("blocks")), message


def _shown(shared: Path, page: str) -> Iterator[Any]:
    """What a page's answers hold, one by one."""
    for each in microsofts(shared):
        if (each.method, each.path) == PAGES[page]:
            yield from each.answer.get("value", [each.answer])
