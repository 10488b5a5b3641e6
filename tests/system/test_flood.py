"""A large import is told in one message, and nobody is notified of each of its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.gathering import Gathering, gathered

pytestmark = pytest.mark.slow  # each test runs several commands

MANY = 150
CARDS = [{"name": f"Aufgabe {number}", "list": "Offen", "members": ["anna"]} for number in range(MANY)]


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Gathering]:
    """A board with many open cards, each with somebody on it."""
    with gathered(tmp_path, CARDS) as found:
        yield found


def test_many_tasks_join_slack_with_one_message_where_people_talk(many: Gathering) -> None:
    """A card each in the channel of cards, without a mention; one message in the other, once for ever."""
    many.together(board="create", cards="create", talk="cards")
    many.run("sync")
    cards = [each for each in many.messages("cards") if each.get("metadata", {}).get("event_type") == "cobridge_task"]
    assert len(many.items("cards")) == MANY
    assert len(many.messages("cards")) == MANY + 1, "a card each, and the board of lists"
    assert not [each for each in cards if "<@" in str(each)]
    (said,) = many.messages("talk")
    assert f"{MANY} Aufgaben" in said["text"]
    many.run("sync")
    assert len(many.messages("talk")) == 1


def test_a_message_that_was_not_answered_is_looked_for(many: Gathering) -> None:
    """It may have arrived: then it is not said again; where it did not, it is said."""
    many.together(board="create", cards="create", talk="cards")
    match = {"method": "POST", "path_regex": "chat.postMessage"}
    many.control(
        "PUT", "/faults", {"vendor": "slack", "kind": "drop-after", "match": match, "after": MANY + 1, "times": 1}
    )
    many.run("sync")
    assert len(many.messages("talk")) == 1
    many.control("PUT", "/faults", [])
    many.run("sync")
    many.run("sync")
    assert len(many.messages("talk")) == 1


def test_a_place_without_a_channel_to_talk_in_gets_no_message(many: Gathering) -> None:
    """Nobody is told where nobody said where."""
    many.together(board="create", cards="create")
    many.run("sync")
    assert not many.messages("talk")
