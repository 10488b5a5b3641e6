"""Lists: columns, rows and cells, for paid workspaces only."""

from typing import Any

import pytest
import requests

LIST, PLAN = "F0MESSE0001", "Rec0PLAN0001"
TITLE = {"key": "title", "name": "Titel", "type": "text", "is_primary_column": True}


def words(text: str) -> list[dict[str, Any]]:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "elements": [section]}]


@pytest.fixture
def columns(app: Any) -> dict[str, str]:
    """The ids of the columns by key."""
    schema = app.ok("slackLists.items.info", list_id=LIST, id=PLAN)["list"]["list_metadata"]["schema"]
    return {column["key"]: column["id"] for column in schema}


def fields(item: Any) -> dict[str, Any]:
    return {field["key"]: field for field in item["fields"]}


def test_todo_mode_brings_three_columns(app: Any) -> None:
    """Completed, assignee and due date are there without being named, and go with the mode."""
    made = app.ok("slackLists.create", name="Neu", todo_mode=True, schema=[TITLE])
    kinds = [column["type"] for column in made["list_metadata"]["schema"]]
    assert kinds == ["text", "todo_completed", "todo_assignee", "todo_due_date"]
    item = app.ok("slackLists.items.create", list_id=made["list_id"])["item"]
    app.ok("slackLists.update", id=made["list_id"], todo_mode=False, name="Anders")
    shown = app.ok("slackLists.items.info", list_id=made["list_id"], id=item["id"])["list"]
    assert (shown["name"], len(shown["list_metadata"]["schema"])) == ("Anders", 1)


def test_a_row_goes_through_its_life(app: Any, columns: dict[str, str]) -> None:
    """Created with cells, changed cell by cell, emptied, listed, deleted."""
    initial = [
        {"column_id": columns["title"], "rich_text": words("Plakate")},
        {"column_id": columns["lane"], "select": ["open"]},
        {"column_id": "Col01", "user": ["U0ANNA00001", "U0BOB000001"]},
        {"column_id": "Col02", "date": ["2026-12-24"]},
    ]
    row = app.ok("slackLists.items.create", list_id=LIST, initial_fields=initial)["item"]
    assert fields(row)["title"]["text"] == "Plakate"
    assert fields(row)["todo_assignee"]["user"] == ["U0ANNA00001", "U0BOB000001"]
    cells = [
        {"row_id": row["id"], "column_id": "Col00", "checkbox": True},
        {"row_id": row["id"], "column_id": "Col02", "date": []},
        {"row_id": row["id"], "column_id": columns["lane"], "select": ["done"]},
    ]
    app.ok("slackLists.items.update", list_id=LIST, cells=cells)
    read = fields(app.ok("slackLists.items.info", list_id=LIST, id=row["id"])["record"])
    assert (read["todo_completed"]["checkbox"], read["lane"]["select"]) == (True, ["done"])
    assert "todo_due_date" not in read
    listed = app.ok("slackLists.items.list", list_id=LIST)["items"]
    assert [item["id"] for item in listed] == [PLAN, row["id"]]
    app.ok("slackLists.items.delete", list_id=LIST, id=row["id"])
    assert app.refused("slackLists.items.info", list_id=LIST, id=row["id"]) == "invalid_row_id"


def test_rows_are_listed_page_by_page(app: Any) -> None:
    """A cursor leads on until there is no more."""
    made = [app.ok("slackLists.items.create", list_id=LIST)["item"]["id"] for _ in range(4)]
    first = app.ok("slackLists.items.list", list_id=LIST, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = app.ok("slackLists.items.list", list_id=LIST, limit=3, cursor=cursor)
    assert [item["id"] for page in (first, second) for item in page["items"]] == [PLAN, *made]
    assert second["response_metadata"]["next_cursor"] == ""


def test_an_update_changes_all_cells_or_none(app: Any, columns: dict[str, str]) -> None:
    """One wrong cell keeps the others back."""
    cells = [
        {"row_id": PLAN, "column_id": columns["title"], "rich_text": words("Neu")},
        {"row_id": PLAN, "column_id": columns["lane"], "select": ["nirgends"]},
    ]
    assert app.refused("slackLists.items.update", list_id=LIST, cells=cells) == "invalid_option_id"
    record = app.ok("slackLists.items.info", list_id=LIST, id=PLAN)["record"]
    assert fields(record)["title"]["text"] == "Standplan abstimmen"


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ({"column_id": "Col02", "date": ["24.12.2026"]}, "invalid_date"),
        ({"column_id": "Col01", "user": ["U0NOBODY"]}, "user_not_found"),
        ({"column_id": "Col02", "user": ["U0ANNA00001"]}, "invalid_input_type"),
        ({"column_id": "ColNONE", "date": ["2026-12-24"]}, "invalid_column_id"),
        ({"date": ["2026-12-24"]}, "column_id_not_provided"),
        ({"row_id": "RecNONE", "column_id": "Col02", "date": ["2026-12-24"]}, "invalid_row_id"),
    ],
)
def test_a_wrong_cell_is_refused_in_slacks_words(app: Any, cell: Any, error: str) -> None:
    """Each column takes its own kind of value."""
    given = {"row_id": PLAN, **cell}
    assert app.refused("slackLists.items.update", list_id=LIST, cells=[given]) == error


