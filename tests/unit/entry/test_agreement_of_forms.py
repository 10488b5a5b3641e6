"""Places agree as far as their tools can show the same; what could be shown and is not is still a difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bridge.entry.demo.agreement import Difference, differences
from bridge.entry.demo.reading import Reading
from bridge.entry.demo.stage import PARTNERS

PLACES = Path(__file__).parents[2] / "fixtures" / "demo" / "four-places.json"
BERLIN = ZoneInfo("Europe/Berlin")
HOSTS = {"trello": "distel", "slack": "zeder", "teams": "ahorn"}
CONTAINERS = {"trello": "board", "slack": "channel", "teams": "plan"}
NAMES = tuple(PARTNERS[each].name for each in HOSTS.values())
READING = Reading(NAMES, frozenset({"Cobridge"}), BERLIN)
FORMS = {tool: PARTNERS[partner].tool.form for tool, partner in HOSTS.items()}
WORD = "Wort "
Items = dict[str, list[dict[str, Any]]]


@pytest.fixture
def items() -> Items:
    """One task on a board, on a card and in a plan, as the sandbox tells them."""
    found: Items = json.loads(PLACES.read_text("utf-8"))
    return found


def found(items: Items) -> list[Difference]:
    """What keeps the three apart."""
    speakers = frozenset(said["author"] for shown in items.values() for item in shown for said in item["comments"])
    shown = {tool: READING.live(items[tool], CONTAINERS[tool], PARTNERS[HOSTS[tool]].name, speakers) for tool in HOSTS}
    return differences(shown, FORMS, BERLIN, {})


def named(items: Items) -> set[tuple[str, str]]:
    """Places and fields that differ."""
    return {(each.place, field) for each in found(items) for field in each.fields}


def described(items: Items, tool: str, text: str) -> None:
    """Put a text below the service's lines, if there are any."""
    own, _, _ = items[tool][0]["description"].partition(" Es fehlen:")
    items[tool][0]["description"] = f"{own} {text}" if own.startswith("⇄") else text


def test_a_card_and_a_plan_show_the_same_in_their_own_forms(items: Items) -> None:
    """Signs of lists, addresses behind words, dashes for rules, days for instants: nothing of it is a difference."""
    assert found(items) == []


@pytest.mark.parametrize("tool", ["slack", "teams"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "done"),
        ("lane", "Offen"),
        ("due", "2026-11-21"),
        ("due", None),
        ("people", ["Vera Lindner"]),
        ("comments", []),
        ("comments", [{"author": "Vera Lindner", "text": "Bis Freitag, bitte."}]),
    ],
)
def test_any_other_value_is_found_in_every_form(items: Items, tool: str, field: str, value: object) -> None:
    """No allowance for a tool hides another field."""
    items[tool][0][field] = value
    assert (tool, field) in named(items)


@pytest.mark.parametrize("tool", ["slack", "teams"])
@pytest.mark.parametrize(("before", "after"), [("Halle 4", "Halle 5"), ("die Höhe ", ""), ("Leitfaden", "Leitbild")])
def test_another_word_is_found_in_every_form(items: Items, tool: str, before: str, after: str) -> None:
    """Signs may differ, words may not."""
    items[tool][0]["description"] = items[tool][0]["description"].replace(before, after)
    assert named(items) == {(tool, "description")}


def test_a_day_in_slack_is_no_instant(items: Items) -> None:
    """Slack shows times of day, so what lacks one lost it."""
    items["slack"][0]["due"] = "2026-11-20"
    assert ("slack", "due") in named(items)


def test_signs_of_lists_are_words_where_a_tool_has_lists(items: Items) -> None:
    """Only plain text stands signs in for structure."""
    described(items, "slack", "Es fehlen: - die Höhe der zweite Bildschirm Halle 4 Maße Leitfaden Bis 1. Dezember.")
    assert named(items) == {("slack", "description")}


@pytest.mark.parametrize(("tool", "limit"), [("slack", 150), ("teams", 255)])
def test_a_title_is_cut_where_the_tool_ends_and_not_before(items: Items, tool: str, limit: int) -> None:
    """A title beyond the limit agrees with its beginning; the same cut of a shorter one is a difference."""
    title = "Standplan " * 40
    for each, most in (("trello", 400), ("slack", 150), ("teams", 255)):
        whole = title.strip()
        items[each][0]["title"] = whole if len(whole) <= most else whole[: most - 1] + "…"
    assert found(items) == []
    items[tool][0]["title"] = title[: limit - 20] + "…"
    assert (tool, "missing") in named(items)


