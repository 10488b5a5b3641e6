"""A board with comments comes to Teams: each task's comments as one reply, and what is done to them later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bench import seeds, service
from tests.bench.sandbox import Sandbox, served

pytestmark = pytest.mark.slow
SAID = 2
"""So many comments the card has that is looked at."""
LOST = {"vendor": "graph", "kind": "drop-after", "match": {"method": "POST", "path_regex": "/replies$"}, "times": 1}


@dataclass(frozen=True, slots=True)
class Ground:
    """A board of six cards, and a plan."""

    sandbox: Sandbox
    environment: dict[str, str]

    def sync(self, *, partly: bool = False) -> None:
        service.sync(self.environment, partly=partly)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """Nothing is mirrored yet."""
    with served(seeds.seed_of("trello", 6), tmp_path) as sandbox:
        yield Ground(sandbox, service.prepared(sandbox, ["trello", "teams"], tmp_path))


def talk(ground: Ground, tool: str) -> tuple[str, list[str]]:
    """The last card's item: its ref, and what its comments say."""
    items: dict[str, Any] = ground.sandbox.items(tool)
    [(ref, item)] = [each for each in items.items() if each[1]["title"].startswith("Aufgabe 5:")]
    return ref, [said["text"] for said in item["comments"]]


def act(ground: Ground, method: str, path: str, **sent: str) -> Any:
    return ground.sandbox.trello("anna", method, path, **sent)


def test_comments_of_a_task_come_as_one_reply_and_stay_what_they_are(ground: Ground) -> None:
    """An edit and a deletion change their part of it, what is said later is a reply of its own, nothing is doubled."""
    ground.sync()
    card, said = talk(ground, "trello")
    assert len(said) == SAID
    actions = act(ground, "GET", f"/cards/{card}/actions", filter="commentCard")
    [reply] = talk(ground, "teams")[1]
    assert reply.count("GmbH, ") == SAID
    assert all(text in reply for text in said)

    act(ground, "PUT", f"/actions/{actions[0]['id']}", text="Anders gesagt")
    ground.sync()
    act(ground, "POST", f"/cards/{card}/actions/comments", text="Noch etwas")
    ground.sync()
    first, second = talk(ground, "teams")[1]
    assert first.count("GmbH, ") == SAID
    assert "Anders gesagt" in first
    assert second.endswith("Noch etwas")

    act(ground, "DELETE", f"/actions/{actions[1]['id']}")
    ground.sync()
    first, second = talk(ground, "teams")[1]
    assert first.count("GmbH, ") == SAID - 1
    assert first.endswith("Anders gesagt")

    act(ground, "DELETE", f"/actions/{actions[0]['id']}")
    ground.sync()
    assert talk(ground, "teams")[1] == [second]
    writes = ground.sandbox.calls().writes
    ground.sync()
    assert ground.sandbox.calls().writes == writes


def test_a_reply_whose_answer_was_lost_is_found_and_not_posted_again(ground: Ground) -> None:
    """The tool took it, the line broke off: the next look finds all of its comments there."""
    ground.sandbox.ask("/faults", "PUT", [LOST])
    ground.sync(partly=True)
    ground.sync()
    items = ground.sandbox.items("teams").values()
    assert [len(item["comments"]) for item in items if item["comments"]] == [1] * 4
    assert talk(ground, "teams")[1][0].count("GmbH, ") == SAID
