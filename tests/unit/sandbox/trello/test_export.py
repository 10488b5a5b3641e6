"""Board exports of any year, loaded as boards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

EXPORTS = Path(__file__).with_name("exports")
REAL = {
    # board: lists, cards, archived, comments, members, labels it says itself, cards one sees
    "blitzen-test-board": (5, 1, 0, 0, 1, 6, 1),
    "fda-food-recalls": (19, 69, 3, 45, 5, 12, 66),
    "gis-2012": (15, 72, 1, 5, 1, 0, 71),
    "json-parse-test": (2, 4, 0, 0, 1, 6, 4),
    "kanban-template": (8, 16, 1, 0, 1, 6, 14),
    "nc-import-testing": (3, 5, 0, 0, 1, 6, 5),
    "tekken-notes": (3, 11, 0, 0, 1, 6, 11),
    "tellybox-random-cards": (21, 206, 0, 0, 1, 6, 206),
    "trello-cms-2014": (8, 20, 4, 0, 1, 0, 11),
    "trello2planka-simple-project": (5, 10, 1, 4, 1, 8, 9),
    "web-development-template": (8, 8, 0, 0, 2, 6, 8),
    "welcome-board-2013": (3, 18, 0, 2, 2, 2, 18),
}
COUNTED = ("lists", "cards", "archived", "comments", "members", "labels")


def export(name: str) -> Any:
    return json.loads((EXPORTS / f"{name}.json").read_text())


def load(control: Any, raw: Any) -> Any:
    return control.done("POST", "/load/trello-export", body=raw)


def holds(shown: Any, said: Any) -> bool:
    """Whether what is shown holds all that is said; it may hold more keys."""
    if isinstance(said, Mapping):
        return isinstance(shown, Mapping) and all(holds(shown.get(key), value) for key, value in said.items())
    if isinstance(said, list):
        return isinstance(shown, list) and len(shown) == len(said) and all(map(holds, shown, said))
    return bool(shown == said)


@pytest.mark.parametrize("name", REAL)
def test_a_real_board_has_all_that_its_export_says(control: Any, anna: Any, shared: Path, name: str) -> None:
    """Each card, list, checklist and action of a real board is there, every field as it was."""
    raw = json.loads((shared / "data" / "trello" / f"{name}.json").read_text())
    loaded = load(control, raw)
    *counts, visible = REAL[name]
    assert [loaded[key] for key in COUNTED] == counts
    path = f"/boards/{loaded['board']}"
    assert len(anna.get(f"{path}/cards", limit=1000)) == visible
    asked: dict[str, dict[str, Any]] = {
        "cards": {"filter": "all", "attachments": "true"},
        "lists": {"filter": "all"},
        "labels": {"limit": 1000},
    }
    for kind in ("cards", "lists", "labels", "checklists", "actions"):
        said = {each["id"]: each for each in raw.get(kind) or [] if kind != "labels" or each.get("id")}
        fields = ",".join({key for each in said.values() for key in each})
        query = {"limit": 1000} if kind == "actions" else asked.get(kind, {})
        shown = {each["id"]: each for each in anna.get(f"{path}/{kind}", fields=fields or "all", **query)}
        if said:
            assert list(shown.keys() ^ said.keys()) == []
        wrong = [
            (key, field)
            for key, each in said.items()
            for field in each
            if not holds(shown[key].get(field), each[field])
        ]
        assert [entry for entry in wrong if not _renamed(name, entry[1])] == []
    items = [item for item in control.get("/state/trello", form="items") if item["place"] == loaded["board"]]
    assert len(items) == loaded["cards"]
    assert sum(not item["archived"] for item in items) == visible


def _renamed(name: str, field: str) -> bool:
    """One export names its only member by no id of Trello's, so that person has another one here."""
    return name == "nc-import-testing" and field in ("idMemberCreator", "memberCreator")


def test_labels_of_2012_get_ids(control: Any, anna: Any) -> None:
    """Labels named by colour become labels of the board; the same one is the same on every card."""
    assert load(control, export("format-2012"))["labels"] == 2
    labels = {label["id"]: label["name"] for label in anna.get("/boards/4f2e08f41c2c1d96286e0856/labels")}
    cards = {card["id"][-2:]: card for card in anna.get("/boards/4f2e08f41c2c1d96286e0856/cards/all")}
    assert [labels[key] for key in cards["1e"]["idLabels"]] == ["eilig", ""]
    assert cards["1f"]["idLabels"] == cards["1e"]["idLabels"][:1]
    assert cards["20"]["idLabels"] == []
    assert cards["1e"]["labels"][0]["color"] == "red"


def test_boards_of_2012_can_be_worked_on(control: Any, anna: Any) -> None:
    """An old board has all that a new one has: people join it, cards are moved, numbered and commented."""
    load(control, export("format-2012"))
    card = "/cards/4f2e0ec7c0be5afd0b24031e"
    anna.done("PUT", card, idList="4f2e0b32b13c636b3f9857d9", due="2027-01-01")
    anna.done("POST", f"{card}/actions/comments", text="Ich.")
    read = anna.get(card)
    assert (read["badges"]["comments"], read["idShort"]) == (3, 1)
    assert [action["data"]["text"] for action in anna.get(f"{card}/actions", filter="commentCard")] == [
        "Ich.",
        "Wer streicht?",
        "Ich nicht mehr.",
    ]
    assert anna.get(f"/cards/{read['shortLink']}")["name"] == "Tor"


