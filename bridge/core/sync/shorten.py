"""Texts that are longer than a tool can hold: the beginning, and a sign that there is more."""

from __future__ import annotations

from bridge.core.model.document import Block, Document, Paragraph, Preformatted, Text
from bridge.core.model.restrict import words

MORE = Paragraph((Text("[…]"),))
MARGIN = 0.9
"""The share of the limit to fill with words: marks, escapes and our own lines need the rest."""


def shortened(document: Document, limit: int | None) -> Document:
    """The document, or its first blocks that fit into `limit` characters and a last paragraph that says `[…]`.

    An edit of the part that is shown leaves the rest of the agreed text as it is (`text.merge_documents`).
    """
    left = int(limit * MARGIN) if limit else None
    if left is None or sum(_length(block) for block in document.blocks) <= left:
        return document
    kept = list[Block]()
    for block in document.blocks:
        left -= _length(block)
        if left < 0:
            kept += _beginning(block, left + _length(block))
            break
        kept.append(block)
    return Document((*kept, MORE))


def is_shortened(document: Document) -> bool:
    """Whether a place shows only the beginning of a text."""
    return document.blocks[-1:] == (MORE,)


def _length(block: Block) -> int:
    return len(block.text) if isinstance(block, Preformatted) else len(words(Document((block,)))) + 2


def _beginning(block: Block, length: int) -> list[Block]:
    """What fits of a plain paragraph; other blocks are shown whole or not at all."""
    match block:
        case Paragraph((Text(text), *_)) if len(text) > length > 0:
            whole_words = text[:length].rpartition(" ")[0] or text[:length]
            return [Paragraph((Text(whole_words.rstrip()),))]
    return []
