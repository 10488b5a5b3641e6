"""Cards: creating, changing, moving, deleting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest


def test_a_card_is_created_with_everything_in_one_call(anna: Any, bob: Any, offen: str) -> None:
    """Name, text, dates, members, labels and a link arrive with one call."""
    me, label = anna.get("/members/me")["id"], "5f0000000000000000000021"
    made = anna.done(
        "POST",
        "/cards",
        idList=offen,
        name="Strom bestellen",
        desc="16 A",
        due="2026-12-03T12:00:00+01:00",
        start="2026-12-01",
        dueComplete="true",
        idMembers=me,
        idLabels=label,
        urlSource="https://us.example/o/17",
    )
    read = bob.get(f"/cards/{made['id']}", attachments="true", members="true", list="true", board="true")
    assert (read["name"], read["desc"], read["idMembers"], read["idLabels"]) == (
        "Strom bestellen",
        "16 A",
        [me],
        [label],
    )
    assert (read["due"], read["start"], read["dueComplete"]) == (
        "2026-12-03T11:00:00.000Z",
        "2026-12-01T00:00:00.000Z",
        True,
    )
    assert [each["url"] for each in read["attachments"]] == ["https://us.example/o/17"]
    assert [each["url"] for each in made["attachments"]] == ["https://us.example/o/17"]
    assert [each["name"] for each in read["labels"]] == ["dringend"]
    assert (read["members"][0]["fullName"], read["list"]["name"], read["board"]["name"]) == (
        "Anna Weber",
        "Offen",
        "Messestand",
    )
    assert read["badges"]["attachments"] == 1
    assert read["badges"]["description"] is True
    assert read["url"] == f"https://trello.com/c/{read['shortLink']}/4-strom-bestellen"
    assert bob.get(f"/cards/{read['shortLink']}")["id"] == made["id"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"idList": ""}, "invalid value for idList"),
        ({"due": "morgen"}, "invalid value for due"),
        ({"desc": "x" * 16385}, "invalid value for desc"),
        ({"idMembers": "5f0000000000000000000c0a"}, "invalid value for idMembers"),
        ({"idLabels": "5f00000000000000000000ff"}, "invalid value for idLabels"),
        ({"closed": "True"}, "invalid value for closed"),
        ({"pos": "middle"}, "invalid value for pos"),
        ({"urlSource": "ftp://x"}, "invalid url"),
    ],
)
def test_a_wrong_value_creates_and_changes_nothing(
    anna: Any, board: str, card: str, offen: str, sent: dict[str, str], words: str
) -> None:
    """One wrong value refuses the whole call: somebody not on the board cannot be a member, texts end at 16384."""
    before = anna.get(f"{board}/cards/all"), anna.get(f"{board}/actions")
    refused = anna.call("POST", "/cards", body={"idList": offen, "name": "x", **sent})
    assert (refused.status_code, refused.text) == (400, words)
    if "urlSource" not in sent and sent.get("idList") != "":
        refused = anna.call("PUT", card, body={"name": "Neu", **sent})
        assert (refused.status_code, refused.text) == (400, words)
    assert (anna.get(f"{board}/cards/all"), anna.get(f"{board}/actions")) == before


@pytest.mark.parametrize("empty", ["", "null"])
def test_a_due_date_is_cleared_by_nothing_or_null(anna: Any, card: str, empty: str) -> None:
    """Both forms take the date off."""
    assert anna.done("PUT", card, due=empty)["due"] is None
    assert anna.get(card)["badges"]["due"] is None
    assert anna.done("PUT", card, body={"due": "2027-01-01T00:00:00Z"})["due"] == "2027-01-01T00:00:00.000Z"
    assert anna.done("PUT", card, body={"due": None})["due"] is None


def test_each_changed_field_is_an_action_with_its_old_value(anna: Any, card: str) -> None:
    """The history of a card tells what each field was before; what stays the same is not told."""
    anna.done("PUT", card, name="Neu", desc="Mit der **Messe**.", due="", dueComplete="true", closed="true")
    told = anna.get(f"{card}/actions", filter="updateCard")
    assert [action["data"]["old"] for action in reversed(told)] == [
        {"name": "Standplan abstimmen"},
        {"due": "2026-12-01T11:00:00.000Z"},
        {"dueComplete": False},
        {"closed": False},
    ]
    assert told[0]["memberCreator"]["fullName"] == "Anna Weber"
    assert told[0]["data"]["card"]["closed"] is True
    assert told[0]["data"]["list"]["name"] == "Offen"


def test_moving_a_card_names_both_lists(anna: Any, card: str, offen: str, erledigt: str) -> None:
    """A move is told with the list before and after, and in both lists' histories."""
    anna.done("PUT", card, idList=erledigt)
    (moved,) = anna.get(f"{card}/actions", filter="updateCard:idList")
    data = moved["data"]
    assert (data["listBefore"]["name"], data["listAfter"]["name"]) == ("Offen", "Erledigt")
    assert (data["old"], data["card"]["idList"]) == ({"idList": offen}, erledigt)
    assert "list" not in data
    for lane in (offen, erledigt):
        assert moved["id"] in [action["id"] for action in anna.get(f"/lists/{lane}/actions")]
    assert anna.get(f"/lists/{offen}/cards") == []
    assert anna.call("PUT", card, idList="5f00000000000000000000ff").text == "invalid value for idList"


