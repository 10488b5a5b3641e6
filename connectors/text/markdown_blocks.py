"""Documents written as Markdown that reads back the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bridge.core.model.characters import quiet
from bridge.core.model.document import Block, Document, Heading, Items, Paragraph, Preformatted, Quote, Rule
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from connectors.text.markdown_marks import marked_line, marked_lines

_TICKS = re.compile("^ *(`{3,})", re.MULTILINE)


def write_markdown(document: Document) -> str:
    """The document as Markdown; a mention is its name behind "@"."""
    return _blocks(restricted(document, TextForm.MARKDOWN).blocks)


def _blocks(blocks: Sequence[Block], *, tight: bool = False) -> str:
    """The blocks below each other; `tight`: a list directly below its entry's text."""
    written: list[str] = []
    before: Block | None = None
    alternate = False
    for block in blocks:
        alternate = _alike(before, block) and not alternate
        if before is not None:
            written.append("\n" if tight and isinstance(before, Paragraph) and isinstance(block, Items) else "\n\n")
        written.append(_block(block, alternate=alternate))
        before = block
    return "".join(written)


def _alike(before: Block | None, block: Block) -> bool:
    """Whether the two are lists that would run into each other."""
    return isinstance(before, Items) and isinstance(block, Items) and before.ordered == block.ordered


def _block(block: Block, *, alternate: bool) -> str:
    match block:
        case Paragraph(inside):
            return marked_lines(inside)
        case Heading(level, inside):
            return f"{'#' * level} {_closed(marked_line(inside))}"
        case Quote(blocks):
            return "\n".join(f"> {line}".rstrip() for line in _blocks(blocks).split("\n"))
        case Items(ordered, entries):
            return "\n".join(
                _entry(_sign(number, ordered=ordered, alternate=alternate), entry)
                for number, entry in enumerate(entries, start=1)
            )
        case Preformatted(text):
            fence = "`" * max([3, *(len(ticks) + 1 for ticks in _TICKS.findall(text))])
            return f"{fence}\n{quiet(text)}\n{fence}"
        case Rule():
            return "___"


def _closed(headline: str) -> str:
    """A headline's last "#" would be taken for its end."""
    return f"{headline[:-1]}\\#" if headline.endswith("#") and not headline.endswith("\\#") else headline


def _sign(number: int, *, ordered: bool, alternate: bool) -> str:
    if ordered:
        return f"{number}{')' if alternate else '.'} "
    return "* " if alternate else "- "


def _entry(sign: str, entry: Sequence[Block]) -> str:
    first, *rest = _blocks(entry, tight=True).split("\n")
    room = " " * len(sign)
    return "\n".join([sign + first, *(room + line if line else "" for line in rest)])
