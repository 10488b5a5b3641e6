"""Asana's rich text."""

from __future__ import annotations

import pytest

from bridge.core.model.document import (
    Code,
    Document,
    Heading,
    Hyperlink,
    Image,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    Text,
    Underline,
    paragraph,
    plain_document,
)
from connectors.text.html import read_html, write_html

NESTED = Items(ordered=False, entries=((paragraph("a"), Items(ordered=True, entries=((paragraph("b"),),))),))


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ("<body></body>", Document()),
        ("<body>a\nb\n\nc</body>", Document((paragraph("a\nb"), paragraph("c")))),
        (
            "<body>a\n<ul>\n<li>a<ol><li>b</li></ol></li>\n</ul>\n\nc</body>",
            Document((paragraph("a"), NESTED, paragraph("c"))),
        ),
        (
            "<body><h1>A</h1><hr/><pre>x\n  y</pre><blockquote>z</blockquote></body>",
            Document((Heading(1, (Text("A"),)), Rule(), Preformatted("x\n  y"), Quote((paragraph("z"),)))),
        ),
        (
            "<body><strong>a</strong><u>b</u><code>c &amp; d</code></body>",
            Document((Paragraph((Strong((Text("a"),)), Underline((Text("b"),)), Code("c & d"))),)),
        ),
        (
            '<body>An <a href="https://a.example/12" data-asana-gid="12" data-asana-type="user">@Anna</a></body>',
            Document((Paragraph((Text("An "), Mention("12", "Anna"))),)),
        ),
        (
            '<body><a href="https://app.asana.com/0/1/7" data-asana-gid="7" data-asana-type="task">Tor</a></body>',
            Document((Paragraph((Hyperlink("https://app.asana.com/0/1/7", (Text("Tor"),)),)),)),
        ),
        ('<body><a href="http://a.example/b">http://a.example/b</a></body>', plain_document("http://a.example/b")),
        (
            '<body><img src="https://a.example/p.png" alt="Plan"/></body>',
            Document((Paragraph((Hyperlink("https://a.example/p.png", (Text("Plan"),)),)),)),
        ),
        ("<body><table><tr>a</tr><tr>b</tr></table></body>", plain_document("a\n\nb")),
    ],
    ids=range(10),
)
def test_rich_text_is_read_as_asana_shows_it(source: str, document: Document) -> None:
    """Line feeds are breaks, blank lines end paragraphs, people are mentions, pictures lead to their file."""
    assert read_html(source) == document


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Text",
        "<body>",
        "<body><b></body>",
        "<body>&nbsp;</body>",
        "<body>a</body>b",
        "<body a>x</body>",
        '<!DOCTYPE b [<!ENTITY a "b">]><body>&a;</body>',
        "<body><!-- a --></body>",
        "<body>" + "<u>" * 200 + "</u>" * 200 + "</body>",
    ],
    ids=range(10),
)
def test_broken_rich_text_is_one_clear_sentence(source: str) -> None:
    """Whatever is no rich text says so, without repeating it."""
    with pytest.raises(ValueError, match=r"^This rich text .*\.$"):
        read_html(source)


def test_what_asana_cannot_hold_is_written_in_the_nearest_form() -> None:
    """Deep headlines become the deepest, pictures and odd urls are said."""
    document = Document(
        (
            Heading(4, (Text("A"),)),
            Paragraph((Image("https://a.example/p.png", "Plan"), Text(" "), Hyperlink("/b", (Text("B"),)))),
            Quote((NESTED, Preformatted("x"))),
        )
    )
    assert write_html(document) == (
        '<body><h2>A</h2>\n<a href="https://a.example/p.png">Plan</a> B (/b)\n'
        "<blockquote>- a\n  1. b\n\n<code>x</code></blockquote></body>"
    )


def test_comments_have_neither_headlines_nor_rules() -> None:
    """A headline is bold in a comment, a rule three dashes."""
    document = Document((Heading(1, (Text("A"),)), Rule()))
    assert write_html(document, comment=True) == "<body><strong>A</strong>\n\n———</body>"


def test_mentions_go_by_account() -> None:
    """Asana fills in the name itself."""
    document = Document((Paragraph((Mention('1"2', "Anna"), Text(" <da>"))),))
    assert write_html(document) == '<body><a data-asana-gid="1&quot;2"/> &lt;da&gt;</body>'