def test_subtasks_belong_to_their_row(app: Any) -> None:
    """A row below another names it, is shown with it, and goes with it."""
    below = app.ok("slackLists.items.create", list_id=LIST, parent_item_id=PLAN)["item"]
    assert below["parent_record_id"] == PLAN
    info = app.ok("slackLists.items.info", list_id=LIST, id=PLAN)
    assert [each["id"] for each in info["subtasks"]] == [below["id"]]
    app.ok("slackLists.items.deleteMultiple", list_id=LIST, ids=[PLAN])
    assert app.ok("slackLists.items.list", list_id=LIST)["items"] == []


def test_a_list_is_only_for_whom_it_was_shared_with(app: Any, anna: Any) -> None:
    """A new List is its maker's; readers do not write."""
    made = app.ok("slackLists.create", name="Neu", schema=[TITLE])["list_id"]
    assert anna.refused("slackLists.items.list", list_id=made) == "list_not_found"
    app.ok("slackLists.access.set", list_id=made, access_level="read", user_ids=["U0ANNA00001"])
    anna.ok("slackLists.items.list", list_id=made)
    assert anna.refused("slackLists.items.create", list_id=made) == "access_denied"
    app.ok("slackLists.access.set", list_id=made, access_level="write", channel_ids=["C0GENERAL01"])
    anna.ok("slackLists.items.create", list_id=made)


@pytest.mark.parametrize(
    ("schema", "error"),
    [
        ([{**TITLE, "type": "wheel"}], "invalid_column_type"),
        ([{**TITLE, "key": "Ä"}], "invalid_column_key"),
        ([{"key": "n", "name": "N", "type": "number"}], "invalid_primary_column"),
        ([TITLE, TITLE], "duplicate_column_key"),
        ([TITLE, {"key": "s", "name": "S", "type": "select"}], "invalid_column_options"),
    ],
)
def test_wrong_columns_are_refused(app: Any, schema: Any, error: str) -> None:
    """A List has one primary text column, keys once, and choices where one chooses."""
    assert app.refused("slackLists.create", name="x", schema=schema) == error


def test_a_list_is_a_file_that_tells_its_columns(app: Any, anna: Any) -> None:
    """An empty List can be asked for its columns too; who may not see it finds no file."""
    made = app.ok("slackLists.create", name="Neu", todo_mode=True, schema=[TITLE])
    described = app.ok("files.info", file=made["list_id"])["file"]
    assert described["list_metadata"]["schema"] == made["list_metadata"]["schema"]
    assert described["title"] == "Neu"
    assert anna.refused("files.info", file=made["list_id"]) == "file_not_found"
    assert app.refused("files.info", file="F0NOWHERE01") == "file_not_found"


def test_only_people_change_what_a_column_offers(app: Any, control: Any) -> None:
    """What they add can be chosen by an app, in the order that they gave it."""
    cells = [{"row_id": PLAN, "column_id": "", "select": ["late"]}]
    schema = app.ok("files.info", file=LIST)["file"]["list_metadata"]["schema"]
    (lane,) = [column for column in schema if column["key"] == "lane"]
    cells[0]["column_id"] = lane["id"]
    assert app.refused("slackLists.items.update", list_id=LIST, cells=cells) == "invalid_option_id"
    control.act("options", channel=LIST, action_id="lane", values={"late": "Spät", "open": "Offen"})
    app.ok("slackLists.items.update", list_id=LIST, cells=cells)
    schema = app.ok("files.info", file=LIST)["file"]["list_metadata"]["schema"]
    (lane,) = [column for column in schema if column["key"] == "lane"]
    assert [choice["label"] for choice in lane["options"]["choices"]] == ["Spät", "Offen"]


def test_a_free_workspace_has_no_lists(started: Any) -> None:
    """Lists come with a paid plan."""
    sandbox = started(slack={"plan": "free", "lists": []})
    headers = {"Authorization": "Bearer xoxb-app"}
    for method in ("slackLists.create", "slackLists.items.list"):
        url = f"{sandbox.urls['slack']}/api/{method}"
        answer = requests.post(url, data={"name": "x", "list_id": LIST}, headers=headers, timeout=10)
        assert answer.json() == {"ok": False, "error": "paid_teams_only"}
