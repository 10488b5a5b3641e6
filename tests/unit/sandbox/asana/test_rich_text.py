"""Rich text: what Asana takes, what it refuses, and what it makes of it."""

from typing import Any

import pytest

from connectors.sandbox.asana.errors import RefusedError
from connectors.sandbox.asana.rich_text import Target, from_html, from_plain, reader

PLAN = "1205000000000001"


def _nobody(_: str) -> Target | None:
    return None


@pytest.mark.parametrize(
    "inner",
    [
        "<strong>a</strong><em>b</em><u>c</u><s>d</s><code>e</code>",
        '<a href="https://a.example">a</a>',
        "<ul><li>a<ol><li>b</li></ol></li></ul>",
        "<blockquote>a</blockquote><pre>b</pre>",
        "<h1>a</h1><h2>b</h2><hr/>c",
        '<img src="https://a.example/b.png" alt="b"/>',
    ],
)
def test_notes_take_what_is_on_the_list(inner: str) -> None:
    """All tags of Asana's list are taken in notes."""
    assert from_html(f"<body>{inner}</body>", "html_notes", "notes", _nobody)[
        0
    ].html == f"<body>{inner}</body>".replace("/>", " />")


@pytest.mark.parametrize(
    "html",
    [
        "no root",
        "<div>a</div>",
        "<body>a<br>b</body>",
        "<body>a<br/>b</body>",
        "<body><p>a</p></body>",
        "<body>a & b</body>",
        "<body>a &nbsp; b</body>",
        "<body><strong>a</body>",
        '<body><strong class="x">a</strong></body>',
        "<body><a>a</a></body>",
        "<body><ul>a</ul></body>",
        "<body><li>a</li></body>",
        "<body><ul><li><h1>a</h1></li></ul></body>",
        "<body><blockquote><ul><li>a</li></ul></blockquote></body>",
        "<body><table><tr><td>a</td></tr></table></body>",
        '<!DOCTYPE body [<!ENTITY a "b">]><body>&a;</body>',
        "",
    ],
)
def test_anything_else_is_refused(html: str) -> None:
    """Bad XML, tags and attributes off the list, and wrong nesting are refused."""
    with pytest.raises(RefusedError, match="XML is invalid"):
        from_html(html, "html_notes", "notes", _nobody)


@pytest.mark.parametrize("inner", ["<h1>a</h1>", "<h2>a</h2>", "<hr/>", '<img src="https://a.example/b.png"/>'])
def test_comments_take_no_headings_lines_or_pictures(anna: Any, inner: str) -> None:
    """What is good in notes can be refused in a comment."""
    data = {"html_text": f"<body>{inner}</body>"}
    assert anna.refused("POST", f"/tasks/{PLAN}/stories", data) == (400, "html_text: XML is invalid")
    anna.put(f"/tasks/{PLAN}", {"html_notes": f"<body>{inner}</body>"})


def test_plain_notes_follow_from_rich_ones() -> None:
    """Links are shown as their address, list entries on lines of their own, set in."""
    html = '<body>Siehe <a href="https://a.example">hier</a>:<ul><li>eins</li><li>zwei</li></ul>Ende</body>'
    assert from_html(html, "html_notes", "notes", _nobody)[0].plain == (
        "Siehe https://a.example:\n    eins\n    zwei\nEnde"
    )


def test_rich_notes_follow_from_plain_ones() -> None:
    """Markup in a plain text stays text; addresses become links."""
    text = from_plain("<b> & https://a.example/x?a=1&b=2.", "notes")
    link = '<a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>'
    assert text.html == f"<body>&lt;b&gt; &amp; {link}.</body>"


def test_a_mention_comes_back_with_name_and_address(anna: Any) -> None:
    """Only an id is needed to mention somebody; name and address are filled in."""
    data = {"html_text": '<body><a data-asana-gid="1201000000000002"/>, bitte!</body>'}
    seen = anna.post(f"/tasks/{PLAN}/stories", data, opt_fields="html_text")["html_text"]
    assert ">@Bob Schulz</a>, bitte!</body>" in seen
    assert 'data-asana-type="user"' in seen
    assert "href=" in seen


def test_a_reader_sees_words_without_markup() -> None:
    """Markup is off and white space folded, but words of different blocks do not run together."""
    assert reader("<body>a\n<h1>b</h1>c<ul><li>d</li><li><strong>e</strong>f</li></ul></body>") == "a b c d ef"


def test_characters_that_xml_cannot_carry_do_no_harm(anna: Any) -> None:
    """Control characters are dropped, so that what was written can be read again."""
    seen = anna.put(f"/tasks/{PLAN}", {"notes": "a\x00b\x0bc", "name": "d\ud800e"}, opt_fields="name,notes,html_notes")
    assert (seen["name"], seen["notes"], seen["html_notes"]) == ("de", "abc", "<body>abc</body>")
