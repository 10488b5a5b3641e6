"""A task's JSON as an item: one file for each rule; and what is written back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bridge.core.model.document import Document, paragraph, plain_document
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Place
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Due, Fields, Status
from connectors.asana.footer import split_footer, with_footer
from connectors.asana.translate import Terms, read_comment, read_instant, read_item, read_lanes, read_names, write_due
from connectors.text.html import read_html, write_html
from connectors.text.markdown import read_markdown

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "asana").glob("*.json"))


def terms(project: str = "500", custom: Iterable[Sequence[str]] = (), priority: str = "") -> Terms:
    pairs = tuple((name, native) for name, native in custom)
    place = Place(PlaceId("p"), ConnectionId("c"), "asana", project, pairs, priority)
    return Terms(place, archive_lane="Archiv", me="900")


def due(text: str | None) -> Due | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def expected(item: dict[str, Any]) -> Fields:
    return Fields(
        title=item["title"],
        description=Document(tuple(map(paragraph, item["description"]))),
        status=Status(item["done"], item["lane"]),
        due=due(item["due"]),
        lead=item["lead"],
        helpers=tuple(item["helpers"]),
        labels=frozenset(item["labels"]),
        archived=item["archived"],
        start=due(item.get("start")),
        priority=Priority(item["priority"]) if item.get("priority") else None,
        checklist=tuple(Check(*each) for each in item.get("checklist", ())),
        attachments=tuple(Attachment(*each) for each in item.get("attachments", ())),
        custom=tuple((name, value) for name, value in item.get("custom", ())),
        shown=tuple(item["shown"]),
    )


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_task_is_read_as_its_file_says(path: Path) -> None:
    """The rule stands in the file."""
    fixture = json.loads(path.read_text("utf-8"))
    read, item = read_item(fixture["task"], terms(**fixture.get("place", {}))), fixture["item"]
    assert read.fields == expected(item), fixture["rule"]
    assert (read.marker, read.author, read.own) == (item["marker"], item["author"], item["own"]), fixture["rule"]


def test_times_are_in_utc() -> None:
    """An instant with another zone is the same instant in UTC."""
    read = read_instant("2026-11-20T10:00:00.000+02:00")
    assert read == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert read.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (date(2026, 12, 24), {"due_on": "2026-12-24"}),
        (datetime(2026, 12, 24, 16, 30, tzinfo=timezone(timedelta(hours=1))), {"due_at": "2026-12-24T15:30:00.000Z"}),
        (None, {"due_on": None}),
    ],
)
def test_a_due_date_is_written_as_its_own_kind(value: Due | None, sent: dict[str, str | None]) -> None:
    """A day never becomes an instant; one of the two fields is sent, which clears the other."""
    assert write_due(value) == sent


def test_lanes_leave_out_the_archive_and_keep_the_order() -> None:
    """The archive section is no lane; names that nobody gave stay as they are."""
    sections = [{"gid": "1", "name": "Untitled section"}, {"gid": "2", "name": "Archiv"}, {"gid": "3", "name": ""}]
    lanes = [(lane.ref, lane.name, lane.position) for lane in read_lanes(sections, "Archiv")]
    assert lanes == [("1", "Untitled section", 0.0), ("3", "", 2.0)]


def test_a_comment_without_an_author_has_none() -> None:
    """Asana leaves out who is not there any more."""
    story = {
        "gid": "7",
        "type": "comment",
        "text": "Hallo",
        "created_at": "2026-11-20T08:00:00.000Z",
        "created_by": None,
    }
    comment = read_comment(story, "900")
    assert (comment.author, comment.own, comment.text) == (None, False, plain_document("Hallo"))


def test_names_come_from_everybody_who_appears() -> None:
    """Whoever is shown has a name, from wherever Asana tells it."""
    tasks = [{"assignee": {"gid": "1", "name": "Anna"}, "followers": [{"gid": "2", "name": "Bob"}, {"gid": "3"}]}]
    assert read_names(tasks, [{"user": {"gid": "4", "name": "Cora"}}, {"user": None}]) == {
        "1": "Anna",
        "2": "Bob",
        "4": "Cora",
    }


def test_a_footer_is_found_wherever_people_moved_it() -> None:
    """Text written below our line does not hide it, and stays."""
    notes = with_footer(read_markdown("Oben\n\n- Punkt"), "task-1")
    later = Document((*notes.blocks, paragraph("Darunter")))
    assert split_footer(read_html(write_html(later))) == ("task-1", read_markdown("Oben\n\n- Punkt\n\nDarunter"))


def test_a_line_that_is_no_footer_stays() -> None:
    """Words that only look like our line are a person's."""
    document = plain_document("Siehe ⇄ cobridge/task-1\n\n⇄ cobridge/Aufgabe Eins")
    assert split_footer(document) == ("", document)


def test_real_tasks_are_understood(shared: Path) -> None:
    """Records that a real workspace holds are read whole."""
    path = shared / "data" / "asana" / "airbyte-workspace-sample.jsonl"
    if not path.is_file():
        pytest.skip(f"no real records in {path}")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    tasks = [record["data"] for record in records if record["stream"] == "tasks"]
    stories = [record["data"] for record in records if record["stream"] == "stories"]
    assert tasks
    assert stories
    for task in tasks:
        project = task["memberships"][0]["project"]["gid"] if task["memberships"] else "0"
        item = read_item(task, terms(project))
        assert item.fields is not None
        assert (item.ref, item.fields.title, item.fields.status.done) == (task["gid"], task["name"], task["completed"])
        assert item.fields.lead == (task["assignee"] or {}).get("gid")
    for story in stories:
        assert read_comment(story, "900").ref == story["gid"]
