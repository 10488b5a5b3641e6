"""Markdown as Trello shows it."""

from __future__ import annotations

import pytest

from bridge.core.model.document import (
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Image,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strike,
    Strong,
    Text,
    Underline,
    paragraph,
)
from connectors.text.markdown import read_markdown, write_markdown


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ("eins\nzwei  \ndrei", Document((paragraph("eins\nzwei\ndrei"),))),
        ("# A\n\nB\n---", Document((Heading(1, (Text("A"),)), Heading(2, (Text("B"),))))),
        (
            "* a\n* b\n  1. c",
            Document(
                (
                    Items(
                        ordered=False,
                        entries=(
                            (paragraph("a"),),
                            (paragraph("b"), Items(ordered=True, entries=((paragraph("c"),),))),
                        ),
                    ),
                )
            ),
        ),
        ("2015. Ein gutes Jahr", Document((paragraph("2015. Ein gutes Jahr"),))),
        ("> a\n\n```py\nx = 1\n```\n***", Document((Quote((paragraph("a"),)), Preformatted("x = 1"), Rule()))),
        (
            "**a** *b* ~~c~~ `d`",
            Document(
                (
                    Paragraph(
                        (
                            Strong((Text("a"),)),
                            Text(" "),
                            Emphasis((Text("b"),)),
                            Text(" "),
                            Strike((Text("c"),)),
                            Text(" "),
                            Code("d"),
                        )
                    ),
                )
            ),
        ),
        (
            '[a](http://b.example "t") ![c](http://d.example/e.png)',
            Document(
                (
                    Paragraph(
                        (Hyperlink("http://b.example", (Text("a"),)), Text(" "), Image("http://d.example/e.png", "c"))
                    ),
                )
            ),
        ),
        ("<https://a.example/b_c>", Document((paragraph("https://a.example/b_c"),))),
        ("<script>alert(1)</script>", Document((paragraph("<script>alert(1)</script>"),))),
        ("[a](javascript:alert(1))", Document((paragraph("[a](javascript:alert(1))"),))),
        ("| a | b |\n|---|---|\n| 1 | 2 |", Document((paragraph("| a | b |\n|---|---|\n| 1 | 2 |"),))),
        ("[1]: http://a.example\n\n[x][1]", Document((paragraph("[1]: http://a.example"), paragraph("[x][1]")))),
        ("a &amp; b&nbsp;c &copy;", Document((paragraph("a & b c ©"),))),
        ("", Document()),
    ],
    ids=range(14),
)
def test_markdown_is_read_as_trello_shows_it(source: str, document: Document) -> None:
    """What a reader sees in Trello is what the document holds; what Trello does not know stays as it was typed."""
    assert read_markdown(source) == document
    assert read_markdown(write_markdown(document)) == document


@pytest.mark.parametrize(
    "line",
    [
        "# a",
        "- a",
        "+ a",
        "1. a",
        "12) a",
        "> a",
        "---",
        "===",
        "***a",
        "```",
        "~~~",
        "a_b_c",
        "_a_",
        "2 * 3 * 4",
        "[a](b)",
        "![a](b)",
        "&amp;",
        "a\\*b",
        "<http://a.example>",
        "`",
        "C:\\neu",
        "~~a~~",
        "- [ ] a",
        "#",
        "a #",
    ],
)
def test_plain_words_are_never_taken_for_marks(line: str) -> None:
    """Text from another tool shows in Trello as it was typed there."""
    for document in (Document((paragraph(f"{line}\n{line}"),)), Document((Heading(2, (Text(line),)),))):
        assert read_markdown(write_markdown(document)) == document


@pytest.mark.parametrize(
    "text", ["C:\\neu", "snake_case", "5 > 3", "Hallo!", "(a) [b]", "a & b", "ca. ~5 m", "http://a.example/b_c", "50%"]
)
def test_ordinary_text_is_written_as_it_is(text: str) -> None:
    """People who edit our text in Trello meet no needless backslashes."""
    assert write_markdown(Document((paragraph(text),))) == text


def test_part_of_a_word_can_be_bold() -> None:
    """Marks inside a word need company that Markdown accepts."""
    document = Document((Paragraph((Strong((Text("Bau!"),)), Text("stelle"), Emphasis((Text("n"),)), Text("plan"))),))
    assert read_markdown(write_markdown(document)) == document


def test_underline_is_left_out_and_mentions_are_named() -> None:
    """Markdown has no underline; a mention is a name that Trello takes for no call: a joiner stands behind its "@"."""
    document = Document((Paragraph((Underline((Text("wichtig"),)), Text(" für "), Mention("12", "Anna"))),))
    assert write_markdown(document) == "wichtig für @\u2060Anna"


def test_a_line_feed_in_a_headline_is_a_space() -> None:
    """A headline has one line."""
    assert write_markdown(Document((Heading(1, (Text("a"), Break(), Text("b"))),))) == "# a b"
