"""A task's JSON as an item: one file for each rule; and what is written back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bridge.core.model.document import Document, paragraph, plain_document
from bridge.core.model.ids import PlaceId, Ref, TaskId
from bridge.core.model.operation import UpdateItem
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Fields, Status
from connectors.teams.labels import COLOURS, SLOTS, free_slots, slots_by_name
from connectors.teams.references import key_of, marker_reference, read_marker, read_thread, thread_reference
from connectors.teams.translate import (
    Revision,
    Terms,
    read_description,
    read_item,
    read_lanes,
    write_description,
    write_due,
    write_task,
)

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "teams").glob("*.json"))
BERLIN = ZoneInfo("Europe/Berlin")
TERMS = Terms(BERLIN, "our-app", frozenset({"bucket-archive"}), {"category1": "Süd", "category4": "Dringend"})
CHANNEL = "19:abc@thread.tacv2"


def expected(item: dict[str, Any]) -> Fields:
    return Fields(
        title=item["title"],
        description=Document(tuple(map(paragraph, item["description"]))),
        status=Status(item["done"], item["lane"]),
        due=date.fromisoformat(item["due"]) if item["due"] else None,
        helpers=tuple(item["helpers"]),
        labels=frozenset(item["labels"]),
        archived=item["archived"],
        start=date.fromisoformat(item["start"]) if item.get("start") else None,
        priority=Priority(item["priority"]) if item.get("priority") else None,
        checklist=tuple(Check(*each) for each in item.get("checklist", ())),
        attachments=tuple(Attachment(*each) for each in item.get("attachments", ())),
        shown=tuple(item["shown"]),
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_task_is_read_as_its_file_says(path: Path) -> None:
    """The rule stands in the file."""
    fixture = json.loads(path.read_text("utf-8"))
    read, item = read_item(fixture["task"], fixture["details"], TERMS), fixture["item"]
    assert read.fields == expected(item), fixture["rule"]
    assert (read.marker, read.author, read.own) == (item["marker"], item["author"], item["own"]), fixture["rule"]
    assert read.revision == item["revision"], fixture["rule"]


def test_a_revision_says_both_versions_again() -> None:
    """What goes into an operation comes back from it."""
    for revision in (Revision("a", "b"), Revision("a", "b", unmarked=True)):
        assert Revision.read(str(revision)) == revision
    assert Revision.read("") == Revision("", "")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)])
def test_a_day_is_that_day_wherever_the_network_is(zone: str, day: date) -> None:
    """Written and read in one zone, a day never moves; in most it is the time that Planner itself writes."""
    text = write_due(day, ZoneInfo(zone))
    assert text is not None
    task = {"id": "t", "dueDateTime": text}
    read = read_item(task, {}, Terms(ZoneInfo(zone), "our-app")).fields
    assert read is not None
    assert read.due == day
    if zone == "Europe/Berlin":
        assert text == f"{day}T10:00:00Z"


def test_an_instant_is_written_as_its_local_day() -> None:
    """Late in the evening in UTC is the next day in Berlin."""
    assert write_due(datetime(2026, 12, 24, 23, 30, tzinfo=UTC), BERLIN) == "2026-12-25T10:00:00Z"


@pytest.mark.parametrize("shown", [(), ("Sichtbar für: A",), ("Sichtbar für: A, B", "Lead: Anna (Weber)")])
@pytest.mark.parametrize("words", ["", "Ein Satz", "Zwei\n\nAbsätze\nund eine Zeile"])
def test_shown_lines_and_description_come_back_apart(shown: tuple[str, ...], words: str) -> None:
    """Our lines stand above; a line that a person adds right below them is the description's."""
    written = write_description(plain_document(words), shown)
    assert read_description(written) == (shown, plain_document(words))
    if shown:
        assert read_description(f"{written.split(chr(10) * 2)[0]}\nDirekt darunter")[1] == plain_document(
            "Direkt darunter"
        )


def update(before: Fields, after: Fields, *changed: str) -> Any:
    operation = UpdateItem(PlaceId("p"), TaskId("t"), Ref("r"), after, before, changed)
    return write_task(operation, BERLIN, slots_by_name({"category4": "Dringend", "category7": "Dringend"}), None)


def test_people_are_added_and_taken_off_one_by_one() -> None:
    """Whoever else is on the task is not spoken of."""
    sent = update(Fields(helpers=("a", "b")), Fields(helpers=("b", "c")), "helpers")
    assert {person: value is None for person, value in sent["assignments"].items()} == {"a": True, "c": False}


def test_a_label_of_two_slots_is_taken_off_both() -> None:
    """Else it would still be there; one slot is enough to add it."""
    gone = update(Fields(labels=frozenset({"Dringend"})), Fields(), "labels")
    assert gone["appliedCategories"] == {"category4": False, "category7": False}
    assert update(Fields(), Fields(labels=frozenset({"Dringend"})), "labels")["appliedCategories"] == {
        "category4": True
    }


def test_progress_that_people_set_is_left_alone() -> None:
    """A task in progress stays so while it only moves; reopening starts again."""
    here, there = Status(lane="a"), Status(lane="b")
    assert "percentComplete" not in update(Fields(status=here), Fields(status=there), "status")
    assert update(Fields(status=Status(done=True, lane="a")), Fields(status=here), "status")["percentComplete"] == 0


def test_an_unnamed_slot_goes_by_its_colour_and_is_free_only_where_no_task_bears_it() -> None:
    """A name for a slot that people use as a colour would change what their tasks say."""
    assert len(SLOTS) == len(COLOURS) == 25
    assert slots_by_name({})["Pink"] == ("category1",)
    assert slots_by_name({"category2": "Pink"})["Pink"] == ("category2", "category1")
    assert free_slots({"category2": "Pink"}, {"category1"})[0] == "category3"


def test_a_marker_is_found_among_people_s_references() -> None:
    """Keys are urls in Planner's encoding; other references, and broken ones, are nobody's marker."""
    key = next(iter(marker_reference(TaskId("task-1"), "https://cobridge.invalid/task")))
    assert key == "https%3A//cobridge%2Einvalid/task/task-1"
    others = [key_of("https://example.org/a.b"), key_of("https://cobridge.invalid/task/Zu%20viel")]
    assert read_marker([*others, key], "https://cobridge.invalid/task/") == "task-1"
    assert read_marker(others, "https://cobridge.invalid/task") is None


def test_a_thread_is_found_by_its_channel() -> None:
    """A link to a message of another channel is a person's; so is a link to a file."""
    key = next(iter(thread_reference("team", CHANNEL, "1616990032035")))
    assert not [sign for sign in ".:@#" if sign in key]
    assert read_thread([key_of("https://example.org"), key], CHANNEL) == "1616990032035"
    assert read_thread([key], "19:other@thread.tacv2") == ""


def test_lanes_come_in_planner_s_order_without_the_archive() -> None:
    """Order hints compare sign by sign."""
    buckets = [
        {"id": "1", "name": "Zwei", "orderHint": "8P"},
        {"id": "2", "name": "Archiv", "orderHint": "5"},
        {"id": "3", "name": "Eins", "orderHint": "85a"},
    ]
    assert [(lane.ref, lane.name) for lane in read_lanes(buckets, "Archiv")] == [("3", "Eins"), ("1", "Zwei")]
