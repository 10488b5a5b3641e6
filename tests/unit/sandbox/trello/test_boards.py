"""Boards, lists, labels and who is on them."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_new_board_has_three_lists_and_six_labels_unless_told_otherwise(anna: Any) -> None:
    """Trello furnishes a board; a caller may leave that out."""
    board = anna.done("POST", "/boards/", name="Lager")
    assert [lane["name"] for lane in anna.get(f"/boards/{board['id']}/lists")] == ["To Do", "Doing", "Done"]
    assert len(anna.get(f"/boards/{board['id']}/labels")) == 6
    bare = anna.done("POST", "/boards/", name="Lager", defaultLists="false", defaultLabels="false")
    assert anna.get(f"/boards/{bare['id']}/lists") == anna.get(f"/boards/{bare['id']}/labels") == []
    assert anna.get(f"/boards/{bare['id']}/memberships")[0]["memberType"] == "admin"
    assert anna.call("POST", "/boards/", name="").text == "invalid value for name"


def test_a_board_is_read_with_what_is_nested(anna: Any, board: str) -> None:
    """One call reads a board with lists, cards, members, labels, checklists and actions."""
    asked = {
        "lists": "open",
        "cards": "visible",
        "members": "all",
        "labels": "all",
        "checklists": "all",
        "actions": "all",
    }
    read = anna.get(board, **asked, card_fields="name", list_fields="name", memberships="all", customFields="true")
    assert [lane["name"] for lane in read["lists"]] == ["Offen", "In Arbeit", "Erledigt"]
    assert [card["name"] for card in read["cards"]] == ["Standplan abstimmen", "Plakate"]
    assert [member["fullName"] for member in read["members"]] == ["Anna Weber", "Bob Schulz", "Cobridge"]
    assert len(read["labels"]) == 2
    assert read["actions"][0]["type"] == "updateCard"
    assert read["customFields"] == []
    plain = anna.get(board)
    assert not {"lists", "cards", "actions", "limits", "memberships"} & set(plain)
    assert "cards" in anna.get(board, fields="limits")["limits"]


def test_a_board_is_changed_closed_and_deleted_by_its_admins(anna: Any, bob: Any, board: str) -> None:
    """Everybody on it renames a board, only admins close or delete it."""
    assert bob.done("PUT", board, name="Messe 2027")["name"] == "Messe 2027"
    assert bob.call("PUT", board, closed="true").status_code == 401
    assert bob.call("DELETE", board).status_code == 401
    anna.done("PUT", board, closed="true")
    assert anna.get("/members/me/boards", filter="open") == []
    assert [each["name"] for each in anna.get("/members/me/boards/", filter="all", fields="name")] == ["Messe 2027"]
    told = anna.get(f"{board}/actions", filter="updateBoard")
    assert [action["data"]["old"] for action in told] == [{"closed": False}, {"name": "Messestand"}]
    anna.done("DELETE", board)
    assert anna.call("GET", board).status_code == 404
    assert anna.call("GET", "/cards/5f0000000000000000000031").status_code == 404


def test_cards_are_filtered_by_state_of_card_and_list(anna: Any, board: str, offen: str) -> None:
    """Visible is an open card in an open list; open looks at the card alone."""

    def names(name: str) -> set[str]:
        return {card["name"] for card in anna.get(f"{board}/cards/{name}")}

    assert names("visible") == {"Standplan abstimmen", "Plakate"}
    anna.done("PUT", f"/lists/{offen}/closed", value="true")
    assert names("visible") == {"Plakate"}
    assert {card["name"] for card in anna.get(f"{board}/cards")} == {"Plakate"}
    assert names("open") == {"Standplan abstimmen", "Plakate"}
    assert names("closed") == {"Altes"}
    assert names("all") == {"Standplan abstimmen", "Plakate", "Altes"}
    assert anna.call("GET", f"{board}/cards", filter="some").text == "invalid value for filter"
    assert [lane["name"] for lane in anna.get(f"{board}/lists")] == ["In Arbeit", "Erledigt"]
    assert [lane["name"] for lane in anna.get(f"{board}/lists/closed")] == ["Offen"]


def test_cards_are_paged_by_the_oldest_id_of_a_page(anna: Any, board: str, offen: str) -> None:
    """Pages come newest first; before the oldest of one begins the next; a page has at most 1000."""
    for number in range(7):
        anna.done("POST", "/cards", idList=offen, name=str(number))
    seen: list[str] = []
    before = ""
    while page := anna.get(f"{board}/cards", limit=3, before=before, filter="all", fields="name"):
        seen += [card["id"] for card in page]
        before = page[-1]["id"]
    assert len(seen) == len(set(seen)) == 10
    assert seen == sorted(seen, reverse=True)
    newest = anna.get(f"{board}/cards", since=seen[2])
    assert [card["id"] for card in newest] == seen[:2]
    assert anna.call("GET", f"{board}/cards", limit=1001).text == "invalid value for limit"


def test_lists_are_created_ordered_moved_and_archived(anna: Any, board: str, offen: str, erledigt: str) -> None:
    """A new list comes first unless told otherwise; each change is told."""
    anna.done("POST", "/lists", name="Erste", idBoard=board[8:])
    last = anna.done("POST", f"{board}/lists", name="Letzte", pos="bottom")
    anna.done("PUT", f"/lists/{last['id']}", name="Schluss", closed="true")
    assert [lane["name"] for lane in anna.get(f"{board}/lists")] == ["Erste", "Offen", "In Arbeit", "Erledigt"]
    told = anna.get(f"{board}/actions", filter="updateList")
    assert [action["data"]["old"] for action in told] == [{"closed": False}, {"name": "Letzte"}]
    anna.done("POST", f"/lists/{offen}/moveAllCards", idBoard=board[8:], idList=erledigt)
    assert [card["name"] for card in anna.get(f"/lists/{erledigt}/cards")] == ["Standplan abstimmen"]
    anna.done("POST", f"/lists/{erledigt}/archiveAllCards")
    assert anna.get(f"/lists/{erledigt}/cards") == []
    assert anna.call("POST", "/lists", name="x").text == "invalid value for idBoard"
    assert anna.call("PUT", f"/lists/{offen}", name="").text == "invalid value for name"


def test_a_list_moves_to_another_board_with_its_cards(anna: Any, board: str, offen: str) -> None:
    """The cards of a moved list stand on the other board."""
    other = anna.done("POST", "/boards/", name="Lager", defaultLists="false")
    anna.done("PUT", f"/lists/{offen}/idBoard", value=other["id"])
    assert {card["name"] for card in anna.get(f"/boards/{other['id']}/cards/all")} == {"Standplan abstimmen", "Altes"}
    assert {card["name"] for card in anna.get(f"{board}/cards/all")} == {"Plakate"}
    assert "moveListToBoard" in [action["type"] for action in anna.get(f"/boards/{other['id']}/actions")]


def test_labels_are_created_changed_and_deleted(anna: Any, board: str, card: str) -> None:
    """A colour is one of Trello's or none; a deleted label is off every card; 50 are listed by default."""
    made = anna.done("POST", "/labels", name="Lager", color="sky_dark", idBoard=board[8:])
    assert anna.done("PUT", f"/labels/{made['id']}", color="null", name="Halle")["color"] is None
    assert anna.call("POST", f"{board}/labels", name="x", color="beige").text == "invalid value for color"
    anna.done("DELETE", "/labels/5f0000000000000000000021")
    assert anna.get(card)["labels"] == []
    for number in range(60):
        anna.done("POST", f"{board}/labels", name=str(number), color="red")
    assert len(anna.get(f"{board}/labels")) == 50
    assert len(anna.get(f"{board}/labels", limit=1000)) == 62


