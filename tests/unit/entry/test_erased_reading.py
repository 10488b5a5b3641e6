"""Whether places agree once somebody was erased, and where their name may still be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bridge.entry.demo.agreement import Difference, differences
from bridge.entry.demo.network import without
from bridge.entry.demo.reading import Reading
from tests.unit.entry.test_agreement import BERLIN, FORMS, PLACES, READING, Items

NORA = "Nora Feld"
READ = replace(READING, erased=frozenset({NORA}))
HEAD = '[network]\nid = "muster"\n'
FILE = f'{HEAD}\n[[partners.roster]]\nid = "ida"\nname = "A"\n\n[[partners.roster]]\nid = "ida-2"\n'


@pytest.fixture
def items() -> Items:
    """Both places, as the sandbox tells them."""
    found: Items = json.loads(PLACES.read_text("utf-8"))
    return found


def found(items: Items, reading: Reading) -> Sequence[Difference]:
    """What keeps the board and the project apart."""
    board = reading.live(items["trello"], "board", "Muster Distel GbR")
    project = reading.live(items["asana"], "project", "Muster Birke GmbH")
    return differences({"trello": board, "asana": project}, FORMS, BERLIN, {})


def _said(comment: dict[str, Any]) -> bool:
    return NORA in (comment["author"], comment["text"].partition(" (")[0])


def test_what_somebody_erased_wrote_in_their_own_tool_is_no_difference(items: Items) -> None:
    """It stays there, as the receipt says, and its copies are gone."""
    for each in items["asana"]:
        each["comments"] = [comment for comment in each["comments"] if not _said(comment)]
    assert "comments" in {name for each in found(items, READING) for name in each.fields}
    assert not found(items, READ)


def test_a_copy_that_still_names_somebody_erased_is_a_difference(items: Items) -> None:
    """Else an erasure that left the copies would look as if all agreed."""
    assert any("comments" in each.fields for each in found(items, READ))


def test_one_row_of_a_roster_goes_and_the_rest_of_the_file_stays() -> None:
    """Whoever has an id that only begins alike stays too."""
    assert without(FILE, "ida") == f'{HEAD}\n[[partners.roster]]\nid = "ida-2"\n'
    assert without(FILE, "id") == FILE
