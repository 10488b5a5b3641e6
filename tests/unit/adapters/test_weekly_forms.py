"""The weekly report in all its forms: the same numbers in each, and nothing that people wrote breaks out of one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from bridge.adapters import words
from bridge.adapters.render.weekly import mail, pdf, post, text
from bridge.adapters.render.weekly.titles import LONGEST
from bridge.core.reports.weekly import Weekly
from tests.unit.adapters.pdf_text import read_aloud, text_of
from tests.unit.adapters.weekly_issue import FIXTURES, LANGUAGES, MESSE, NO_PAPER, VARIANTS, example, rendered, shown

METRICS = ("opened", "completed", "handed_over", "claimed")
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "formula": '=HYPERLINK("https://evil.example","Rechnung")',
    "turned": "Angebot \u202egnp.exe\u202c \u2066x\u2069",
    "long": "Standplan " * 30,
    "lines": "eins\nzwei\r\n\tdrei\x00\x1b[2J",
    "template": "{{ told.__class__ }}{% for x in y %}",
}


class Cells(HTMLParser):
    """The texts of a page's table cells, row by row, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def parsed(html: str) -> Cells:
    page = Cells()
    page.feed(html)
    return page


Figures = dict[str, tuple[str, ...]]


def of_mail(issue: Weekly, language: str) -> Figures:
    say = words.spoken(language)
    heads = [say(f"weekly.metric.{metric}") for metric in METRICS]
    rows = {row[0]: tuple(row[1:]) for row in parsed(mail.render(issue, say)).rows if row}
    return {metric: rows[head] for metric, head in zip(METRICS, heads, strict=True)}


def of_text(issue: Weekly, language: str) -> Figures:
    say = words.spoken(language)
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.render(issue, say).splitlines()]
    rows = {line[0]: tuple(line[1:]) for line in lines}
    return {metric: rows[say(f"weekly.metric.{metric}")] for metric in METRICS}


def of_pdf(issue: Weekly, language: str) -> Figures:
    say = words.spoken(language)
    said = " ".join(read.text for read in read_aloud(pdf.render(issue, say)) if {"TD", "TH"} & set(read.path))
    value = re.compile(rf"{say('weekly.cell.under_10')}|{re.escape(say('weekly.cell.withheld'))}|\d+")
    rows = (said.partition(say(f"weekly.metric.{metric}"))[2] for metric in METRICS)  # a wide font breaks its lines
    return {metric: tuple(value.findall(row)[: len(issue.figures)]) for metric, row in zip(METRICS, rows, strict=True)}


def of_json(issue: Weekly, language: str) -> Figures:
    say = words.spoken(language)
    releases = json.loads(rendered(issue, language)["weekly.json"])["figures"]
    told = {"shown": "{value}", "under_10": say("weekly.cell.under_10")}
    cells = [{cell["metric"]: cell for cell in release["cells"]} for release in releases]
    return {
        metric: tuple(
            told.get(week[metric]["outcome"], say("weekly.cell.withheld")).format(**week[metric])
            if metric in week
            else say("weekly.cell.withheld")
            for week in cells
        )
        for metric in METRICS
    }


@pytest.mark.skipif(bool(NO_PAPER), reason=NO_PAPER)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", ["example", "unread", "low", "withheld", "led_to"])
def test_every_form_has_the_same_numbers(variant: str, language: str) -> None:
    """Whoever reads the mail, the paper or the data sees the same: no form computes or rounds again."""
    issue = VARIANTS[variant]()
    expected = of_json(issue, language)
    assert of_mail(issue, language) == expected
    assert of_text(issue, language) == expected
    assert of_pdf(issue, language) == expected


