"""The law of every text form: what was written reads back as the same document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from bridge.core.model.document import Document
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted, words
from connectors.text.blocks import read_blocks, write_blocks
from connectors.text.html import read_html, write_html
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.plain import read_plain, write_plain
from tests.unit.text.documents import documents

FORMS: dict[TextForm, tuple[Callable[[Document], Any], Callable[[Any], Document]]] = {
    TextForm.MARKDOWN: (write_markdown, read_markdown),
    TextForm.RICH: (write_html, read_html),
    TextForm.RICH_COMMENT: (lambda document: write_html(document, comment=True), read_html),
    TextForm.BLOCKS: (write_blocks, read_blocks),
    TextForm.PLAIN: (write_plain, read_plain),
}


@pytest.mark.parametrize("form", TextForm)
@given(document=documents())
def test_written_text_reads_back(form: TextForm, document: Document) -> None:
    """Mirroring a text and looking at the copy shows no difference, whatever the text."""
    write, read = FORMS[form]
    held = restricted(normal(document), form)
    assert read(write(held)) == held
    assert write(document) == write(held)


@pytest.mark.parametrize("form", TextForm)
@given(document=documents(mentioning=True))
def test_restricting_twice_changes_nothing_more(form: TextForm, document: Document) -> None:
    """A text that a tool can hold is left alone."""
    held = restricted(document, form)
    assert restricted(held, form) == held
    assert normal(held) == held
    assert len(held.blocks) == len(normal(document).blocks)


@given(document=documents(mentioning=True))
def test_normal_form_is_reached_at_once(document: Document) -> None:
    """Two looks at one text never differ by how often it was looked at."""
    once = normal(document)
    assert normal(once) == once
    assert words(once).split() == words(once).split(" ") or not words(once)
