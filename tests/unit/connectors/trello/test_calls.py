"""How many calls reading takes on big boards."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.core.model.network import Place
from bridge.core.model.snapshot import Snapshot
from bridge.ports.connector import Sought
from connectors.trello.connector import Trello
from tests.contracts.bench import WatchedBudget
from tests.contracts.trello_world import People, connected

LIST, BOARD, MEMBER = "5f00000000000000000000f1", "5f00000000000000000000b1", "5f00000000000000000000a1"


def export(cards: int, comments: int) -> Any:
    """A board export with so many cards, and comments spread over them."""
    refs = [f"5f1000000000000000{number:06x}" for number in range(cards)]
    board = {"id": BOARD, "name": "Groß", "shortLink": "Gross001"}
    actions = [
        {
            "id": f"5f2000000000000000{number:06x}",
            "type": "commentCard",
            "date": f"2020-07-{1 + number // 1440 % 28:02}T{number // 60 % 24:02}:{number % 60:02}:00.000Z",
            "idMemberCreator": MEMBER,
            "data": {"text": f"Nachricht {number}", "card": {"id": refs[number % cards], "name": ""}, "board": board},
        }
        for number in range(comments)
    ]
    return {
        **board,
        "lists": [{"id": LIST, "name": "Offen", "closed": False, "idBoard": BOARD, "pos": 1}],
        "cards": [
            {"id": ref, "name": f"Karte {ref}", "desc": "", "idList": LIST, "idBoard": BOARD, "closed": False}
            | {"due": None, "idMembers": [], "labels": [], "pos": 1, "idShort": 1}
            for ref in refs
        ],
        "members": [{"id": MEMBER, "fullName": "Anna Weber", "username": "annaweber"}],
        "actions": actions[::-1],
        "labels": [],
        "checklists": [],
    }


def read(connector: Trello, place: Place, snapshot: Snapshot | None = None) -> Snapshot:
    return connector.pull(place, snapshot.cursor if snapshot else None, Sought())


@pytest.mark.parametrize(
    ("cards", "comments", "calls"), [(1, 0, 2), (100, 60, 2), (999, 900, 2), (2_001, 0, 4), (2_001, 2_500, 6)]
)
def test_a_complete_pull_takes_one_call_per_thousand(people: People, cards: int, comments: int, calls: int) -> None:
    """One for the board with its newest actions, one for each 1000 cards, one for each 1000 older comments."""
    people.control("POST", "/reset")
    people.control("POST", "/load/trello-export", json=export(cards, comments))
    budget = WatchedBudget()
    connector, place = connected(people, BOARD, budget)
    snapshot = read(connector, place)
    assert (len(snapshot.items), sum(len(item.comments) for item in snapshot.items.values())) == (cards, comments)
    assert budget.taken == calls + 1, "and one, once per connection, for who we are"
    read(connector, place, snapshot)
    assert budget.taken == calls + 2, "a quiet board takes one call, however big"