def test_people_who_left_are_known_by_what_they_did(control: Any, anna: Any) -> None:
    """Who is no longer a member still has a name on old comments, and is not on the board."""
    load(control, export("format-2022"))
    load(control, export("format-2012"))
    comments = {item["title"]: item["comments"] for item in control.get("/state/trello", form="items")}
    assert comments["Kisten"] == [{"author": "Frida Ost", "text": "Ich packe mit"}]
    assert [said["author"] for said in comments["Tor"] if said["text"] == "Ich nicht mehr."] in (
        [],
        ["[deleted account]"],
    )
    people = [member["fullName"] for member in anna.get("/boards/63792cd280232800fa06fe65/members")]
    assert people == ["Emil Krause", "Anna Weber", "Bob Schulz", "Carla Voss", "Cobridge"]


def test_comments_of_cards_that_are_gone_stay_in_the_boards_history(control: Any, anna: Any) -> None:
    """The comment is there, its card is not."""
    assert load(control, export("format-2022"))["comments"] == 2
    found = anna.get("/boards/63792cd280232800fa06fe65/actions", filter="commentCard")
    assert [action["data"]["text"] for action in found] == ["Karte ist weg", "Ich packe *mit*"]
    assert anna.call("GET", "/cards/63792d01b9fe8801a15d1fff").status_code == 404


def test_double_and_missing_ids_are_replaced(control: Any, anna: Any) -> None:
    """Every card of the file is there once, with an id of its own; the first of two keeps theirs."""
    assert load(control, export("format-2022"))["cards"] == 3
    cards = anna.get("/boards/63792cd280232800fa06fe65/cards", checklists="all")
    assert [card["name"] for card in cards] == ["Doppelt", "Ohne Kennung", "Kisten"]
    assert len({card["id"] for card in cards}) == 3
    assert cards[2]["id"] == "63792d01b9fe8801a15d116c"
    assert [item["name"] for item in cards[2]["checklists"][0]["checkItems"]] == ["Küche", "Bad"]
    assert cards[2]["badges"]["comments"] == 7
    assert (cards[1]["idMembers"], cards[1]["idShort"], cards[0]["desc"]) == ([], 3, "")
    assert anna.done("POST", "/cards", idList=cards[0]["idList"], name="x")["idShort"] == 4


def test_loading_again_replaces_the_board(control: Any, anna: Any) -> None:
    """The same board loaded twice is there once, as the file says; other boards stay."""
    first = load(control, export("format-2022"))
    anna.done("PUT", "/cards/63792d01b9fe8801a15d116c", name="Geändert")
    anna.done("POST", "/cards", idList="63792cd280232800fa06fe6c", name="Neu")
    told = anna.get("/boards/63792cd280232800fa06fe65/actions")
    assert load(control, export("format-2022")) == first
    assert anna.get("/cards/63792d01b9fe8801a15d116c")["name"] == "Kisten"
    assert len(anna.get("/boards/63792cd280232800fa06fe65/cards/all")) == 3
    assert len(anna.get("/boards/63792cd280232800fa06fe65/actions")) == len(told) - 2 == 3
    names = [board["name"] for board in anna.get("/members/me/boards")]
    assert names == ["Messestand", "Umzug"]


def test_the_same_cards_under_another_board_get_ids_of_their_own(control: Any, anna: Any) -> None:
    """A copy of an export with another board id does not take the first one's cards."""
    load(control, export("format-2022"))
    copy = export("format-2022") | {"id": "63792cd280232800fa06feff"}
    loaded = load(control, copy)
    assert anna.get("/cards/63792d01b9fe8801a15d116c")["idBoard"] == "63792cd280232800fa06fe65"
    cards = anna.get(f"/boards/{loaded['board']}/cards", checklists="all")
    assert [card["name"] for card in cards] == ["Doppelt", "Ohne Kennung", "Kisten"]
    assert len(cards[2]["checklists"]) == 1
    said = anna.get(f"/cards/{cards[2]['id']}/actions", filter="commentCard")
    assert [action["data"]["text"] for action in said] == ["Ich packe *mit*"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([], "it has no board name"),
        ({"name": "x"}, "it has no list of lists"),
        ({"name": "x", "lists": []}, "it has no list of cards"),
        ({"name": "x", "lists": [], "cards": [{}]}, "cards but no lists"),
        ({"name": "x", "lists": ["a"], "cards": []}, "lists[0] is no object"),
        ({"name": "x", "lists": [], "cards": [], "actions": {}}, "actions is no list"),
        ({"name": "x", "lists": [{"name": "a", "pos": "b"}], "cards": []}, "lists[0].pos is no number"),
    ],
)
def test_what_is_no_export_changes_nothing(control: Any, raw: Any, words: str) -> None:
    """The answer says what is missing, and everything is as before."""
    before = control.get("/state/trello")
    answer = control.call("POST", "/load/trello-export", body=raw)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert control.get("/state/trello") == before


def test_an_export_broken_inside_leaves_the_board_it_would_replace(control: Any, anna: Any) -> None:
    """Nothing is half loaded: a fault far down in the file keeps the board as it was."""
    load(control, export("format-2022"))
    broken = export("format-2022")
    broken["checklists"][0]["checkItems"] = [None]
    assert control.call("POST", "/load/trello-export", body=broken).status_code == 422
    assert len(anna.get("/boards/63792cd280232800fa06fe65/cards")) == 3
