"""The lines the service writes above a description: a quote that opens with a sign."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.core.model.document import Block, Document, Paragraph, Quote, paragraph
from bridge.core.model.wording import lines, words

SIGN = "⇄"


def with_shown(document: Document, shown: Sequence[str]) -> Document:
    """The document below the lines; as it is where there are none."""
    if not shown:
        return document
    return Document((Quote((paragraph(f"{SIGN} " + "\n".join(shown)),)), *document.blocks))


def split_shown(document: Document) -> tuple[tuple[str, ...], Document]:
    """The lines without the sign, and the document below them. A quote without the sign belongs to the document."""
    said = _said(document.blocks[0]) if document.blocks else ()
    if not said or not said[0].startswith(SIGN):
        return (), document
    shown = (said[0].removeprefix(SIGN).strip(), *said[1:])
    return tuple(line for line in shown if line), Document(document.blocks[1:])


def _said(block: Block) -> tuple[str, ...]:
    """The quoted lines as words; nothing where the block is no quote."""
    if not isinstance(block, Quote):
        return ()
    return tuple(words(Document((Paragraph(line),))) for part in block.blocks for line in lines(part))
