"""Asana's rich text read: strict XML in one `<body>`, line feeds as breaks, paragraphs between blank lines.

Source of the elements: developers.asana.com/docs/rich-text. Elements it does not name are read as the text in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bridge.core.model.characters import clean
from bridge.core.model.document import (
    Block,
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Inline,
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
)
from bridge.core.model.restrict import normal
from connectors.text.html_marks import write_html

__all__ = ["read_html", "write_html"]

DEEPEST = 100
"""Levels of elements within elements; more is nobody's text."""

_STYLES: dict[str, type[Strong | Emphasis | Underline | Strike]] = {
    "strong": Strong,
    "b": Strong,
    "em": Emphasis,
    "i": Emphasis,
    "u": Underline,
    "s": Strike,
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"ul", "ol", "blockquote", "pre", "hr", "p", "div", "table", "tr", *_HEADINGS}


def read_html(source: str) -> Document:
    """The text as a normal document. Raises ValueError, in one sentence, where it is no well-formed XML."""
    return normal(Document(tuple(_blocks(_parsed(clean(source))))))


def _parsed(source: str) -> ET.Element:
    if "<!" in source or "<?" in source:
        raise ValueError("This rich text has a document type or a comment, which Asana's rich text never has.")
    try:
        root = ET.fromstring(source)  # noqa: S314  no document type and so no entity gets this far
    except ET.ParseError as fault:
        line, column = fault.position
        raise ValueError(f"This rich text is no well-formed XML (line {line}, column {column}).") from None
    if _depth(root) > DEEPEST:
        raise ValueError(f"This rich text has more than {DEEPEST} elements within each other.")
    return root


def _depth(root: ET.Element) -> int:
    deepest, level = 0, [root]
    while level and deepest <= DEEPEST:
        deepest, level = deepest + 1, [child for element in level for child in element]
    return deepest


def _blocks(element: ET.Element) -> Iterator[Block]:
    """The blocks of an element; text between them is paragraphs."""
    inside: list[Inline] = [Text(element.text or "")]
    for child in element:
        if child.tag in _BLOCKS:
            yield Paragraph(tuple(inside))
            yield from _block(child)
            inside = []
        else:
            inside += _inline(child)
        inside.append(Text(child.tail or ""))
    yield Paragraph(tuple(inside))


def _block(element: ET.Element) -> Iterator[Block]:
    match element.tag:
        case "ul" | "ol":
            yield Items(element.tag == "ol", tuple(_entries(element)))
        case "blockquote":
            yield Quote(tuple(_blocks(element)))
        case "pre":
            yield Preformatted(_typed(element))
        case "hr":
            yield Rule()
        case "p" | "div" | "table" | "tr":
            yield from _blocks(element)
        case tag:
            yield Heading(_HEADINGS[tag], tuple(_within(element)))


def _entries(element: ET.Element) -> Iterator[tuple[Block, ...]]:
    """One entry for each `<li>`; a list directly in a list is an entry that holds it."""
    for child in element:
        yield tuple(_block(child) if child.tag in _BLOCKS else _blocks(child))


def _within(element: ET.Element) -> Iterator[Inline]:
    yield Text(element.text or "")
    for child in element:
        yield from _inline(child)
        yield Text(child.tail or "")


def _inline(element: ET.Element) -> Iterator[Inline]:
    match element.tag:
        case "strong" | "b" | "em" | "i" | "u" | "s":
            yield _STYLES[element.tag](tuple(_within(element)))
        case "code":
            yield Code(_typed(element))
        case "a":
            yield _led(element)
        case "img":
            yield _pictured(element)
        case "br":
            yield Break()
        case tag if tag in _BLOCKS | {"li"}:
            yield from (Break(), *_within(element), Break())
        case _:
            yield from _within(element)


def _typed(element: ET.Element) -> str:
    """The text as it is typed; other tools than Asana write line feeds as elements."""
    inner = ("\n" if child.tag == "br" else _typed(child) for child in element)
    tails = (child.tail or "" for child in element)
    return (element.text or "") + "".join(text + tail for text, tail in zip(inner, tails, strict=True))


def _led(element: ET.Element) -> Inline:
    """A person by account where the anchor names one, else a hyperlink."""
    account = element.get("data-asana-gid")
    if account and element.get("data-asana-type", "user") == "user":
        return Mention(account, "".join(element.itertext()).removeprefix("@"))
    return Hyperlink(element.get("href", ""), tuple(_within(element)))


def _pictured(element: ET.Element) -> Inline:
    """Asana's pictures are files of the task: their place in the text is held by a hyperlink."""
    url, text = element.get("src", ""), element.get("alt", "")
    return Hyperlink(url, (Text(text or url),)) if url else Text(text)
