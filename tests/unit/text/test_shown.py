"""The lines the service writes above a description."""

from __future__ import annotations

import pytest

from bridge.core.model.document import Document, Quote, plain_document
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from connectors.text.html import read_html, write_html
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.shown import split_shown, with_shown

LINES = ("Sichtbar für: Musterbau Weber GmbH", "Verantwortlich: Anna Beispiel (Musterbau)")


def test_shown_lines_come_off_through_every_form() -> None:
    """What we write above a description is never read as part of it."""
    description = plain_document("Fenster einbauen\n\nZweiter Stock")
    sent = with_shown(description, LINES)
    assert split_shown(read_markdown(write_markdown(sent))) == (LINES, description)
    assert split_shown(read_html(write_html(sent))) == (LINES, description)


def test_shown_lines_stand_above_an_empty_description() -> None:
    """A task without a description still says who sees it."""
    assert split_shown(read_markdown(write_markdown(with_shown(Document(), LINES)))) == (LINES, Document())


@pytest.mark.parametrize("source", ["> Zitat\n\nText", "Text\n\n> ⇄ kein Anfang", ""])
def test_a_person_s_quote_stays(source: str) -> None:
    """A quote that somebody wrote is theirs."""
    document = read_markdown(source)
    assert split_shown(document) == ((), document)


def test_nothing_shown_adds_nothing() -> None:
    """A task everybody may see carries no extra lines."""
    document = plain_document("Text")
    assert with_shown(document, ()) == document


def test_shown_lines_survive_marks_in_them() -> None:
    """A name with stars or urls in it comes back as it was written."""
    lines = ("Sichtbar für: *Alle* [intern] <x>", "https://a.example/b_c")
    sent = restricted(with_shown(Document(), lines), TextForm.MARKDOWN)
    assert isinstance(sent.blocks[0], Quote)
    assert split_shown(read_markdown(write_markdown(sent)))[0] == lines
