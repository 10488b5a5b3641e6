"""Checklists and their items."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def steps(anna: Any, card: str) -> Any:
    return anna.get(f"{card}/checklists")[0]


def test_a_checklist_is_made_renamed_and_removed(anna: Any, card: str) -> None:
    """Each of these is told on the card."""
    made = anna.done("POST", f"{card}/checklists", name="Aufbau")
    anna.done("PUT", f"/checklists/{made['id']}", name="Abbau")
    assert anna.get(f"/checklists/{made['id']}")["name"] == "Abbau"
    assert anna.get(card)["idChecklists"][1] == made["id"]
    anna.done("DELETE", f"{card}/checklists/{made['id']}")
    assert len(anna.get(card)["idChecklists"]) == 1
    told = anna.get(f"{card}/actions", filter="addChecklistToCard,updateChecklist,removeChecklistFromCard")
    assert [action["type"] for action in told[:3]] == [
        "removeChecklistFromCard",
        "updateChecklist",
        "addChecklistToCard",
    ]
    assert told[1]["data"]["old"] == {"name": "Aufbau"}


def test_an_items_state_is_told_and_counted(anna: Any, card: str, steps: Any) -> None:
    """Ticking an item is in the history and on the card's front; new items and new names are not in the history."""
    item = steps["checkItems"][0]
    made = anna.done("POST", f"/checklists/{steps['id']}/checkItems", name="Zahlen", checked="true", due="2026-12-01")
    assert (made["state"], made["due"]) == ("complete", "2026-12-01T00:00:00.000Z")
    anna.done("PUT", f"{card}/checkItem/{item['id']}", state="complete", name="Anrufen!")
    read = anna.get(card)
    assert (read["badges"]["checkItems"], read["badges"]["checkItemsChecked"]) == (3, 2)
    assert {each["idCheckItem"] for each in read["checkItemStates"]} == {item["id"], made["id"]}
    told = anna.get(f"{card}/actions", filter="all")[:2]
    assert told[0]["type"] == "updateCheckItemStateOnCard"
    assert told[0]["data"]["checkItem"]["state"] == "complete"
    assert told[1]["type"] != "createCheckItem"


def test_items_are_changed_by_older_paths_too(anna: Any, card: str, steps: Any) -> None:
    """Older clients name the checklist in the path, and change one field at a time."""
    path = f"{card}/checklist/{steps['id']}/checkItem"
    made = anna.done("POST", path, name="Packen")
    anna.done("PUT", f"{path}/{made['id']}/state", value="true")
    anna.done("PUT", f"{path}/{made['id']}/name", value="Einpacken")
    anna.done("PUT", f"{path}/{made['id']}", pos="top")
    read = anna.get(f"/checklists/{steps['id']}/checkItems/{made['id']}")
    assert (read["name"], read["state"]) == ("Einpacken", "complete")
    assert read["pos"] < steps["checkItems"][0]["pos"]
    anna.done("DELETE", f"{path}/{made['id']}")
    assert anna.call("GET", f"{card}/checkItem/{made['id']}").status_code == 404


def test_items_move_between_the_checklists_of_a_card(anna: Any, card: str, steps: Any) -> None:
    """An item goes to another checklist of its card, to no other."""
    other = anna.done("POST", "/checklists", idCard=card[7:], name="Zweite")
    item = steps["checkItems"][0]["id"]
    anna.done("PUT", f"{card}/checkItem/{item}", idChecklist=other["id"])
    assert [each["id"] for each in anna.get(f"/checklists/{other['id']}/checkItems")] == [item]
    strange = anna.done("POST", "/cards/5f0000000000000000000032/checklists", name="Fremd")
    assert anna.call("PUT", f"{card}/checkItem/{item}", idChecklist=strange["id"]).status_code == 400


@pytest.mark.parametrize(
    ("sent", "words"), [({"state": "done"}, "state"), ({"name": ""}, "name"), ({"due": "x"}, "due")]
)
def test_wrong_values_of_an_item_are_refused(
    anna: Any, card: str, steps: Any, sent: dict[str, str], words: str
) -> None:
    """A state is complete or incomplete, a name is not empty."""
    refused = anna.call("PUT", f"{card}/checkItem/{steps['checkItems'][0]['id']}", **sent)
    assert (refused.status_code, refused.text) == (400, f"invalid value for {words}")


def test_checklists_come_with_the_boards_cards(anna: Any, board: str) -> None:
    """One call reads all cards with their checklists."""
    found = anna.get(f"{board}/cards", checklists="all", fields="name")
    assert [item["name"] for item in found[0]["checklists"][0]["checkItems"]] == ["Anrufen", "Plan senden"]
    assert len(anna.get(f"{board}/checklists")) == 1
