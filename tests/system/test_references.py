"""A partner without a signature, over the tools' own interfaces: references go out, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consented import consented, withdrawn
from tests.system.gathering import Gathering, gathered

CANARY = "Kanarienvogel"
CARD = {"name": f"{CANARY} Dach", "list": "Offen", "desc": f"{CANARY} Beschreibung"}
TASK = {"name": "Zaun", "section": "Offen", "notes": "Aus Asana"}


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Gathering]:
    """Weber's board with a card, Nordlicht's project with a task; Weber's signature is missing."""
    with gathered(tmp_path, [CARD], [TASK]) as found:
        found.together(board="create", project="create")
        withdrawn(found.environment, "weber")
        yield found


def test_pl_08_an_unsigned_partner_gives_and_gets_no_personal_field(there: Gathering) -> None:
    """Nothing of its cards is in the others' tools, in the database or in the log, nothing of theirs on its board."""
    there.run("sync")
    asana, trello = json.dumps(there.items("project")), json.dumps(there.items("board"))
    assert "Aufgabe bei: " in asana
    assert "https://trello.com/c/" in asana
    assert "Zaun" not in trello
    assert "https://app.asana.com/0/0/" in trello
    assert CANARY not in asana
    stored = there.rows()
    assert CANARY not in repr(stored)
    assert not stored["log_entries"]
    assert not stored["journal_entries"]
    assert there.json("sync")["cycles"] == [{"changes": 0, "writes": 0}]


def test_the_last_gate_fills_in_and_taking_it_back_empties(there: Gathering) -> None:
    """Signed, the next sync makes references the tasks; taken back, it makes the tasks references again."""
    there.run("sync")
    consented(there.environment)
    there.run("sync")
    titles = {CARD["name"]: 1, "Zaun": 1}
    assert there.titles("project") == there.titles("board") == titles
    assert CANARY in there.item("project", CARD["name"])["description"]
    withdrawn(there.environment, "weber")
    there.run("sync")
    assert CANARY not in json.dumps(there.items("project"))
    assert "Zaun" not in json.dumps(there.items("board"))
    assert there.titles("board")[CARD["name"]] == 1
