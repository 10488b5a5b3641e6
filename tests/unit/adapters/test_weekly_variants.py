"""What the weekly report says in weeks that are not like the others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bridge.adapters import words
from bridge.adapters.render.weekly import mail, post, text
from bridge.core.model.ids import SpaceId
from bridge.core.reports.weekly import Weekly
from tests.docs.sources import ROOT
from tests.unit.adapters.weekly_issue import LANGUAGES, MESSE, VARIANTS, example, rendered, shown

SCHEMA = json.loads((ROOT / "docs/schemas/weekly.json").read_text("utf-8"))


def told(issue: Weekly, language: str = "de") -> str:
    """The plain text, on one line."""
    return " ".join(text.render(issue, words.spoken(language)).split())


def test_a_week_in_which_a_place_could_not_be_read_says_so_instead_of_figures() -> None:
    """A gap is no zero: the page says which days, and that missing values do not mean missing work."""
    page = told(VARIANTS["unread"]())
    assert "Datenlage unvollständig: Ein Ort konnte vom 18.11. bis 22.11. nicht gelesen werden." in page
    assert "Deshalb gibt es in dieser Woche keine Zahlen." in page
    assert "Fehlende Werte bedeuten nicht fehlende Arbeit." in page
    assert "Am 22.11. nicht gelesen: Trello-Board von Muster Distel GbR." in page
    assert "Alle Orte wurden" not in page
    assert "Arbeiten wir zusammen? In dieser Woche gibt es dazu keine Zahlen." in page


def test_two_organisations_have_no_figures_and_the_page_says_why() -> None:
    """Each could compute the other's; the worklist stays, and no table of empty cells is shown."""
    page = told(VARIANTS["few_organisations"]())
    assert "Es hat weniger als drei Organisationen" in page
    assert "Das Arbeitsblatt bleibt." in page
    assert "k. A." not in page.partition("TEIL B")[2]
    assert "Quartalsbericht" not in page
    assert "Prüfsumme" not in page


def test_below_ten_is_said_without_a_number_and_without_yes() -> None:
    """Under ten may be none: the answer then claims nothing."""
    page = told(VARIANTS["low"]())
    assert "Arbeiten wir zusammen? Unter 10 Aufgaben erledigt, unter 10 neu." in page
    assert "Ja." not in page


def test_a_space_with_nothing_to_do_is_printed() -> None:
    """Silence is not read as failure."""
    page = told(VARIANTS["calm"]())
    assert page.count("Nichts zu tun.") == len(shown(example()).spaces)
    assert "Nirgends. Nichts ist überfällig, gestört oder angehalten." in page
    assert "Was ist zu entscheiden? Derzeit nichts." in page


def test_a_full_space_says_that_there_is_more_and_not_how_much() -> None:
    """Twelve lines, then a sentence: the worklist counts nothing."""
    page = told(VARIANTS["full"]())
    assert "Weitere Punkte im Raum." in page
    assert page.count("Aufgabe ohne Titel im Bericht") == 12
    assert "Messe 2027: eine Aufgabe ist überfällig." in page


def test_footnotes_stand_where_they_are_referred_to_and_nowhere_else() -> None:
    """One person who is named agreed to it; one organisation that is not named is left in peace."""
    page = told(example())
    assert "Muster Fichte e. K. ¹" in page
    assert "¹ Organisation mit einer Person; mit ihrem Einverständnis genannt." in page
    assert "² Diese Organisation wird im Arbeitsblatt nicht genannt." in page
    assert "¹" not in told(VARIANTS["calm"]())


def test_a_mail_that_only_leads_to_the_worklist_holds_no_title_and_no_organisation_of_it() -> None:
    """With `delivery = "link"` a mail names spaces with open points, and no task."""
    issue = VARIANTS["led_to"]()
    forms = rendered(issue, "de")
    assert "Offene Punkte gibt es in: Messe 2027, Förderantrag und Logistik." in told(issue)
    titles = [line.title for sheet in shown(example()).spaces for line in sheet.lines if line.title]
    for name, form in forms.items():
        assert not [title for title in titles if title in form], name
    assert "27.11." not in told(issue)
    assert "post.txt" not in forms


def test_an_earlier_weeks_issue_claims_nothing_about_what_is_open() -> None:
    """Its worklist is deleted: it neither says that something is stuck nor that nothing is."""
    page = told(VARIANTS["earlier"]())
    assert "Wo hakt es? Das zeigt das Arbeitsblatt." in page
    assert "offene Punkte" not in page
    assert "Offene Punkte gibt es in" not in page


