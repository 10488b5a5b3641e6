"""The normal form in which places are compared."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sandbox.trello.items import as_read


def test_an_item_is_what_a_reader_of_the_card_sees(control: Any, anna: Any, board: str, card: str) -> None:
    """Names instead of ids, texts without markup, comments by time with their authors."""
    anna.done("POST", f"{card}/actions/comments", text="Nein,\n*Halle* 5")
    found = {item["title"]: item for item in control.get("/state/trello", form="items")}
    assert found["Standplan abstimmen"] == {
        "place": board[8:],
        "ref": card[7:],
        "title": "Standplan abstimmen",
        "description": "Mit der Messe.",
        "state": "open",
        "lane": "Offen",
        "due": "2026-12-01T11:00:00.000Z",
        "people": ["Anna Weber"],
        "comments": [{"author": "Bob Schulz", "text": "Halle 4?"}, {"author": "Anna Weber", "text": "Nein, Halle 5"}],
        "archived": False,
        "checklist": [
            {"group": "Schritte", "title": "Anrufen", "done": False},
            {"group": "Schritte", "title": "Plan senden", "done": False},
        ],
    }


def test_done_and_archived_are_two_things(control: Any, anna: Any, card: str, offen: str) -> None:
    """Done is the card's own tick; archived is the card, or the list it is in."""

    def states() -> dict[str, tuple[str, bool]]:
        return {item["title"]: (item["state"], item["archived"]) for item in control.get("/state/trello", form="items")}

    anna.done("PUT", card, dueComplete="true")
    assert states() == {
        "Standplan abstimmen": ("done", False),
        "Plakate": ("open", False),
        "Altes": ("open", True),
    }
    anna.done("PUT", f"/lists/{offen}/closed", value="true")
    assert states()["Standplan abstimmen"] == ("done", True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**fett** *kursiv* ~~weg~~ `code`", "fett kursiv weg code"),
        ("# Titel\n\n- eins\n- zwei\n\n> Zitat", "Titel eins zwei Zitat"),
        ("1. eins\n2. zwei\n   - drei", "eins zwei drei"),
        ("12. Auflage\n12. folgt\n    1. a\n\n0) null", "12. Auflage 13. folgt a 0) null"),
        ("[Text](https://x.example) ![Bild](https://x.example/b.png)", "Text Bild"),
        ("eins\nzwei\\*\n\n```\nroh *x*\n```", "eins zwei* roh *x*"),
        ("a\u00a0b  c\r\nd", "a b c d"),
        ("<b>x</b> & y @anna 🎉", "<b>x</b> & y @anna 🎉"),
        ("", ""),
    ],
)
def test_markup_is_read_as_a_reader_sees_it(written: str, read: str) -> None:
    """Markdown's signs are gone, its words are there, white space is folded."""
    assert as_read(written) == read


def test_the_native_state_shows_every_object(control: Any, card: str) -> None:
    """A test can look at any object as Trello holds it."""
    state = control.get("/state/trello")
    assert {len(state[kind]) for kind in ("boards", "checklists")} == {1}
    assert card[7:] in [each["id"] for each in state["cards"]]