def test_members_are_taken_in_promoted_and_removed(anna: Any, bob: Any, trello_as: Any, board: str, card: str) -> None:
    """Admins decide who is on a board; who leaves is off its cards, and stays known by what they did."""
    carla = trello_as("carla").get("/members/me")["id"]
    assert bob.call("PUT", f"{board}/members/{carla}", type="normal").status_code == 401
    anna.done("PUT", f"{board}/members", email="carla@example.org", type="normal")
    anna.done("PUT", f"{board}/members/{carla}", type="admin")
    me = anna.get("/members/me")["id"]
    trello_as("carla").done("DELETE", f"{board}/members/{me}")
    assert bob.get(card)["idMembers"] == []
    told = bob.get(f"{board}/actions", filter="addMemberToBoard,makeAdminOfBoard,removeMemberFromBoard")
    assert [action["type"] for action in told] == ["removeMemberFromBoard", "makeAdminOfBoard", "addMemberToBoard"]
    assert [each["fullName"] for each in bob.get(f"{board}/members")] == ["Bob Schulz", "Cobridge", "Carla Voss"]
    assert bob.get(f"{board}/actions", filter="createBoard")[0]["memberCreator"]["fullName"] == "Anna Weber"
    assert anna.call("GET", board).status_code == 401


@pytest.mark.parametrize(
    "path", ["/members/me", "/members/me/boards", "/members/me/organizations", "/members/me/cards"]
)
def test_a_client_finds_its_way_from_me(anna: Any, path: str) -> None:
    """What clients ask first is answered."""
    assert anna.call("GET", path).status_code == 200