def test_duties_are_named_for_large_organisations_and_the_others_see_their_own() -> None:
    """The common page says how many others there are, and nothing of them."""
    page = told(example())
    assert "Muster Ahorn GmbH: erfüllt · Muster Birke GmbH: offen · vier weitere Organisationen" in page
    own = replace(example(), duties=(replace(example().duties[0], organisation="", others=6),))
    assert "Jede Organisation sieht nur ihren eigenen Stand." in told(own)


def test_the_first_issue_of_a_quarter_has_the_spaces_and_says_which_are_too_small() -> None:
    """Disjoint quarters, one table, by space only."""
    page = told(VARIANTS["after_a_quarter"]())
    assert "Zahlen der Räume, 4. Quartal 2026" in page
    assert "Messe 2027 60 55 20 25" in page
    assert "Ausbildung k. A. k. A. k. A. k. A." in page
    assert "Quartalsbericht (" not in page


def test_withheld_single_figures_each_say_why() -> None:
    """Why there is no figure is explained: too small, not read, or one organisation's."""
    page = told(VARIANTS["withheld"]())
    assert "keine Zahl, weil die Gruppe zu klein ist" in page
    assert "Die Datenlage war unvollständig." in page
    assert "auf eine Organisation" in page


def test_a_network_that_wants_no_figures_has_none_and_waits_for_none() -> None:
    """The charter decides: no table, no promise of a quarterly one, an answer that says so."""
    page = told(VARIANTS["no_figures"]())
    assert "Die Spielregeln sehen keine Zahlen des Netzwerks vor." in page
    assert "Dazu gibt es in diesem Netzwerk keine Zahlen." in page
    assert "Quartalsbericht" not in page


def test_a_channels_post_is_its_own_spaces_part_and_has_no_figure() -> None:
    """Who is in the space reads its tasks, and learns of no other space and no number."""
    say = words.spoken("de")
    posted = post.render(example(), MESSE, say)
    assert "Standplan freigeben" in posted
    assert "Palettenmaße" not in posted
    assert "Den ganzen Wochenbericht bekommen Sie vom Netzwerkbüro." in posted
    assert "nach 14 Tagen gelöscht" in posted
    assert not [number for number in ("20", "25", "30", "42") if f" {number} " in posted]
    linked = replace(example(), url="https://bericht.example/woche")
    assert "Den ganzen Wochenbericht finden Sie hier: https://bericht.example/woche" in post.render(linked, MESSE, say)
    with pytest.raises(KeyError):
        post.render(example(), SpaceId("other"), say)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_data_keep_their_published_form(variant: str, language: str) -> None:
    """A program that reads docs/schemas/weekly.json reads every issue."""
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    data = json.loads(rendered(VARIANTS[variant](), language)["weekly.json"])
    assert [error.message for error in validator.iter_errors(data)] == []
    assert list(validator.iter_errors(data | {"persons": []}))


def test_numbers_are_written_as_the_language_writes_them() -> None:
    """1.250 in German, 1,250 in English."""
    week = example()
    cells = tuple(replace(cell, value=1250) if cell.value else cell for cell in week.figures[-1].cells)
    many = replace(week, figures=(*week.figures[:-1], replace(week.figures[-1], cells=cells)))
    assert "Rund 1.250 Aufgaben erledigt" in told(many, "de")
    assert "About 1,250 tasks completed" in told(many, "en")


@pytest.mark.parametrize(
    ("week", "on", "span"),
    [
        ("2026-W47", "2026-11-23", "16.–22. November 2026"),
        ("2026-W49", "2026-12-07", "30. November – 6. Dezember 2026"),
        ("2026-W53", "2027-01-04", "28. Dezember 2026 – 3. Januar 2027"),
    ],
)
def test_a_week_is_told_by_its_days(week: str, on: str, span: str) -> None:
    """Across months and years too."""
    issue = replace(example(), week=week, on=type(example().on).fromisoformat(on), figures=())
    assert span in told(issue)


def test_the_mail_says_what_the_plain_text_says() -> None:
    """Who reads mails as text misses no sentence."""
    for variant in VARIANTS.values():
        plain, html = told(variant()), mail.render(variant(), words.spoken("de"))
        for sentence in (*(variant().open_spaces or ()), "Ihre Rechte", "Datenlage"):
            assert sentence.casefold() in plain.casefold()
            assert sentence in html


def test_the_templates_are_part_of_the_package() -> None:
    """An installation from a wheel renders too."""
    assert sorted(path.name for path in (Path(mail.__file__).parent / "templates").iterdir()) == [
        "chart.svg",
        "mail.html",
        "print.html",
    ]
