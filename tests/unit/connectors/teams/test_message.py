"""Channel messages as documents, and back."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.core.model.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    Text,
    paragraph,
    plain_document,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from bridge.core.model.restrict import words as words_of
from connectors.teams.message import read_message, write_message, write_root

DOCUMENTS = [
    Document(),
    plain_document("Größe: 3 < 4 & 5 > 2 🚧\nzweite Zeile\n\n* kein Punkt\n# keine Überschrift"),
    Document((Paragraph((Strong((Text("A "), Emphasis((Text("b"),)))), Text("  c "), Code("x  <y>"))),)),
    Document((Items(ordered=False, entries=((paragraph("eins"),), (paragraph("zwei\nZeilen"),))),)),
    Document((Items(ordered=True, entries=((paragraph("a"), Items(ordered=False, entries=((paragraph("b"),),))),)),)),
    Document((Preformatted("if x:\n    y = '<z>'"), Quote((paragraph("Zitat\nweiter"),)), paragraph("danach"))),
    Document((Heading(1, (Text("Titel"),)), Rule(), paragraph("Text"))),
    Document((Paragraph((Hyperlink("https://example.org/a?b=1&c=2", (Text("Plan"),)), Text(", siehe dort"))),)),
    Document((Paragraph((Text("Bitte "), Mention("id-1", "Anna Weber"), Text(" und "), Mention("id-2", "Bob"))),)),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_written_reads_as_it_was_meant(document: Document) -> None:
    """Every text as far as comments can hold it; nothing of it is taken for markup."""
    assert read_message(write_message(document)) == restricted(document, TextForm.RICH_COMMENT)


def html(content: str, **more: Any) -> Document:
    return read_message({"body": {"contentType": "html", "content": content}, **more})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<div><div>Eins\n  und</div>\n<div>zwei</div></div>", "Eins und\n\nzwei"),
        ("<p>Eins<br>zwei</p><p>&nbsp;</p>", "Eins\nzwei"),
        ("Nur Text", "Nur Text"),
        ("<p>offen <b>gelassen", "offen gelassen"),
        ("<p>falsch </i>geschlossen</p></div>", "falsch geschlossen"),
        ('<p>Gut <emoji id="like" alt="👍" title="Gefällt mir"></emoji></p>', "Gut 👍"),
        ('<p>Datei</p><attachment id="7"></attachment>', "Datei"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ("", ""),
    ],
)
def test_what_teams_editor_makes_is_read_as_people_see_it(content: str, words: str) -> None:
    """Blocks are paragraphs, white space folds, elements nobody knows are passed over, nothing raises."""
    read = html(content)
    assert restricted(read, TextForm.PLAIN) == plain_document(words)


def test_a_mention_is_the_person_by_account() -> None:
    """The number in the text leads to the account beside it; without one the name stays as words."""
    people = [{"id": 0, "mentioned": {"user": {"id": "id-1", "displayName": "Anna Weber"}}}]
    content = '<p><at id="0">Anna Weber</at>, <at id="1">Team</at></p>'
    (block,) = html(content, mentions=people).blocks
    assert isinstance(block, Paragraph)
    assert block.inside[0] == Mention("id-1", "Anna Weber")
    assert "Team" in str(block.inside[1:])


def test_a_plain_message_is_read_as_it_stands() -> None:
    """`text` is no markup."""
    message = {"body": {"contentType": "text", "content": "5 < 6\n<b>"}}
    assert read_message(message) == plain_document("5 < 6\n<b>")


def test_a_title_is_no_markup_in_the_message_that_opens_a_thread() -> None:
    """Whatever people call a task."""
    content = write_root("<b>A & B</b>", 'https://example.org/"x"')["body"]["content"]
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in content
    assert "&quot;x&quot;" in content


def test_lines_of_code_stay_lines() -> None:
    """Teams parts the lines of code by elements."""
    assert html("<codeblock><code>x = 1<br>y = 2</code></codeblock>") == Document((Preformatted("x = 1\ny = 2"),))


def test_a_message_that_nobody_can_read_as_html_is_its_words() -> None:
    """Tags within each other without end leave what was typed, with its signs as they are read."""
    deep = "<blockquote>" * 1_000 + "3 &lt; 4 &amp; mehr" + "</blockquote>" * 1_000
    assert words_of(html(deep)) == "3 < 4 & mehr"
