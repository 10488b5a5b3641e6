"""An item of a List as an item: one file for each rule; and what is written as cells reads back as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.errors import Stop
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted, words
from bridge.core.model.snapshot import Item
from bridge.core.model.task import FIELDS, Fields, Status
from connectors.slack.lists.columns import Columns, columns_of, complete
from connectors.slack.lists.mark import Mark
from connectors.slack.lists.rows import Reader, row_of, sent, written
from connectors.slack.manifest import ARCHIVE_LANE, LISTS, MANIFEST, manifest_at
from connectors.slack.translate import Terms
from tests.contracts.slack_lists_world import COLUMNS, LANES
from tests.unit.text.documents import documents

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "slack" / "lists").glob("*.json"))
TRACKING = [
    {"id": "Col00", "key": "todo_completed", "name": "Completed", "type": "todo_completed"},
    {"id": "Col01", "key": "todo_assignee", "name": "Assignee", "type": "todo_assignee"},
    {"id": "Col02", "key": "todo_due_date", "name": "Due Date", "type": "todo_due_date"},
]
SCHEMA = [*({"id": f"Col{number}", **column} for number, column in enumerate(COLUMNS, start=1)), *TRACKING]
TERMS = Terms("U0BOT00000", {"U0ANNA0000": "Anna Weber"})


def described(schema: list[dict[str, Any]], archive: str = ARCHIVE_LANE) -> Columns:
    return columns_of({"title": "Messestand", "list_metadata": {"schema": schema}}, archive)


READER = Reader(described(SCHEMA), TERMS)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_an_item_is_read_as_its_file_says(path: Path) -> None:
    """The rule stands in the file."""
    fixture = json.loads(path.read_text("utf-8"))
    read, item = READER.item(fixture["row"]), fixture["item"]
    fields = read.fields or Fields()
    assert [text for text in [words(fields.description)] if text] == item["description"], fixture["rule"]
    expected = Fields(
        title=item["title"],
        description=fields.description,
        status=Status(item["done"], item["lane"]),
        due=date.fromisoformat(item["due"]) if item["due"] else None,
        helpers=tuple(item["helpers"]),
        labels=frozenset(item["labels"]),
        archived=item["archived"],
        shown=tuple(item["shown"]),
    )
    assert fields == expected, fixture["rule"]
    assert (read.marker, read.author, read.own) == (item["marker"], item["author"], item["own"])


def test_there_are_fixtures() -> None:
    """Moving the folder does not silently drop the tests it generates."""
    assert len(FIXTURES) >= 8


ACCOUNTS = st.from_regex(r"U[A-Z0-9]{8}", fullmatch=True)
LINES = st.text("abcXYZäöüß0189&<>*_", min_size=1, max_size=12)
HELD = st.builds(
    Fields,
    title=LINES,
    description=documents().map(lambda document: restricted(document, TextForm.BLOCKS)),
    status=st.builds(Status, st.booleans(), st.sampled_from([None, "Opt1", "Opt2"])),
    due=st.one_of(st.none(), st.dates(date(1990, 1, 1))),
    helpers=st.lists(ACCOUNTS, unique=True, max_size=3).map(tuple),
    labels=st.frozensets(LINES, max_size=3),
    shown=st.lists(LINES, max_size=2).map(tuple),
)


@given(fields=HELD)
def test_an_item_reads_back_as_it_was_written(fields: Fields) -> None:
    """Mirroring a task and looking at its item shows no difference, whatever the task."""
    cells = written(fields, FIELDS, READER.columns)
    assert READER.item(row_of({"id": "Rec0A"}, cells, READER.columns)).fields == fields


def test_only_the_named_fields_are_sent() -> None:
    """A change of the title leaves every other cell alone, and an empty value clears its own."""
    columns = READER.columns
    assert [cell["column_id"] for cell in sent(written(Fields("Neu"), ("title",), columns), columns, Ref("Rec0A"))] == [
        "Col1"
    ]
    assert sent(written(Fields(), ("due", "helpers"), columns), columns, Ref("Rec0A")) == [
        {"row_id": "Rec0A", "column_id": "Col02", "date": []},
        {"row_id": "Rec0A", "column_id": "Col01", "user": []},
    ]


@pytest.mark.parametrize(
    ("dropped", "told"),
    [
        ("cobridge", "a text column Cobridge"),
        ("spalte", "a selection column Spalte"),
        ("todo_completed", "task tracking"),
        ("etiketten", "a text column Etiketten"),
        ("description", "a text column Beschreibung"),
    ],
)
def test_a_list_that_lacks_a_column_cannot_be_used_and_says_which(dropped: str, told: str) -> None:
    """Whoever set the List up reads what to add; nothing is written beside it."""
    columns = described([column for column in SCHEMA if column["key"] != dropped])
    assert columns.lacking == (told,)
    with pytest.raises(Stop, match=told):
        complete(columns)


def test_columns_go_by_their_names_in_either_language() -> None:
    """A List in English works as well; whatever people call the title, it is the first column."""
    names = {"titel": "Task", "description": " Description ", "spalte": "Status", "etiketten": "LABELS"}
    schema = [{**column, "key": column["id"], "name": names.get(column["key"], column["name"])} for column in SCHEMA]
    assert described(schema).ids == READER.columns.ids


def test_the_lanes_are_the_options_but_for_the_archive() -> None:
    """An option called like the archive lane is no lane, whichever name the connection gives that lane."""
    assert READER.columns.lanes == {"Opt1": "Offen", "Opt2": "In Arbeit"}
    columns = described(SCHEMA, "in arbeit")
    assert (columns.archive, list(columns.lanes.values())) == ("Opt2", ["Offen", LANES["Opt9"]])


def test_a_place_is_a_list_or_a_channel_as_its_id_says() -> None:
    """The ids of Slack's files and channels begin with different letters."""
    assert [manifest_at(container) for container in ("F0A1", "C0A1", "G0A1")] == [LISTS, MANIFEST, MANIFEST]


def test_a_cursor_that_is_not_ours_reads_everything() -> None:
    """Neither a cursor of cards nor nonsense is taken for one of a List; ours comes back as it was."""
    item = Item(Ref("Rec0A"), Fields("X"), revision="r1")
    mark = Mark().after([item], [Ref("Rec0B")], {"Opt1": "Offen"})
    assert mark.cursor
    assert Mark.read(mark.cursor) == mark
    assert [Mark.read(Cursor(text)) for text in ("", "{}", '{"revs":{},"talks":{}}', "7")] == [None] * 4


def test_what_was_archived_in_slack_is_missed_once() -> None:
    """An item put away is no news at every look, and is one again when it comes back."""
    item = Item(Ref("Rec0A"), Fields("X"), revision="r1")
    mark = Mark().after([item], [], {})
    assert mark.lacking(frozenset()) == {"Rec0A"}
    away = mark.after([], [Ref("Rec0A")], {})
    assert not away.lacking(frozenset())
    assert away.is_changed(item)
    assert not away.after([item], [], {}).archived
