"""Whether two places agree, told from what their tools show."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bridge.entry.demo.agreement import Difference, Form, differences
from bridge.entry.demo.reading import Reading

PLACES = Path(__file__).parents[2] / "fixtures" / "demo" / "two-places.json"
BERLIN = ZoneInfo("Europe/Berlin")
READING = Reading(("Muster Distel GbR", "Muster Birke GmbH"), frozenset({"Cobridge"}), BERLIN)
FORMS = {"trello": Form(), "asana": Form(), "slack": Form(past=False)}
Items = dict[str, list[dict[str, Any]]]


@pytest.fixture
def items() -> Items:
    """Both places, as the sandbox tells them."""
    found: Items = json.loads(PLACES.read_text("utf-8"))
    return found


def found(items: Items) -> Sequence[Difference]:
    """What keeps the board and the project apart."""
    return differences(
        {
            "trello": READING.live(items["trello"], "board", "Muster Distel GbR"),
            "asana": READING.live(items["asana"], "project", "Muster Birke GmbH"),
        },
        FORMS,
        BERLIN,
        {},
    )


def test_places_agree_however_differently_their_tools_show_the_same(items: Items) -> None:
    """Noon on Trello is a day, names in words are people, a copied comment is its author's, order means nothing."""
    assert found(items) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("description", "Der Plan liegt vor."),
        ("state", "done"),
        ("lane", "Offen"),
        ("due", "2026-11-21"),
        ("due", None),
        ("due", "2026-11-20T11:30:00Z"),
        ("people", ["Lena Brandt"]),
        ("checklist", []),
        (
            "checklist",
            [{"title": "Standplan drucken", "done": False}, {"title": "Elektro: Kabel ziehen", "done": False}],
        ),
        ("checklist", [{"title": "Standplan drucken", "done": True}] * 2),
        ("comments", []),
        ("comments", [{"author": "Lena Brandt", "text": "Gern."}, {"author": "Lena Brandt", "text": "Bis Freitag."}]),
    ],
)
def test_a_field_shown_otherwise_is_found(items: Items, field: str, value: object) -> None:
    """One differing field of one task is enough, and it is named."""
    items["asana"][0][field] = value
    (difference,) = found(items)
    assert (difference.place, difference.title) == ("asana", "Standplan freigeben")
    assert field in difference.fields


def test_another_title_is_a_task_missing_and_one_too_many(items: Items) -> None:
    """Without a title in common nothing says that they are the same."""
    items["asana"][0]["title"] = "Standplan prüfen"
    assert [(each.title, each.fields) for each in found(items)] == [
        ("Standplan freigeben", ("missing",)),
        ("Standplan prüfen", ("extra",)),
    ]


def test_a_comment_of_somebody_else_is_found(items: Items) -> None:
    """The same words said by another person are not the same comment."""
    items["trello"][0]["comments"][0]["author"] = "Emre Aydin"
    assert [each.fields for each in found(items)] == [("comments",)]


def test_a_comment_said_twice_is_found(items: Items) -> None:
    """An echo shows."""
    items["asana"][0]["comments"].append(items["asana"][0]["comments"][0])
    assert [each.fields for each in found(items)] == [("comments",)]


def test_a_copy_whose_author_is_not_told_is_found(items: Items) -> None:
    """What the service says in its own name is nobody's comment."""
    items["asana"][0]["comments"][1]["text"] = "Bis Freitag, bitte."
    assert [each.fields for each in found(items)] == [("comments",)]


def test_a_person_missing_from_the_words_is_found(items: Items) -> None:
    """People named in words count like those on the item."""
    items["asana"][0]["description"] = items["asana"][0]["description"].replace(
        " Mitwirkend: Emre Aydin (Muster Distel GbR)", ""
    )
    assert [each.fields for each in found(items)] == [("people",)]


def test_a_duplicate_is_found_where_titles_repeat(items: Items) -> None:
    """Two tasks of one title are two; a third is one too many."""
    items["asana"].append(deepcopy(items["asana"][3]))
    assert [(each.title, each.fields) for each in found(items)] == [("Doppelt", ("extra",))]


def test_which_of_two_tasks_of_one_title_differs_is_told_by_the_rest(items: Items) -> None:
    """The nearer one is compared, so that one field is named and not all."""
    items["asana"][3]["lane"] = "Erledigt"
    assert [(each.title, each.fields) for each in found(items)] == [("Doppelt", ("lane",))]


