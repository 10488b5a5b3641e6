"""Values that our writes replaced, read from Asana's own sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bridge.core.model.document import plain_document
from bridge.core.model.ids import Account, ConnectionId, PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.asana.feed import Contest
from connectors.asana.history import overwritten
from connectors.asana.translate import Terms

TERMS = Terms(Place(PlaceId("p"), ConnectionId("c"), "asana", "500"), "Archiv", "900")
NOW = Fields(status=Status(done=True, lane="603"), shown=("Sichtbar für: A, B", "Zuständig: Anna Weber"))


def story(subtype: str, by: str = "900", at: str = "2026-11-22T09:01:00.000Z", **more: Any) -> dict[str, Any]:
    return {"gid": "7", "resource_subtype": subtype, "created_at": at, "created_by": {"gid": by}, **more}


def told(name: str, *stories: dict[str, Any]) -> list[Fields]:
    contest = Contest("1", name, Account("101"), "2026-11-22T09:00:00.000Z")
    found = list(overwritten([contest], {"1": Item(Ref("1"), NOW)}, {"1": stories}, TERMS))
    assert all((each.ref, each.name, each.by) == ("1", name, "101") for each in found)
    assert all(each.at == datetime(2026, 11, 22, 9, 0, tzinfo=UTC) for each in found)
    return [each.fields for each in found]


@pytest.mark.parametrize(
    ("name", "said", "fields"),
    [
        ("title", story("name_changed", old_name="Vorher"), Fields(title="Vorher")),
        (
            "description",
            story("notes_changed", old_text_value="Alt\n\nZwei\n\n⇄ cobridge/task-1"),
            Fields(description=plain_document("Alt\n\nZwei")),
        ),
        (
            "description",
            story("notes_changed", old_text_value="⇄ Sichtbar für: A\nZuständig: Bob Schulz\nAlt\n\nZwei"),
            Fields(description=plain_document("Alt\n\nZwei")),
        ),
        ("due", story("due_date_changed", old_dates={"due_on": "2026-12-01"}), Fields(due=date(2026, 12, 1))),
        ("due", story("due_date_changed", old_dates=None), Fields()),
        (
            "status",
            story("section_changed", old_section={"gid": "601", "name": "Offen"}),
            Fields(status=Status(done=True, lane="601")),
        ),
        ("status", story("marked_incomplete"), Fields(status=Status(done=True, lane="603"))),
        ("status", story("marked_complete"), Fields(status=Status(done=False, lane="603"))),
        ("lead", story("unassigned", assignee={"gid": "102"}), Fields(lead="102")),
    ],
)
def test_an_old_value_is_told(name: str, said: dict[str, Any], fields: Fields) -> None:
    """Each kind of sentence gives back what stood there before."""
    assert told(name, said) == [fields]


def test_who_had_the_task_before_stands_in_an_earlier_sentence() -> None:
    """Asana says to whom we gave it, not from whom: the sentence before does."""
    hers = story("assigned", by="101", at="2026-11-22T09:00:00.000Z", assignee={"gid": "101"})
    assert told("lead", hers, story("assigned", assignee={"gid": "102"})) == [Fields(lead="101")]
    assert told("lead", story("assigned", assignee={"gid": "102"})) == [Fields(lead=None)]


def test_only_our_first_write_since_then_counts() -> None:
    """Neither older writes of ours nor theirs are what replaced the value; later ones replaced our own."""
    older = story("name_changed", at="2026-11-22T08:00:00.000Z", old_name="Uralt")
    hers = story("name_changed", by="101", old_name="Stand")
    first, second = story("name_changed", old_name="Ihrer"), story("name_changed", old_name="Unserer")
    assert told("title", older, hers, first, second) == [Fields(title="Ihrer")]
