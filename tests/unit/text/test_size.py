"""What a text takes is never more than was counted, so no vendor refuses one for its length."""

from __future__ import annotations

from itertools import takewhile
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.characters import beginning
from bridge.core.model.document import Document, Items, Paragraph, Text, paragraph, plain_document
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted, words
from bridge.core.sync.shorten import MORE, is_shortened, shortened
from bridge.core.sync.size import characters, octets, size
from bridge.core.sync.titles import CUT, cut
from connectors.teams.message import write_message
from connectors.text.blocks import write_blocks
from connectors.text.html import write_html
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.plain import write_plain
from tests.unit.text.documents import documents
from tests.unit.text.hostile import Hostile, hostile

ROOM = 700


def shown_in_blocks(value: object) -> int:
    """The characters of all texts and addresses in blocks."""
    match value:
        case dict():
            named = sum(characters(str(value.get(key, ""))) for key in ("text", "url", "user_id"))
            return named + shown_in_blocks(value.get("elements", []))
        case list():
            return sum(map(shown_in_blocks, value))
    return 0


def written(document: Document, form: TextForm) -> int:
    """What the document takes as the form's connectors write it."""
    match form:
        case TextForm.MARKDOWN:
            return characters(write_markdown(document))
        case TextForm.RICH | TextForm.RICH_COMMENT:
            return characters(write_html(document, comment=form is TextForm.RICH_COMMENT)) - len("<body></body>")
        case TextForm.BLOCKS:
            return shown_in_blocks(write_blocks(document))
        case TextForm.PLAIN:
            return characters(write_plain(document))


@pytest.mark.parametrize("form", TextForm)
@given(document=documents(mentioning=True))
def test_a_text_takes_no_more_than_was_counted(form: TextForm, document: Document) -> None:
    """Marks, tags, escapes and addresses count as well as words."""
    held = restricted(document, form)
    assert written(held, form) <= size(held.blocks, form)
    if form is TextForm.RICH_COMMENT:
        message = write_message(held)["body"]["content"]
        assert octets(message) - octets("<p></p>") <= size(held.blocks, form, octets)


@pytest.mark.parametrize("form", TextForm)
@given(document=documents(mentioning=True), room=st.integers(100, 400))
def test_what_is_shortened_fits(form: TextForm, document: Document, room: int) -> None:
    """A text that was cut fits, says that there is more, and is one that the tool can hold."""
    held = restricted(document, form)
    short = shortened(held, form, room)
    assert short == held or is_shortened(short)
    assert written(short, form) <= room
    assert restricted(short, form) == short
    assert shortened(short, form, room) == short


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_hostile_texts_are_shortened_too(case: Hostile) -> None:
    """Whatever a text is made of: its beginning fits, in every form."""
    document = read_markdown(case.text[:20_000])
    for form in TextForm:
        short = shortened(restricted(document, form), form, ROOM)
        assert written(short, form) <= ROOM


LONG = ("Wort ", "Zeile\n", "- Punkt **fett**\n", "    x = 1\n", "> Zitat hier\n")


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("form", TextForm)
def test_a_beginning_is_worth_reading(piece: str, form: TextForm) -> None:
    """Of one long paragraph, list, quote or piece of code as much is shown as fits, not nothing."""
    short = shortened(restricted(read_markdown(piece * 300), form), form, ROOM)
    assert is_shortened(short)
    assert written(short, form) > ROOM // 3


def test_a_beginning_ends_with_a_word_or_an_entry() -> None:
    """Nothing is cut within a word where there are words."""
    [shown, more] = shortened(plain_document("Ein langes Wort " * 50), TextForm.PLAIN, 200).blocks
    assert more == MORE
    assert set(words(Document((shown,))).split()) == {"Ein", "langes", "Wort"}
    listed = Items(ordered=True, entries=tuple((paragraph(f"Punkt {number}"),) for number in range(50)))
    short = shortened(Document((listed,)), TextForm.MARKDOWN, 300)
    assert isinstance(short.blocks[0], Items)
    assert short.blocks[0].entries == listed.entries[: len(short.blocks[0].entries)]


FAMILY, FLAG, THUMB = "\U0001f468\u200d\U0001f469\u200d\U0001f466", "\U0001f1e9\U0001f1ea", "\U0001f44d\U0001f3fd"


@pytest.mark.parametrize("sign", [FAMILY, FLAG, THUMB, "e\u0323\u0301", "\u2764\ufe0f"])
def test_no_sign_is_cut_in_two(sign: str) -> None:
    """A family, a flag, a skin tone or an accent is there whole or not at all, in titles and in texts."""
    for length in range(30):
        assert len(beginning(sign * 5, length)) % len(sign) == 0
        title = cut(sign * 20, length + 2)
        assert characters(title) <= length + 2
        assert title.removesuffix(CUT) in [sign * number for number in range(21)]
    short = shortened(Document((Paragraph((Text(sign * 100),)),)), TextForm.PLAIN, 150)
    [shown, _] = short.blocks
    assert len(words(Document((shown,)))) % len(normalize("NFC", sign)) == 0


def test_a_title_that_fits_is_left_alone() -> None:
    """An emoji counts as two where a tool says how long a title may be."""
    assert cut("a" * 10, 10) == "a" * 10
    assert cut("😀" * 5, 10) == "😀" * 5
    assert cut("😀" * 6, 10) == "😀" * 4 + CUT
    assert list(takewhile(str.isalpha, cut("a" * 11, 10))) == ["a"] * 9