def test_the_numbers_are_those_that_were_released() -> None:
    """The table of the example is the table that its releases hold."""
    assert of_json(example(), "de") == {
        "opened": ("20", "25", "30", "25"),
        "completed": ("25", "20", "25", "30"),
        "handed_over": ("unter 10", "10", "10", "10"),
        "claimed": ("10", "10", "10", "15"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_rendered_as_it_was_looked_at(language: str) -> None:
    """A change to a form is seen by whoever makes it: `python -m tests.unit.adapters.weekly_issue` writes it anew."""
    for name, form in rendered(example(), language).items():
        assert form == (FIXTURES / language / name).read_text("utf-8"), f"{language}/{name} is another now"


def titled(title: str) -> Weekly:
    """The example, with that text wherever people write one."""
    issue = example()
    found = shown(issue)
    sheets = tuple(
        replace(
            sheet,
            name=title,
            partners=(title,),
            lines=tuple(
                replace(
                    line,
                    title=title,
                    organisation=line.organisation and title,
                    values=tuple(title for _ in line.values),
                )
                for line in sheet.lines
            ),
        )
        for sheet in found.spaces
    )
    coming = tuple(replace(each, title=title) for each in found.coming)
    members = tuple(replace(each, organisation=title, space=title) for each in found.memberships)
    work = replace(found, spaces=sheets, coming=coming, memberships=members)
    names = dict.fromkeys(issue.names, title)
    duties = tuple(replace(duty, organisation=title) for duty in issue.duties)
    return replace(
        issue, network=title, worklist=work, names=names, duties=duties, contact=title, unread=(title,), charter=title
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_that_people_wrote_becomes_a_part_of_the_page(kind: str) -> None:
    """A title with markup is shown as text: no element, no attribute and no line is there that was not before."""
    plain, hostile = rendered(titled("Titel"), "de"), rendered(titled(HOSTILE[kind]), "de")
    for name in ("mail.html", "chart.svg"):
        assert [tag for tag, _ in parsed(hostile[name]).tags] == [tag for tag, _ in parsed(plain[name]).tags]
    attributes = {name for _, attrs in parsed(hostile["mail.html"]).tags for name in attrs}
    assert attributes == {name for _, attrs in parsed(plain["mail.html"]).tags for name in attrs}
    for name in ("post.txt", "task.txt"):
        assert len(hostile[name].splitlines()) == len(plain[name].splitlines())


def figures_of(issue: Weekly) -> tuple[str, object, str]:
    """Everything that the forms show as figures: the part of the text, of the data, and the chart."""
    forms = rendered(issue, "de")
    of_text = forms["mail.txt"].partition("TEIL B")[2].partition("DATENLAGE")[0]
    return of_text, told_of(issue)["figures"], forms["chart.svg"]


def told_of(issue: Weekly) -> Any:
    return json.loads(rendered(issue, "de")["weekly.json"])


@pytest.mark.parametrize("title", ["Urlaubsvertretung Nora Feld", '../../lohn_nora_feld.pdf";<img src=x>'])
def test_dg_08_no_title_and_no_file_name_stands_among_the_figures(title: str) -> None:
    """A name in a title, or a file that is called like an attack, changes nothing of what is shown as a figure."""
    issue = replace(titled(title), names=example().names)  # a space is called as the charter calls it, in figures too
    plain = replace(issue, worklist=example().worklist)
    assert title in [line["title"] for sheet in told_of(issue)["worklist"]["spaces"] for line in sheet["lines"]]
    assert figures_of(issue) == figures_of(plain)
    assert "nora" not in str(figures_of(issue)).casefold()


@pytest.mark.skipif(bool(NO_PAPER), reason=NO_PAPER)
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_title_hides_turns_or_computes_anything_in_any_form(kind: str) -> None:
    """No sign turns a line around or clears a terminal, no cell begins a formula, and no title fills the page."""
    issue = titled(HOSTILE[kind])
    say = words.spoken("de")
    forms = {**rendered(issue, "de"), "pdf": text_of(pdf.render(issue, say)), "post": post.render(issue, MESSE, say)}
    for name, form in forms.items():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", form), name
        assert not re.search(r"(?m)^\s*=HYPERLINK", form), name
        assert HOSTILE["long"].strip() not in " ".join(form.split()), name
    for cell in (cell for row in parsed(forms["mail.html"]).rows for cell in row):
        assert not cell.startswith(("=", "+", "@"))
    titles = [
        line["title"] for sheet in json.loads(forms["weekly.json"])["worklist"]["spaces"] for line in sheet["lines"]
    ]
    assert titles
    assert all(len(title) <= LONGEST + 2 and not title.startswith("=") for title in titles)


def test_a_mail_loads_nothing_and_does_nothing() -> None:
    """No picture, font, script, form or address: opening the mail tells nobody, and it prints as it is read."""
    page = parsed(mail.render(example(), words.spoken("de")))
    assert not {tag for tag, _ in page.tags} & {"img", "script", "link", "iframe", "form", "svg", "object", "video"}
    assert not {name for _, attrs in page.tags for name in attrs} & {"src", "href", "background", "srcset", "onclick"}
    assert "url(" not in mail.render(example(), words.spoken("de"))


def test_a_mail_says_for_a_screen_reader_what_is_layout() -> None:
    """Tables that only place things say so; those with figures have heads with a scope."""
    page = parsed(mail.render(example(), words.spoken("de")))
    tables = [attrs for tag, attrs in page.tags if tag == "table"]
    with_figures = [attrs for attrs in tables if attrs.get("role") != "presentation"]
    assert len(with_figures) == 1
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert dict(page.tags)["html"]["lang"] == "de"


def test_plain_lines_fit_a_terminal() -> None:
    """No line of the plain text has more than 80 signs, in any variant and language."""
    for variant in VARIANTS.values():
        for language in LANGUAGES:
            lines = text.render(variant(), words.spoken(language)).splitlines()
            assert max(map(len, lines)) <= 80
