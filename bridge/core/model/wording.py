"""Blocks as lines and documents as words, for forms without structure and for readers who search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bridge.core.model.document import (
    Block,
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Image,
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

LINE_ACROSS = "———"

Inside = tuple[Inline, ...]


def lines(block: Block) -> Iterator[Inside]:
    """The block as lines of inline text: entries begin with "- " or "1. ", quoted lines with "> "."""
    match block:
        case Paragraph(inside):
            yield from _split(inside)
        case Heading(_, inside):
            yield (Strong(inside),)
        case Quote(blocks):
            yield from (before("> ", line) for part in blocks for line in lines(part))
        case Items(ordered, entries):
            for number, entry in enumerate(entries, start=1):
                yield from _entry(f"{number}. " if ordered else "- ", entry)
        case Preformatted(text):
            yield from ((Code(line),) for line in text.split("\n") if line)
        case Rule():
            yield (Text(LINE_ACROSS),)


def paragraph_of(parts: Iterable[Inside]) -> Paragraph:
    """The lines as one paragraph."""
    inside: list[Inline] = []
    for part in parts:
        if inside:
            inside.append(Break())
        inside += part
    return Paragraph(tuple(inside))


def before(prefix: str, line: Inside) -> Inside:
    """The line with plain text in front."""
    return (Text(prefix), *line)


def words(document: Document) -> str:
    """What a reader reads, on one line: no marks, no urls behind words, white space folded."""
    return " ".join(" ".join(part for block in document.blocks for part in _words(block)).split())


def _entry(sign: str, entry: Sequence[Block]) -> Iterator[Inside]:
    prefix = sign
    for block in entry:
        for line in lines(block):
            yield before(prefix, line)
            prefix = " " * len(sign)


def _split(inside: Inside) -> Iterator[Inside]:
    line: list[Inline] = []
    for inline in inside:
        if isinstance(inline, Break):
            yield tuple(line)
            line = []
        else:
            line.append(inline)
    yield tuple(line)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(inside) | Heading(_, inside):
            yield "".join(map(_read, inside))
        case Quote(blocks):
            yield from (part for inner in blocks for part in _words(inner))
        case Items(_, entries):
            yield from (part for entry in entries for inner in entry for part in _words(inner))
        case Preformatted(text):
            yield text
        case Rule():
            pass


def _read(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text):
            return text
        case Break():
            return " "
        case Image(url, text):
            return text or url
        case Mention(_, name):
            return f"@{name}"
        case Hyperlink(_, inside) | Strong(inside) | Emphasis(inside) | Underline(inside) | Strike(inside):
            return "".join(map(_read, inside))
