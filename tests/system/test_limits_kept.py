"""What a command used of the tools' limits, the next command knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.desk import Desk, desk_in

SECRETS = {"trello": [{"key": "geheim-trello-key", "token": "geheim-trello-token", "secret": "geheim-trello-secret"}]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("desk"), SECRETS) as opened:
        opened.environment.update(opened.sandbox.environment)
        yield opened


def used(desk: Desk) -> int:
    """How many calls with Trello's token the data directory knows of; nobody is at work."""
    file = Path(desk.environment["COBRIDGE_DATA_DIR"]) / "limits.json"
    content = json.loads(file.read_bytes())
    assert content["working"] == {}
    assert "geheim" not in file.read_text("utf-8")
    [window] = [each for each in content["used"] if (each["count"], each["seconds"]) == (100, 900)]
    return sum(number for _, number in window["calls"])


@pytest.mark.slow
def test_one_command_goes_on_counting_where_the_last_one_was(desk: Desk) -> None:
    """Each asks Trello for the account once, which it allows a hundred times in a quarter of an hour."""
    counted = []
    for words in ("doctor", "doctor", "status", "plan"):
        desk.run(words)
        counted.append(used(desk))
    calls = [call for call in desk.control("GET", "/requests")["calls"] if "/1/members/" in call["path"]]
    assert len(calls) > 2
    assert counted == sorted(counted)
    assert counted[0] < counted[1] == counted[2]
    assert counted[-1] == len(calls)