def test_an_archived_task_that_arrived_is_found(items: Items) -> None:
    """What is archived at one place does not live at another."""
    items["asana"].append({**items["asana"][3], "title": "Alter Entwurf"})
    assert [(each.title, each.fields) for each in found(items)] == [("Alter Entwurf", ("extra",))]


def test_the_line_that_says_where_a_text_is_whole_is_the_services(items: Items) -> None:
    """It is no part of what people wrote."""
    lines = items["asana"][0]["description"]
    items["asana"][0]["description"] = lines.replace(" Zuständig:", " Gekürzt, ganz bei: Muster Distel GbR Zuständig:")
    assert "Gekürzt" in items["asana"][0]["description"]
    assert found(items) == []


def test_a_persons_own_line_is_no_line_of_the_service(items: Items) -> None:
    """Somebody may write `Zuständig:` in a description; without the sign it is theirs."""
    items["trello"][1]["description"] = items["trello"][1]["description"].removeprefix("⇄ ")
    (difference,) = found(items)
    assert set(difference.fields) == {"description", "people"}


def test_a_sign_that_a_person_wrote_is_part_of_their_words(items: Items) -> None:
    """Only lines that name partners or their people are the service's."""
    items["trello"][2]["description"] = "Zuständig: alle"
    assert [each.fields for each in found(items)] == [("description",)]


def test_an_empty_place_agrees_with_nothing(items: Items) -> None:
    """A place that shows nothing lacks every task."""
    items["asana"].clear()
    assert {each.fields for each in found(items)} == {("missing",)}
    assert len(found(items)) == 5


def test_the_services_lines_stand_apart_from_what_people_wrote(items: Items) -> None:
    """Where tasks stand side by side each of the service's lines is a line."""
    own, written = READING.split(items["asana"][0]["description"])
    assert own.splitlines() == [
        "⇄ Sichtbar für: Muster Birke GmbH, Muster Distel GbR",
        "Zuständig: Nora Feld (Muster Distel GbR)",
        "Mitwirkend: Emre Aydin (Muster Distel GbR)",
    ]
    assert written == "Der Plan liegt vor. Es fehlt die Höhe."


def in_slack(items: Items) -> Items:
    """The project's tasks at a place that shows none that was done before."""
    for each in items["trello"]:
        each["state"] = "done" if each["title"] == "Doppelt" else each["state"]
    shown = [each for each in items["asana"] if each["title"] != "Doppelt"]
    return {"trello": items["trello"], "slack": shown}


def partly(items: Items, known: Collection[str] = ()) -> Sequence[Difference]:
    """What keeps the board and the cards apart, of which these were seen before."""
    places = {
        "slack": READING.live(items["slack"], "project", "Muster Birke GmbH"),
        "trello": READING.live(items["trello"], "board", "Muster Distel GbR"),
    }
    return differences(places, FORMS, BERLIN, {"slack": known})


def test_a_card_that_was_there_may_not_go_because_its_task_is_done(items: Items) -> None:
    """What Slack once showed it keeps: a task that is done is no excuse for its card to vanish."""
    left = partly(in_slack(items), known=["Doppelt"])
    assert {(each.title, each.fields) for each in left} == {("Doppelt", ("missing",))}


def test_a_place_may_lack_what_was_done_before_it_could_show_it(items: Items) -> None:
    """Slack gets cards for open tasks; one that was done by then is no difference, though it comes first here."""
    assert partly(in_slack(items)) == []


def test_a_place_that_may_lack_done_tasks_must_have_the_open_ones(items: Items) -> None:
    """An open task without a card is missing, and so is a card for nothing one too many."""
    here = in_slack(items)
    lost = here["slack"].pop()
    here["slack"].append({**lost, "title": "Von nirgends"})
    assert [(each.title, each.fields) for each in partly(here)] == [
        (lost["title"], ("missing",)),
        ("Von nirgends", ("extra",)),
    ]


def test_a_card_of_a_done_task_must_show_it_as_done(items: Items) -> None:
    """Having no card is allowed; having one that says otherwise is not."""
    here = in_slack(items)
    here["slack"].append(deepcopy(next(each for each in items["asana"] if each["title"] == "Doppelt")))
    (difference,) = partly(here)
    assert (difference.title, "state" in difference.fields) == ("Doppelt", True)


def test_a_checklist_counts_where_both_tools_tell_of_it(items: Items) -> None:
    """A tool whose state has no word of checklists shows them in words, which is no difference."""
    del items["asana"][0]["checklist"]
    assert found(items) == []