LOST = "Beginn: 01.12.2026, 09:00 Uhr Priorität: hoch Checkliste (1 von 2 erledigt): ☑ Es fehlen Maße, ☐ Plan"


def test_lines_about_what_a_tool_has_no_field_for_are_no_text_of_people(items: Items) -> None:
    """A card says in words what is a field elsewhere; what stands below still has to be the same, to the last word."""
    below = items["trello"][0]["description"]
    described(items, "slack", f"{LOST} {below}")
    assert found(items) == []
    described(items, "slack", f"{LOST} {below} Nachtrag")
    assert named(items) == {("slack", "description")}
    described(items, "slack", f"{LOST} {below.replace('Halle 4', 'Halle 5')}")
    assert named(items) == {("slack", "description")}
    for tool, text in (("trello", ""), ("teams", ""), ("slack", LOST)):
        described(items, tool, text)
    assert found(items) == []


def test_what_somebody_said_and_was_put_back_is_still_theirs(items: Items) -> None:
    """A copy at the author's own partner names the person alone; somebody else's name is a difference."""
    (said,) = items["teams"][0]["comments"]
    said["text"] = "Nora Feld, 16.11.2026 Bis Freitag, bitte."
    assert found(items) == []
    said["text"] = "Vera Lindner, 16.11.2026 Bis Freitag, bitte."
    assert named(items) == {("teams", "comments")}


def test_the_beginning_of_a_long_text_agrees(items: Items) -> None:
    """Slack cannot hold the whole; it says that there is more."""
    long = WORD * 2_000
    described(items, "trello", long)
    described(items, "slack", WORD * 1_000 + "[…]")
    described(items, "teams", long)
    assert found(items) == []


def test_another_beginning_of_a_long_text_is_found(items: Items) -> None:
    """What is shown of it has to be of it."""
    described(items, "trello", WORD * 2_000)
    described(items, "slack", WORD * 900 + "anders […]")
    described(items, "teams", WORD * 2_000)
    assert named(items) == {("slack", "description")}


def test_a_text_that_would_fit_and_is_cut_is_found(items: Items) -> None:
    """The sign that there is more excuses nothing that the tool could hold."""
    described(items, "slack", "Es fehlen: die Höhe […]")
    assert named(items) == {("slack", "description")}


def test_a_long_text_that_only_stops_is_found(items: Items) -> None:
    """Loss is said, else it is loss."""
    for tool in HOSTS:
        described(items, tool, WORD * 2_000)
    described(items, "slack", WORD * 1_000)
    assert named(items) == {("slack", "description")}


def test_a_long_comment_may_be_a_beginning_too(items: Items) -> None:
    """The tool's limit is that of its comments; another author is still found."""
    attribution = "Nora Feld (Muster Distel GbR), 16.11.2026 "
    items["trello"][0]["comments"][0]["text"] = WORD * 2_000
    items["teams"][0]["comments"][0]["text"] = attribution + WORD * 2_000
    items["slack"][0]["comments"][0]["text"] = attribution + WORD * 1_000 + "[…]"
    assert found(items) == []
    items["slack"][0]["comments"][0]["text"] = WORD * 1_000 + "[…]"
    assert named(items) == {("slack", "comments")}


def test_comments_that_a_tool_shows_in_one_are_told_apart(items: Items) -> None:
    """Each by its line, whoever said it; one that is missing, or somebody else's, is found all the same."""
    said = [("Nora Feld", "Bis Freitag, bitte."), ("Vera Lindner", "Gern (Muster Distel GbR), 3 Stück.")]
    lines = [f"{who} (Muster Distel GbR), 16.11.2026 {text}" for who, text in said]
    items["trello"][0]["comments"] = [{"author": who, "text": text} for who, text in said]
    items["slack"][0]["comments"] = [{"author": "Cobridge", "text": line} for line in lines]
    items["teams"][0]["comments"] = [{"author": "Cobridge", "text": " ".join(lines)}]
    assert found(items) == []
    items["teams"][0]["comments"][0]["text"] = " ".join(lines).replace("Vera Lindner", "Nora Feld")
    assert named(items) == {("teams", "comments")}
    items["teams"][0]["comments"][0]["text"] = lines[1]
    assert named(items) == {("teams", "comments")}
