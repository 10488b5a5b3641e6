"""Texts that two sides edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.document import Document, Heading, Paragraph, Strong, Text, paragraph
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted
from bridge.core.sync.text import merge_documents
from tests.unit.core.builders import text

WORDS = st.sampled_from(("Anlass", "Bitte bald", "Ort und Zeit", "Nachtrag"))
BLOCKS = WORDS.map(paragraph) | WORDS.map(lambda words: Paragraph((Strong((Text(words),)),))) | WORDS.map(
    lambda words: Heading(1, (Text(words),))
)  # fmt: skip
DOCUMENTS = st.lists(BLOCKS, max_size=5).map(lambda blocks: normal(Document(tuple(blocks))))
FORMS = st.sampled_from((TextForm.MARKDOWN, TextForm.RICH, TextForm.PLAIN))


@given(mine=DOCUMENTS, form=FORMS)
def test_a_place_that_changed_nothing_changes_nothing(mine: Document, form: TextForm) -> None:
    """Whatever a place cannot show stays as it is, as long as nobody edits there."""
    held = restricted(mine, form)
    assert merge_documents(held, mine, held, form) == mine


@given(base=DOCUMENTS, theirs=DOCUMENTS)
def test_an_edit_that_nobody_met_is_taken_as_it_is(base: Document, theirs: Document) -> None:
    """Where only one side edited, the result is that side's text."""
    assert merge_documents(base, base, theirs, TextForm.MARKDOWN) == theirs


@given(mine=DOCUMENTS, added=WORDS, form=FORMS)
def test_what_is_added_at_a_plain_place_takes_nothing_away(mine: Document, added: str, form: TextForm) -> None:
    """A paragraph more, from wherever: everything else keeps its form."""
    held = restricted(mine, form)
    more = Document((*held.blocks, paragraph(f"{added} neu")))
    assert merge_documents(held, mine, more, form) == Document((*mine.blocks, paragraph(f"{added} neu")))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("Eins\n\nZwei", "Eins neu\n\nZwei", "Eins\n\nZwei neu", "Eins neu\n\nZwei neu"),
        ("Ab Montag in Halle 3", "Ab Dienstag in Halle 3", "Ab Montag in Halle 4", "Ab Dienstag in Halle 4"),
        ("Eins\n\nZwei", "Eins", "Eins\n\nZwei\n\nDrei", "Eins\n\nDrei"),
        ("Eins", "Eins neu", "Eins\n\nZwei", "Eins neu\n\nZwei"),
        ("Eins", "Eins\n\nZwei", "Eins\n\nDrei", None),
        ("Eins", "Zwei", "Drei", None),
        ("Eins", "Zwei", "Zwei", "Zwei"),
    ],
)
def test_edits_meet_by_paragraph_and_by_word(base: str, mine: str, theirs: str, merged: str | None) -> None:
    """Different paragraphs, and different words of one, are joined; the same words are for a person to decide."""
    expected = None if merged is None else text(merged)
    assert merge_documents(text(base), text(mine), text(theirs), TextForm.MARKDOWN) == expected
