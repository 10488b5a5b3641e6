"""What an answer holds further below is judged too: the canary spoils its first objects' own keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.judge.exchange import Exchange
from tests.judge.sitting import excused, judge

ID = "5abbe4b7ddc1b351ef961414"
VALUE, VALUES = "components/schemas/CustomFieldItems", f"/cards/{ID}/customFieldItems"
ACTIONS, DATA = f"/boards/{ID}/actions", "exports/Action/data"
INSTANT = "2026-12-01T11:00:00.000Z"
PEOPLE, PERSON = "/groups/1/members", "components/schemas/microsoft.graph.user/allOf/1/properties"
TYPED = "#microsoft.graph.user"
Wrong = tuple[str, str, Any, str]
WRONG: list[Wrong] = [
    *(("trello", VALUES, [{"id": ID, "value": {key: 5}}], f"{VALUE}/properties/value/properties/{key}")
      for key in ("text", "number", "date", "checked")),
    ("trello", VALUES, [{"id": ID, "value": {"words": "5"}}], f"{VALUE}/properties/value"),
    ("trello", VALUES, [{"id": ID, "idValue": 5}], f"{VALUE}/properties/idValue"),
    *(("trello", ACTIONS, [{"data": {key: {"start": 5}}}], f"{DATA}/{key}/start") for key in ("card", "old")),
    ("graph", PEOPLE, {"value": [{"@odata.type": TYPED, "displayName": "Anna"}, {"@odata.type": TYPED, "mail": 5}]},
     f"{PERSON}/mail"),
]  # fmt: skip
RIGHT: list[tuple[str, str, Any]] = [
    (
        "trello",
        VALUES,
        [{"id": ID, "value": {"number": "5"}, "idValue": None}, {"id": ID, "value": None, "idValue": ID}],
    ),
    ("trello", ACTIONS, [{"data": {"card": {"start": INSTANT}, "old": {"start": None}}}]),
    ("graph", PEOPLE, {"value": [{"@odata.type": TYPED, "displayName": "Anna", "mail": None}]}),
]


@pytest.mark.parametrize(("vendor", "path", "answer", "place"), WRONG)
def test_a_wrong_value_further_below_is_found(vendor: str, path: str, answer: Any, place: str, shared: Path) -> None:
    """Values of custom fields, what a change was from, the people of a group: one of another type is a finding."""
    assert place in _places(vendor, path, answer, shared)


@pytest.mark.parametrize(("vendor", "path", "answer"), RIGHT)
def test_a_right_value_further_below_passes(vendor: str, path: str, answer: Any, shared: Path) -> None:
    """Of the same objects those that vendors answer are none."""
    assert _places(vendor, path, answer, shared) == []


def _places(vendor: str, path: str, answer: Any, shared: Path) -> list[str]:
    findings = judge(vendor, shared).findings(Exchange("GET", path, answer=answer))
    return [each.place for each in findings if each.side == "answer" and (each.place, each.rule) not in excused(vendor)]
