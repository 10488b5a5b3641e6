"""Lists of actions, and batches."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest


@pytest.fixture
def said(anna: Any, control: Any, card: str) -> list[str]:
    """The ids of 120 comments, oldest first, one a second."""
    ids = []
    for number in range(120):
        control.done("POST", "/clock", body={"advance": 1})
        ids.append(anna.done("POST", f"{card}/actions/comments", text=str(number))["id"])
    return ids


def texts(actions: list[Any]) -> list[str]:
    return [action["data"]["text"] for action in actions]


@pytest.mark.usefixtures("said")
def test_actions_come_newest_first_fifty_a_page(anna: Any, board: str) -> None:
    """Without a limit there are 50; page and before go on from there; more than 1000 are refused."""
    first = anna.get(f"{board}/actions", filter="commentCard")
    assert texts(first) == [str(number) for number in range(119, 69, -1)]
    assert texts(anna.get(f"{board}/actions", filter="commentCard", page=1))[0] == "69"
    assert texts(anna.get(f"{board}/actions", filter="commentCard", before=first[-1]["id"]))[0] == "69"
    assert len(anna.get(f"{board}/actions", filter="commentCard", limit=1000)) == 121
    assert anna.get(f"{board}/actions", format="count", filter="commentCard", limit=1000) == {"_value": 121}
    assert anna.call("GET", f"{board}/actions", limit=1001).text == "invalid value for limit"
    assert anna.call("GET", f"{board}/actions", limit=1000, page=1).text == "invalid value for page"


def test_since_and_before_take_an_action_or_a_date(anna: Any, board: str, said: list[str]) -> None:
    """A poll names the last action it saw, or a time; that action itself does not come again."""
    assert texts(anna.get(f"{board}/actions", since=said[116])) == ["119", "118", "117"]
    date = anna.get(f"/actions/{said[116]}")["date"]
    assert texts(anna.get(f"{board}/actions", since=date)) == ["119", "118", "117", "116"]
    assert texts(anna.get(f"{board}/actions", before=date, limit=2)) == ["115", "114"]
    assert texts(anna.get(f"{board}/actions", since=said[110], before=said[113])) == ["112", "111"]
    assert anna.get(f"{board}/actions", since="2030-01-01") == []
    assert anna.call("GET", f"{board}/actions", since="soon").text == "invalid value for since"


def test_a_deleted_comment_still_marks_where_a_poll_had_come(anna: Any, board: str, card: str) -> None:
    """A poll goes on from the last action it saw, though that was a comment deleted since."""
    first = anna.done("POST", f"{card}/actions/comments", text="weg")["id"]
    anna.done("POST", f"{card}/actions/comments", text="da")
    anna.done("DELETE", f"/actions/{first}")
    assert texts(anna.get(f"{board}/actions", since=first)) == ["da"]


def test_a_filter_names_types_and_changed_fields(anna: Any, board: str, card: str, erledigt: str) -> None:
    """A filter is a list of types, each with a changed field if wanted; cards show comments and moves by default."""
    anna.done("PUT", card, idList=erledigt, closed="true", name="Neu")
    wanted = anna.get(f"{board}/actions", filter="updateCard:idList,updateCard:closed,createList")
    assert [action["type"] for action in wanted] == ["updateCard"] * 3 + ["createList"] * 3
    assert [list(action["data"]["old"]) for action in wanted[:2]] == [["closed"], ["idList"]]
    assert [action["type"] for action in anna.get(f"{card}/actions")] == ["updateCard", "commentCard"]
    assert anna.get(f"{board}/actions", idModels=card[7:], filter="createList") == []


def test_what_trello_does_not_list_is_found_by_id_only(anna: Any, board: str, card: str) -> None:
    """Editing a comment changes the comment; no action of the editing is listed."""
    said = anna.done("POST", f"{card}/actions/comments", text="a")
    before = anna.get(f"{board}/actions")
    anna.done("PUT", f"/actions/{said['id']}", text="b")
    after = anna.get(f"{board}/actions")
    assert [action["id"] for action in after] == [action["id"] for action in before]


def test_actions_are_shown_with_the_fields_asked_for(anna: Any, board: str) -> None:
    """A poll leaves out what it does not need."""
    asked = {"fields": "type,date", "memberCreator": "false", "limit": 1}
    assert set(anna.get(f"{board}/actions", **asked)[0]) == {"id", "type", "date"}
    asked = {"fields": "type", "memberCreator_fields": "username", "limit": 1}
    assert anna.get(f"{board}/actions", **asked)[0]["memberCreator"].keys() == {"id", "username"}


def test_a_batch_answers_each_of_up_to_ten_reads(anna: Any, card: str) -> None:
    """Each part of a batch has its own answer or error; more than ten are refused."""
    inner = f"{card}?fields=name%2Cdue"
    found = anna.get("/batch", urls=f"{quote(inner)},/cards/5f00000000000000000000ff,/members/me")
    assert found[0]["200"] == {
        "id": card[7:],
        "name": "Standplan abstimmen",
        "due": "2026-12-01T11:00:00.000Z",
    }
    assert found[1] == {"name": "Error", "message": "The requested resource was not found.", "statusCode": 404}
    assert found[2]["200"]["username"] == "anna"
    assert anna.call("GET", "/batch", urls=",".join([card] * 11)).status_code == 400
