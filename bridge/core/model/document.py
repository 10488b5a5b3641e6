"""Rich text as a tree that every tool's form is read into and written from.

A document is normal when `normal(document) == document`: texts in NFC without CR or NBSP, neighbours of one style
joined, nothing empty. Readers in `connectors/text` return normal documents, so equality means "looks the same".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Text:
    """Characters without a style."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Code:
    """Characters shown as they are typed, within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined; Asana has it, Markdown has not."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck through."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words that lead to a url."""

    url: str
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by url."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person addressed by account. `account` is the native id at the place it was read, `name` what a reader sees."""

    account: str
    name: str


Inline = Text | Break | Code | Strong | Emphasis | Underline | Strike | Hyperlink | Image | Mention


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A headline of level 1 to 6."""

    level: int
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A bulleted or numbered list; each entry is a sequence of blocks."""

    ordered: bool
    entries: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Lines shown as they are typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block = Paragraph | Heading | Quote | Items | Preformatted | Rule


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its structure; the empty document is `Document()`."""

    blocks: tuple[Block, ...] = ()


def paragraph(text: str) -> Paragraph:
    """One paragraph of plain text; line feeds become breaks."""
    lines = text.split("\n")
    inside: list[Inline] = [Text(lines[0])] if lines[0] else []
    for line in lines[1:]:
        inside.append(Break())
        if line:
            inside.append(Text(line))
    return Paragraph(tuple(inside))


def plain_document(text: str) -> Document:
    """A document of plain paragraphs, one for each run of lines between blank lines."""
    parts = [part.strip("\n") for part in text.split("\n\n")]
    return Document(tuple(paragraph(part) for part in parts if part))


def has_mention(parts: Iterable[Block | Inline]) -> bool:
    """Whether anybody is addressed in any of them."""
    return any(map(_addresses, parts))


def _addresses(part: Block | Inline) -> bool:
    match part:
        case Text() | Break() | Code() | Image() | Preformatted() | Rule():
            return False
        case Mention():
            return True
        case Quote(blocks):
            return has_mention(blocks)
        case Items(_, entries):
            return any(map(has_mention, entries))
        case _:
            return has_mention(part.inside)


def mapped(document: Document, replaced: Callable[[Inline], Inline]) -> Document:
    """The document with `replaced` applied to every inline, from the inside out."""
    return Document(tuple(_mapped_block(block, replaced) for block in document.blocks))


def _mapped_block(block: Block, replaced: Callable[[Inline], Inline]) -> Block:
    match block:
        case Paragraph(inside):
            return Paragraph(_mapped_inlines(inside, replaced))
        case Heading(level, inside):
            return Heading(level, _mapped_inlines(inside, replaced))
        case Quote(blocks):
            return Quote(tuple(_mapped_block(inner, replaced) for inner in blocks))
        case Items(ordered, entries):
            return Items(ordered, tuple(tuple(_mapped_block(inner, replaced) for inner in entry) for entry in entries))
        case Preformatted() | Rule():
            return block


def _mapped_inlines(inside: tuple[Inline, ...], replaced: Callable[[Inline], Inline]) -> tuple[Inline, ...]:
    return tuple(_mapped_inline(part, replaced) for part in inside)


def _mapped_inline(part: Inline, replaced: Callable[[Inline], Inline]) -> Inline:
    if isinstance(part, Strong | Emphasis | Underline | Strike | Hyperlink):
        return replaced(replace(part, inside=_mapped_inlines(part.inside, replaced)))
    return replaced(part)
