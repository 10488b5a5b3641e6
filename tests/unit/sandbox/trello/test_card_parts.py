"""Members, labels, comments and links of cards."""

from __future__ import annotations

from typing import Any


def test_members_come_and_go_with_an_action_each(anna: Any, bob: Any, card: str) -> None:
    """Who is put on a card or taken off is told, by whichever call."""
    him, me = bob.get("/members/me")["id"], anna.get("/members/me")["id"]
    anna.done("POST", f"{card}/idMembers", value=him)
    anna.done("DELETE", f"{card}/idMembers/{him}")
    anna.done("PUT", card, idMembers=him)
    assert anna.get(card)["idMembers"] == [him]
    told = anna.get(f"{card}/actions", filter="addMemberToCard,removeMemberFromCard")
    assert [(action["type"], action["data"]["idMember"]) for action in reversed(told)] == [
        ("addMemberToCard", me),
        ("addMemberToCard", him),
        ("removeMemberFromCard", him),
        ("removeMemberFromCard", me),
        ("addMemberToCard", him),
    ]
    assert told[0]["member"]["fullName"] == "Bob Schulz"
    assert [each["username"] for each in anna.get(f"{card}/members")] == ["bob"]


def test_members_are_refused_twice_and_from_outside(anna: Any, card: str) -> None:
    """Nobody is on a card twice, and nobody who is not on its board."""
    assert anna.call("POST", f"{card}/idMembers", value=anna.get("/members/me")["id"]).status_code == 400
    outside = anna.call("POST", f"{card}/idMembers", value="5f0000000000000000000c0a")
    assert (outside.status_code, outside.text) == (400, "invalid value for value")


def test_labels_are_set_as_a_whole_or_singly(anna: Any, board: str, card: str) -> None:
    """Setting labels as a whole is told in the history, adding one is found by its id only; uses are counted."""
    red, intern = (label["id"] for label in anna.get(f"{board}/labels"))
    assert anna.done("POST", f"{card}/idLabels", value=intern) == [red, intern]
    assert anna.call("POST", f"{card}/idLabels", value=intern).status_code == 400
    assert anna.done("DELETE", f"{card}/idLabels/{red}") == [intern]
    anna.done("PUT", card, idLabels="")
    told = anna.get(f"{card}/actions", filter="all")
    assert [action["data"]["old"] for action in told if "old" in action["data"]] == [{"idLabels": [intern]}]
    assert not [action for action in told if action["type"] in ("addLabelToCard", "removeLabelFromCard")]
    assert [label["uses"] for label in anna.get(f"{board}/labels")] == [0, 0]
    made = anna.done("POST", f"{card}/labels", name="neu", color="sky")
    assert anna.get(card)["idLabels"] == [made["id"]]


def test_a_comment_is_written_edited_and_deleted(control: Any, anna: Any, bob: Any, board: str, card: str) -> None:
    """A comment is an action: its text can be changed, its date and author stay, deleting it leaves nothing."""
    said = anna.done("POST", f"{card}/actions/comments", text="Halle 3")
    assert (said["type"], said["data"]["text"], said["memberCreator"]["fullName"]) == (
        "commentCard",
        "Halle 3",
        "Anna Weber",
    )
    assert anna.get(card)["badges"]["comments"] == 2
    control.done("POST", "/clock", body={"advance": 60})
    edited = anna.done("PUT", f"{card}/actions/{said['id']}/comments", text="Halle 5")
    assert (edited["data"]["text"], edited["date"]) == ("Halle 5", said["date"])
    assert edited["data"]["dateLastEdited"] > said["date"]
    assert bob.get(f"/actions/{said['id']}")["data"]["text"] == "Halle 5"
    assert anna.done("PUT", f"/actions/{said['id']}", text="Halle 6")["data"]["text"] == "Halle 6"
    anna.done("DELETE", f"{card}/actions/{said['id']}/comments")
    assert anna.call("GET", f"/actions/{said['id']}").status_code == 404
    assert [action["data"]["text"] for action in anna.get(f"{board}/actions", filter="commentCard")] == ["Halle 4?"]
    assert anna.get(card)["badges"]["comments"] == 1


def test_comments_belong_to_who_wrote_them(anna: Any, bob: Any, card: str, erledigt: str) -> None:
    """Nobody edits another's comment; the author and the board's admins delete it. Other actions are left alone."""
    (his,) = anna.get(f"{card}/actions", filter="commentCard")
    assert anna.call("PUT", f"/actions/{his['id']}", text="x").status_code == 401
    hers = anna.done("POST", f"{card}/actions/comments", text="Ja")
    assert bob.call("DELETE", f"/actions/{hers['id']}").status_code == 401
    anna.done("DELETE", f"/actions/{his['id']}")
    anna.done("PUT", card, idList=erledigt)
    moved = anna.get(f"{card}/actions")[0]
    assert anna.call("DELETE", f"/actions/{moved['id']}").status_code == 400
    assert anna.call("POST", f"{card}/actions/comments", text="").text == "invalid value for text"
    other = "/cards/5f0000000000000000000032"
    assert anna.call("PUT", f"{other}/actions/{hers['id']}/comments", text="x").status_code == 404


def test_links_are_attached_listed_and_taken_off(anna: Any, board: str, card: str) -> None:
    """A link on a card is found with the board's cards, and told when it comes and goes."""
    made = anna.done("POST", f"{card}/attachments", url="https://us.example/o/1", name="Auftrag")
    assert (made["name"], made["isUpload"]) == ("Auftrag", False)
    listed = anna.get(f"{board}/cards", attachments="true", attachment_fields="url", fields="name")
    assert listed[0]["attachments"] == [{"id": made["id"], "url": "https://us.example/o/1"}]
    assert anna.get(f"{card}/attachments") == [made]
    assert anna.get(f"{card}/attachments/{made['id']}", fields="name") == {"id": made["id"], "name": "Auftrag"}
    anna.done("DELETE", f"{card}/attachments/{made['id']}")
    assert anna.call("GET", f"{card}/attachments/{made['id']}").status_code == 404
    types = [action["type"] for action in anna.get(f"{card}/actions", filter="all")][:2]
    assert types == ["deleteAttachmentFromCard", "addAttachmentToCard"]
    assert anna.call("POST", f"{card}/attachments", url="us.example").status_code == 400