def test_positions_order_a_list(anna: Any, card: str, offen: str) -> None:
    """Top is before all, bottom after all, a number where it says."""

    def names() -> list[str]:
        return [each["name"] for each in anna.get(f"/lists/{offen}/cards")]

    for name, pos in (("c", "bottom"), ("a", "top"), ("d", "bottom")):
        anna.done("POST", "/cards", idList=offen, name=name, pos=pos)
    assert names() == ["a", "Standplan abstimmen", "c", "d"]
    anna.done("PUT", card, pos="bottom")
    assert names() == ["a", "c", "d", "Standplan abstimmen"]
    anna.done("PUT", card, pos=1)
    assert names() == ["Standplan abstimmen", "a", "c", "d"]
    assert anna.get(card)["pos"] == 1


def test_single_fields_are_read_and_written(anna: Any, card: str) -> None:
    """Older clients read and write one field by its path."""
    assert anna.get(f"{card}/name") == {"_value": "Standplan abstimmen"}
    anna.done("PUT", f"{card}/desc", value="Neu")
    assert anna.get(f"{card}/desc") == {"_value": "Neu"}
    assert anna.call("GET", f"{card}/colour").status_code == 400
    assert anna.get(card, fields="name,due") == {
        "id": card.removeprefix("/cards/"),
        "name": "Standplan abstimmen",
        "due": "2026-12-01T11:00:00.000Z",
    }


def test_a_deleted_card_is_gone_with_its_history(anna: Any, board: str, card: str) -> None:
    """Of a deleted card only the deletion is told, without its name."""
    anna.done("DELETE", card)
    assert anna.call("GET", card).status_code == 404
    about = [each for each in anna.get(f"{board}/actions") if each["data"].get("card", {}).get("id") == card[7:]]
    assert [each["type"] for each in about] == ["deleteCard"]
    assert "name" not in about[0]["data"]["card"]
    assert anna.get(f"{board}/checklists") == []
    made = anna.done("POST", "/cards", idList="5f0000000000000000000011", name="x")
    assert made["idShort"] == 4


def test_a_copy_carries_what_is_kept(anna: Any, card: str, offen: str) -> None:
    """A copied card brings members, labels, dates, checklists, links and comments, or only those named."""
    anna.done("POST", f"{card}/attachments", url="https://us.example/o/1")
    whole = anna.done("POST", "/cards", idList=offen, idCardSource=card[7:])
    read = anna.get(f"/cards/{whole['id']}", attachments="true", checklists="all")
    source = anna.get(card)
    assert (read["name"], read["desc"], read["due"]) == (source["name"], source["desc"], source["due"])
    assert (read["idMembers"], read["idLabels"]) == (source["idMembers"], source["idLabels"])
    assert [each["url"] for each in read["attachments"]] == ["https://us.example/o/1"]
    assert [item["name"] for item in read["checklists"][0]["checkItems"]] == ["Anrufen", "Plan senden"]
    types = [action["type"] for action in anna.get(f"/cards/{whole['id']}/actions", filter="all")]
    assert "copyCard" in types
    assert "copyCommentCard" in types
    part = anna.done("POST", "/cards", idList=offen, idCardSource=card[7:], keepFromSource="due,labels", name="Teil")
    read = anna.get(f"/cards/{part['id']}", attachments="true", checklists="all")
    assert (read["name"], read["due"], read["idLabels"]) == ("Teil", source["due"], source["idLabels"])
    assert (read["idMembers"], read["attachments"], read["checklists"]) == ([], [], [])


def test_a_card_moves_to_another_board_with_what_fits_there(anna: Any, bob: Any, card: str) -> None:
    """Labels of the same name and colour and members who are there go along, the rest stays behind."""
    other = anna.done("POST", "/boards", name="Lager")
    lane = anna.get(f"/boards/{other['id']}/lists")[0]["id"]
    anna.done("POST", f"/boards/{other['id']}/labels", name="dringend", color="red")
    anna.done("PUT", card, idMembers=",".join(each.get("/members/me")["id"] for each in (anna, bob)))
    moved = anna.done("PUT", card, idBoard=other["id"], idList=lane)
    assert moved["idMembers"] == [anna.get("/members/me")["id"]]
    assert [label["name"] for label in moved["labels"]] == ["dringend"]
    assert (moved["idBoard"], moved["idShort"]) == (other["id"], 1)
    assert anna.get("/boards/5f0000000000000000000001/actions")[0]["type"] == "moveCardFromBoard"
    assert "moveCardToBoard" in [action["type"] for action in anna.get(f"/boards/{other['id']}/actions")]
    assert anna.get(f"/boards/{other['id']}/checklists")[0]["idCard"] == card[7:]


def test_what_one_call_changes_bears_one_date(anna: Any, board: str, card: str, erledigt: str) -> None:
    """However long a call takes, its actions have one date, and the last activity of card and board is 2 ms later."""
    changed = anna.done("PUT", card, idList=erledigt, name="Anders", dueComplete="true", closed="true")
    acts = anna.get(f"{board}/actions", filter="updateCard", limit="4")
    (date,) = {act["date"] for act in acts}
    later = datetime.fromisoformat(date) + timedelta(milliseconds=2)
    assert changed["dateClosed"] == date
    assert datetime.fromisoformat(changed["dateLastActivity"]) == later
    shown = anna.get(board, fields="dateLastActivity")["dateLastActivity"]
    assert datetime.fromisoformat(shown) == later


def test_every_change_is_a_cards_last_activity(control: Any, anna: Any, board: str, card: str) -> None:
    """A card and its board tell when they were last changed."""
    control.done("POST", "/clock", body={"now": "2026-11-23T10:00:00Z"})
    anna.done("POST", f"{card}/actions/comments", text="x")
    assert anna.get(card)["dateLastActivity"].startswith("2026-11-23T10:00:0")
    assert anna.get(board, fields="dateLastActivity")["dateLastActivity"].startswith("2026-11-23T10:00:0")
