"""A card's JSON as an item: one file for each rule, and what is written back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.document import Document, Quote, paragraph
from bridge.core.model.ids import ConnectionId, PlaceId, TaskId
from bridge.core.model.network import Place
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Due, Fields, Status
from connectors.trello.custom import read_definitions
from connectors.trello.translate import (
    Terms,
    label_ids,
    read_due,
    read_item,
    read_lanes,
    read_marker,
    write_due,
    write_fields,
    write_marker,
)
from tests.contracts.trello_world import BERLIN

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "trello").glob("*.json"))


def due(text: str | None) -> Due | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def expected(item: dict[str, Any]) -> Fields:
    quote = (Quote((paragraph(item["quoted"]),)),) if "quoted" in item else ()
    return Fields(
        title=item["title"],
        description=Document((*quote, *map(paragraph, item["description"]))),
        status=Status(item["done"], item["lane"]),
        due=due(item["due"]),
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


def place(custom: Iterable[Sequence[str]] = (), priority: str = "") -> Place:
    pairs = tuple((name, native) for name, native in custom)
    return Place(PlaceId("p"), ConnectionId("c"), "trello", "board", pairs, priority)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_card_is_read_as_its_file_says(path: Path) -> None:
    """The rule stands in the file."""
    fixture = json.loads(path.read_text("utf-8"))
    custom = read_definitions({"customFields": fixture.get("fields")}, place(**fixture.get("place", {})))
    read = read_item(fixture["card"], Terms(BERLIN, closed_lists=frozenset(fixture["closed_lists"]), custom=custom))
    item = fixture["item"]
    assert read.fields == expected(item), fixture["rule"]
    assert (read.ref, read.marker, read.author) == (item["ref"], item["marker"], item["author"]), fixture["rule"]
    assert read.created == datetime.fromtimestamp(0x6B02BA51, UTC)


def test_there_are_fixtures() -> None:
    """Moving the folder does not silently drop the tests it generates."""
    assert len(FIXTURES) >= 21


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["Europe/Berlin", "America/Santiago", "UTC"]))
def test_a_day_is_that_day_in_every_zone(day: date, name: str) -> None:
    """No due date slips by a day or an hour, not on the days when the clocks change either."""
    zone = ZoneInfo(name)
    assert read_due(write_due(day, zone), zone) == day


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  bounds only
def test_an_instant_is_the_same_instant(instant: datetime) -> None:
    """An instant comes back to the millisecond; the one at local noon as its day."""
    instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    read = read_due(write_due(instant, BERLIN), BERLIN)
    local = instant.astimezone(BERLIN)
    is_noon = (local.hour, local.minute, local.second, local.microsecond) == (12, 0, 0, 0)
    assert read == (local.date() if is_noon else instant)


def test_a_day_is_written_with_that_days_offset() -> None:
    """A due date in summer, set in winter, is noon in summer time."""
    assert write_due(date(2026, 7, 1), BERLIN) == "2026-07-01T10:00:00.000Z"
    assert write_due(date(2026, 12, 1), BERLIN) == "2026-12-01T11:00:00.000Z"
    assert write_due(datetime(2026, 7, 1, 9, 30, tzinfo=BERLIN), BERLIN) == "2026-07-01T07:30:00.000Z"
    assert write_due(None, BERLIN) == ""


def test_only_changed_fields_are_sent() -> None:
    """What an update does not name is not sent at all."""
    fields = Fields(title="Neu", helpers=("a", "b"), due=date(2026, 7, 1), archived=True)
    assert write_fields(fields, Fields(), ("title",), BERLIN, {}) == {"name": "Neu"}
    assert write_fields(fields, Fields(start=date(2026, 7, 1)), ("start",), BERLIN, {}) == {"start": "null"}
    assert write_fields(fields, Fields(), ("helpers", "archived"), BERLIN, {}) == {"idMembers": "a,b", "closed": True}


def test_what_is_emptied_is_sent_as_empty() -> None:
    """Clearing a field is a value of its own: leaving it out would keep what was there."""
    before = Fields(due=date(2026, 7, 1), helpers=("a",), labels=frozenset({"x"}))
    sent = write_fields(Fields(), before, ("due", "helpers", "labels", "description"), BERLIN, {"x": "1"})
    assert sent == {"due": "null", "idMembers": "", "idLabels": "", "desc": ""}


def test_a_real_name_comes_before_a_colours_word() -> None:
    """Of labels that read alike the one with the name is set, then the oldest."""
    labels = [
        {"id": "1", "name": "", "color": "green"},
        {"id": "3", "name": "green", "color": None},
        {"id": "2", "name": "green", "color": "red"},
        {"id": "4", "name": "", "color": None},
    ]
    assert label_ids(labels) == {"green": "2"}


@pytest.mark.parametrize("address", ["https://cobridge.invalid/task", "https://musterbau-weber.example/t/"])
def test_a_marker_is_found_again(address: str) -> None:
    """Whatever address the connection is set to, what a create carries is what a pull reads."""
    attachments = [{"url": "https://example.org"}, {"url": write_marker(TaskId("t-1"), address)}]
    assert read_marker(attachments, address) == "t-1"
    assert read_marker(attachments, "https://elsewhere.example/task") is None


def test_lanes_are_the_open_lists_in_order() -> None:
    """Archived lists are no lanes; equal positions go by id."""
    lists = [
        {"id": "b", "name": "Zweite", "pos": 2, "closed": False},
        {"id": "x", "name": "Weg", "pos": 1, "closed": True},
        {"id": "c", "name": "Dritte", "pos": 2, "closed": False},
        {"id": "a", "name": "Erste", "pos": 0.5},
    ]
    assert [lane.ref for lane in read_lanes(lists)] == ["a", "b", "c"]


def test_an_instant_of_another_offset_is_read_in_utc() -> None:
    """Instants with another offset are turned to UTC."""
    read = read_due("2026-12-24T16:30:00+01:00", BERLIN)
    assert isinstance(read, datetime)
    assert (read, read.utcoffset()) == (datetime(2026, 12, 24, 15, 30, tzinfo=UTC), timedelta(0))
