"""The printed report and its chart: readable for everybody, the same each time, and no more exact than the figures."""

from __future__ import annotations

import importlib.abc
import re
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bridge.adapters import words
from bridge.adapters.render import paper
from bridge.adapters.render.weekly import chart, pdf
from bridge.core.errors import Unusable
from bridge.core.reports.figures import Outcome
from tests.unit.adapters.pdf_text import objects_of, read_aloud, text_of
from tests.unit.adapters.weekly_issue import LANGUAGES, NO_PAPER, VARIANTS, example

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def printed() -> bytes:
    if NO_PAPER:
        pytest.skip(NO_PAPER)
    return pdf.render(example(), words.spoken("de"))


def test_the_paper_is_tagged_and_says_its_title_and_language(printed: bytes) -> None:
    """A screen reader knows headings, tables and the language (PDF/UA-1)."""
    everything = b"\n".join(objects_of(printed).values())
    assert b"/MarkInfo" in everything
    assert b"/Lang (de)" in everything
    assert b'pdfuaid:part="1"' in everything
    assert b"/DisplayDocTitle true" in everything
    assert b"/Title (Wochenbericht Netzwerk Muster, KW 47)" in everything


def test_the_paper_is_read_aloud_in_the_order_in_which_it_is_seen(printed: bytes) -> None:
    """From the three answers over the worklist to the figures and the rights; rows from left to right."""
    text = text_of(printed)
    order = [
        "Arbeiten wir zusammen?", "Wo hakt es?", "Was ist zu entscheiden?", "Arbeitsblatt", "Messe 2027",
        "Standplan freigeben", "fällig 13.11.", "Muster Birke GmbH", "Versicherungsnachweis hochladen", "Förderantrag",
        "Eigenerklärung beilegen", "Nächste Termine", "Zahlen des Netzwerks", "Aufgaben eröffnet", "Datenlage",
        "Vereinbarte Beiträge", "Prüfsumme 4f1c…9a", "Ihre Rechte: Seite", "Was über Sie gespeichert ist",
        "Widerspruch",
    ]  # fmt: skip
    at = 0
    for each in order:
        at = text.index(each, at)
    heads = [read.path for read in read_aloud(printed) if read.text in ("KW 44", "Aufgaben eröffnet", "Überfällig")]
    assert heads
    assert all("TH" in path for path in heads)


def test_the_last_line_leads_to_the_page_with_the_rights(printed: bytes) -> None:
    """The week of the example fits on one page, so they are on the second; with more lines they move on."""
    pages = [each for each in objects_of(printed).values() if re.search(rb"/Type /Page\b", each)]
    assert len(pages) == 2
    assert "Ihre Rechte: Seite\n 2" in text_of(printed)
    week = example()
    assert week.worklist
    spaces = week.worklist.spaces * 4
    longer = replace(week, worklist=replace(week.worklist, spaces=spaces))
    found = re.search(r"Ihre Rechte: Seite\n (\d)", text_of(pdf.render(longer, words.spoken("de"))))
    assert found
    assert int(found[1]) > 2


def test_the_same_report_is_the_same_file(printed: bytes) -> None:
    """Byte for byte, so that a fingerprint of it holds."""
    assert pdf.render(example(), words.spoken("de")) == printed


def test_the_paper_names_the_product_and_nobody_else(printed: bytes) -> None:
    """No author, no machine, no library, no moment."""
    everything = b"\n".join([printed, *objects_of(printed).values()])
    assert b"/Producer (Cobridge)" in everything
    assert b'pdf:Producer="Cobridge"' in everything
    for word in (b"WeasyPrint", b"/Author", b"dc:creator", b"/CreationDate", b"CreateDate", b"file://"):
        assert word not in everything, word


def test_nothing_is_loaded_for_the_paper() -> None:
    """A page that would load something is refused."""
    with pytest.raises(ValueError, match="loads nothing"):
        paper.nothing("https://elsewhere.example/picture.png")
    page = pdf.page(example(), words.spoken("de"))
    assert not re.search(r'(?:src|href)="(?!#)|url\(', page)


def test_a_machine_without_pango_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence of ours: no traceback, and none of the library's own advice."""

    class Broken(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                print("WeasyPrint could not import some external libraries")  # noqa: T201  as it does
                raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(Unusable, match="install it"):
        pdf.render(example(), words.spoken("de"))
    assert pdf.missing() == paper.WITHOUT
    assert capsys.readouterr().out == ""


def drawn(variant: str = "example", language: str = "de") -> ET.Element:
    return ET.fromstring(chart.render(VARIANTS[variant](), words.spoken(language)))  # noqa: S314  our own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_says_in_words_what_it_shows(language: str) -> None:
    """Title and description hold every value, for whoever does not see it."""
    picture, say = drawn(language=language), words.spoken(language)
    title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert picture.get("role") == "img"
    assert title is not None
    assert description is not None
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    for release in example().figures:
        for cell in release.cells:
            value = str(cell.value) if cell.outcome is Outcome.SHOWN else say("weekly.cell.under_10")
            assert value in (description.text or "")


def test_the_chart_draws_released_values_and_no_others() -> None:
    """A bar's height is its rounded value: equal values are equally high, and no height tells more than the table."""
    heights = [float(bar.get("height", "")) for bar in drawn().iter(f"{SVG}rect")]
    values = [
        cell.value
        for metric in range(4)
        for cell in (release.cells[metric] for release in example().figures)
        if cell.outcome is Outcome.SHOWN
    ]
    assert len(heights) == len(values)
    assert len({round(height / value, 2) for height, value in zip(heights, values, strict=True)}) == 1


def test_what_is_not_shown_has_no_height() -> None:
    """Under ten, too small, not read: a word stands there, and no bar whose height could be measured."""
    assert len(list(drawn("low").iter(f"{SVG}rect"))) == 11
    labels = [text.text for text in drawn("withheld").iter(f"{SVG}text")]
    assert labels.count("k. A.") == 3
    assert labels.count("unter 10") == 1


def test_the_chart_is_read_without_colours() -> None:
    """Every bar has its value and its week beside it; two tones differ in grey as well."""
    picture = drawn()
    tones = sorted({bar.get("fill", "") for bar in picture.iter(f"{SVG}rect")})
    dark, light = (sum(int(tone[at : at + 2], 16) for at in (1, 3, 5)) / 3 for tone in tones)
    assert light - dark > 90
    labels = [text.text for text in picture.iter(f"{SVG}text")]
    assert labels.count("KW 47") == 4
    assert labels.count("25") == 4


def test_without_figures_nothing_is_drawn() -> None:
    """An empty chart would look like no work."""
    assert chart.render(VARIANTS["few_organisations"](), words.spoken("de")) == ""
