"""What an ordinary client of Trello reads and writes, whether Cobridge uses it or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CARD = "5f0000000000000000000031"
BOARD = "5f0000000000000000000001"
Values = dict[str, str]


@pytest.fixture
def anna(trello_as: Callable[[str], Any]) -> Any:
    return trello_as("anna")


@pytest.fixture
def ids(anna: Any) -> Values:
    """A board with two custom fields, a starred board, and a card with a sticker and a comment somebody liked."""
    board = {"idModel": BOARD, "modelType": "board"}
    level = {**board, "name": "Stufe", "type": "list", "options": [{"value": {"text": "hoch"}, "color": "red"}]}
    listed = anna.done("POST", "/customFields", body=level)
    hours = anna.done("POST", "/customFields", body={**board, "name": "Stunden", "type": "number"})
    comment = anna.done("POST", f"/cards/{CARD}/actions/comments", text="Zufahrt ist frei")
    sticker = anna.done("POST", f"/cards/{CARD}/stickers", image="thumbsup", top="10", left="20.5", zIndex="1")
    return {
        "board": BOARD, "card": CARD, "level": listed["id"], "hoch": listed["options"][0]["id"], "hours": hours["id"],
        "comment": comment["id"], "sticker": sticker["id"], "me": anna.get("/members/me")["id"],
        "reaction": anna.done("POST", f"/actions/{comment['id']}/reactions", body={"shortName": "heart"})["id"],
        "star": anna.done("POST", "/members/me/boardStars", idBoard=BOARD, pos="top")[0]["id"],
    }  # fmt: skip


CALLS: tuple[tuple[str, str, Any, Callable[[Any], object], object], ...] = (
    ("GET", "/boards/{board}/customFields", {}, lambda it: [each["type"] for each in it], ["list", "number"]),
    ("GET", "/customFields/{level}", {}, lambda it: (it["name"], it["modelType"]), ("Stufe", "board")),
    ("GET", "/customFields/{level}/options", {}, lambda it: it[0]["value"], {"text": "hoch"}),
    ("GET", "/customFields/{level}/options/{hoch}", {}, lambda it: it["color"], "red"),
    ("POST", "/customFields/{level}/options", {"value": {"text": "tief"}}, lambda it: it["value"]["text"], "tief"),
    ("DELETE", "/customFields/{level}/options/{hoch}", {}, lambda it: it, {}),
    ("PUT", "/customFields/{hours}", {"name": "Tage"}, lambda it: it["name"], "Tage"),
    ("DELETE", "/customFields/{hours}", {}, lambda it: it, {"limits": {}}),
    ("PUT", "/cards/{card}/customField/{hours}/item", {"value": {"number": 2.5}}, lambda it: it["value"]["number"],
     "2.5"),
    ("PUT", "/cards/{card}/customField/{level}/item", {"idValue": "{hoch}"}, lambda it: it["value"], None),
    ("PUT", "/cards/{card}/customFields",
     {"customFieldItems": [{"idCustomField": "{hours}", "value": {"number": "3"}}]}, len, 1),
    ("GET", "/cards/{card}/customFieldItems", {}, lambda it: it, []),
    ("GET", "/cards/{card}/stickers", {"fields": "image"}, lambda it: it[0]["image"], "thumbsup"),
    ("GET", "/cards/{card}/stickers/{sticker}", {}, lambda it: it["left"], 20.5),
    ("PUT", "/cards/{card}/stickers/{sticker}", {"rotate": 90}, lambda it: it["rotate"], 90),
    ("DELETE", "/cards/{card}/stickers/{sticker}", {}, lambda it: it, {"stickers": []}),
    ("POST", "/cards/{card}/membersVoted", {"value": "{me}"}, lambda it: it[0]["fullName"], "Anna Weber"),
    ("GET", "/cards/{card}/membersVoted", {}, lambda it: it, []),
    ("GET", "/cards/{card}/checkItemStates", {}, lambda it: "_value" in it, True),
    ("GET", "/actions/{comment}/reactions", {"emoji": "false"}, lambda it: set(it[0]) & {"emoji", "member"},
     {"member"}),
    ("GET", "/actions/{comment}/reactions/{reaction}", {}, lambda it: it["emoji"]["shortName"], "heart"),
    ("GET", "/actions/{comment}/reactionsSummary", {}, lambda it: it[0]["count"], 1),
    ("GET", "/actions/{comment}", {"reactions": "true"}, lambda it: len(it["reactions"]), 1),
    ("POST", "/actions/{comment}/reactions", {"native": "🎉"}, lambda it: it["idEmoji"], "1F389"),
    ("DELETE", "/actions/{comment}/reactions/{reaction}", {}, lambda it: it, {"_value": None}),
    ("GET", "/members/me/boardStars", {}, len, 1),
    ("GET", "/members/me/boardStars/{star}", {}, lambda it: it["idBoard"], BOARD),
    ("GET", "/members/me/boards", {"filter": "starred"}, lambda it: [each["id"] for each in it], [BOARD]),
    ("GET", "/boards/{board}/boardStars", {}, len, 1),
    ("PUT", "/members/me/boardStars/{star}", {"pos": "500"}, lambda it: it["pos"], 500),
    ("DELETE", "/members/me/boardStars/{star}", {}, lambda it: it, {"_value": None}),
    ("POST", "/boards/{board}/markedAsViewed", {}, lambda it: it["id"], BOARD),
    ("GET", "/search", {"query": "zufahrt", "modelTypes": "cards"}, lambda it: [each["id"] for each in it["cards"]],
     [CARD]),
    ("GET", "/search", {"query": "@me is:open -zufahrt", "modelTypes": "cards"}, lambda it: it["cards"], []),
    ("GET", "/search", {"query": "messestand", "card_fields": "name", "cards_limit": "1"},
     lambda it: [each["id"] for each in it["boards"]], [BOARD]),
    ("GET", "/search/members/", {"query": "anna"}, lambda it: it[0]["fullName"], "Anna Weber"),
    ("GET", "/cards/{card}", {"membersVoted": "true", "stickers": "true", "customFieldItems": "true"},
     lambda it: (it["membersVoted"], len(it["stickers"]), it["customFieldItems"]), ([], 1, [])),
    ("GET", "/boards/{board}", {"boardStars": "mine", "customFields": "true"},
     lambda it: (len(it["boardStars"]), len(it["customFields"])), (1, 2)),
    ("GET", "/members/me", {"cards": "all", "actions": "commentCard", "boardStars": "true"},
     lambda it: (it["cards"][0]["id"], len(it["actions"]), len(it["boardStars"])), (CARD, 1, 1)),
    ("PUT", "/boards/{board}", {"prefs/voting": "members", "prefs/selfJoin": "false"},
     lambda it: (it["prefs"]["voting"], it["prefs"]["selfJoin"]), ("members", False)),
    ("PUT", "/cards/{card}", {"cover": {"color": "red"}}, lambda it: it["cover"]["color"], "red"),
    ("PUT", "/cards/{card}", {"address": "Messeplatz 1", "locationName": "Halle 3"},
     lambda it: (it["address"], it["locationName"]), ("Messeplatz 1", "Halle 3")),
    ("POST", "/cards/{card}/checklists", {"name": "Aufbau"}, lambda it: it["checkItems"], []),
)  # fmt: skip


def _filled(value: Any, ids: Values) -> Any:
    match value:
        case str():
            return value.format(**ids)
        case list():
            return [_filled(each, ids) for each in value]
        case dict():
            return {key: _filled(each, ids) for key, each in value.items()}
    return value


@pytest.mark.parametrize(
    ("method", "path", "sent", "seen", "wanted"),
    CALLS,
    ids=[f"{number}-{row[0]}-{row[1]}" for number, row in enumerate(CALLS)],
)
def test_an_ordinary_client_gets_what_trello_gives(
    anna: Any, ids: Values, method: str, path: str, sent: Any, seen: Callable[[Any], object], wanted: object
) -> None:
    """Each call of the table is carried out, and its answer holds what was asked for."""
    sent = _filled(sent, ids)
    query, body = (sent, None) if method == "GET" else ({}, sent)
    assert seen(anna.done(method, path.format(**ids), body=body, **query)) == wanted


def test_a_fields_value_is_told_with_the_one_before_and_can_be_cleared(anna: Any, ids: Values) -> None:
    """The action of a changed field holds the old value; an empty value takes it off the card."""
    path = f"/cards/{CARD}/customField/{ids['hours']}/item"
    for value in ({"number": "2"}, {"number": "3"}, ""):
        anna.done("PUT", path, body={"value": value})
    told = anna.get(f"/cards/{CARD}/actions", filter="updateCustomFieldItem")
    assert [each["data"]["old"]["value"] for each in told] == [{"number": "3"}, {"number": "2"}, None]
    assert anna.get(f"/cards/{CARD}/customFieldItems") == []


def test_a_copied_card_has_values_and_stickers_of_its_own(anna: Any, ids: Values, offen: str) -> None:
    """What is changed on the copy stays as it was on the card it came from."""
    anna.done("PUT", f"/cards/{CARD}/customField/{ids['hours']}/item", body={"value": {"number": "2"}})
    sent = {"idList": offen, "idCardSource": CARD, "keepFromSource": "customFields,stickers"}
    made = anna.done("POST", "/cards", **sent)["id"]
    item = anna.get(f"/cards/{made}/customFieldItems")[0]
    assert (item["idModel"], item["value"]) == (made, {"number": "2"})
    anna.done("DELETE", f"/cards/{made}/stickers/{anna.get(f'/cards/{made}/stickers')[0]['id']}")
    assert len(anna.get(f"/cards/{CARD}/stickers")) == 1


def test_an_items_date_reminder_and_member_are_kept(anna: Any, ids: Values) -> None:
    """An item of a checklist has a due date of its own, minutes to be reminded before it, and a member."""
    made = anna.done("POST", f"/cards/{CARD}/checklists", name="Aufbau")
    sent = {"name": "Boden", "due": "2026-12-01T08:00:00Z", "dueReminder": "60", "idMember": ids["me"]}
    anna.done("POST", f"/checklists/{made['id']}/checkItems", **sent)
    read = anna.get(f"/checklists/{made['id']}", cards="all")
    item = read["checkItems"][0]
    assert (item["due"], item["dueReminder"], item["idMember"]) == ("2026-12-01T08:00:00.000Z", 60, ids["me"])
    assert read["cards"][0]["id"] == CARD


@pytest.mark.parametrize(
    ("method", "path", "body", "words"),
    [
        ("PUT", "/cards/{card}/customField/{hours}/item", {"value": {"number": "viel"}}, "Invalid custom field item"),
        ("PUT", "/cards/{card}/customField/{hours}/item", {"value": {"text": "2"}}, "Invalid custom field item"),
        ("POST", "/customFields/{hours}/options", {"value": {"text": "x"}}, "not of type list"),
        ("POST", "/actions/{comment}/reactions", {"shortName": "no-such"}, "invalid value for emoji"),
        ("POST", "/actions/{comment}/reactions", {"shortName": "heart"}, "REACTION_ALREADY_EXISTS"),
        ("POST", "/cards/{card}/stickers", {"image": "x", "top": "500", "left": "0", "zIndex": "1"}, "for top"),
    ],
)
def test_what_trello_refuses_is_refused(anna: Any, ids: Values, method: str, path: str, body: Any, words: str) -> None:
    """A value of the wrong type, an emoji nobody knows, the same reaction twice."""
    response = anna.call(method, path.format(**ids), body=body)
    assert (response.status_code, words in response.text) == (400, True), response.text


@pytest.mark.parametrize("path", ["/members/me/savedSearches", "/boards/{board}/plugins", "/no/such"])
def test_what_is_left_out_is_listed_as_unknown(anna: Any, control: Any, ids: Values, path: str) -> None:
    """A call that the sandbox does not know is 404 and can be found in the record of calls."""
    response = anna.call("GET", path.format(**ids))
    last = control.get("/requests")["calls"][-1]
    assert (response.status_code, last.get("unknown")) == (404, True)
