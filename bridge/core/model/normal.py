"""The one form in which two documents that look the same are equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.core.model.characters import clean, composed
from bridge.core.model.document import (
    Block,
    Document,
    Heading,
    Inline,
    Items,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Text,
)
from bridge.core.model.runs import Line, Run, inside_of, joined, lines_of

HEADING_LEVELS = 6


def normal(document: Document) -> Document:
    """The document in normal form; making it normal twice changes nothing more.

    Texts in NFC without CR, NBSP, control characters or trailing space; styles nested in one order and joined; breaks
    only between the lines of a paragraph, a blank line ends it; nothing empty. What a reader sees stays the same.
    """
    return Document(normal_blocks(document.blocks))


def normal_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks in normal form; one may become several, or none."""
    return tuple(part for block in blocks for part in _normal(block))


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """A paragraph for each run of lines that are not blank."""
    together: list[Line] = []
    for line in [*lines, []]:
        if line:
            together.append(line)
        elif together:
            yield Paragraph(inside_of(together))
            together = []


def headline(inside: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The text on one line, without white space in front."""
    runs = [run for line in lines_of(inside) for run in [*line, Run(Text(" "))]]
    return inside_of([without_margin(joined(runs))])


def without_margin(line: Line) -> Line:
    """The line without white space in front."""
    if not line or not isinstance(line[0].leaf, Text):
        return line
    first, text = line[0], line[0].leaf.text.lstrip()
    return [Run(Text(text), first.styles, first.url), *line[1:]] if text else line[1:]


def _normal(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph(inside):
            yield from paragraphs(lines_of(inside))
        case Heading(level, inside):
            line = headline(inside)
            yield from [Heading(max(1, min(level, HEADING_LEVELS)), line)] if line else ()
        case Quote(blocks):
            quoted = normal_blocks(blocks)
            yield from [Quote(quoted)] if quoted else ()
        case Items(ordered, entries):
            kept = tuple(entry for entry in map(normal_blocks, entries) if entry)
            yield from [Items(ordered, kept)] if kept else ()
        case Preformatted(text):
            typed = _typed(text)
            yield from [Preformatted(typed)] if typed else ()
        case Rule():
            yield block


def _typed(text: str) -> str:
    """The lines without trailing space, and without blank lines before and after them."""
    return composed("\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n"))
