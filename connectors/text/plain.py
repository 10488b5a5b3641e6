"""Text without marks: paragraphs between blank lines."""

from __future__ import annotations

from bridge.core.model.document import Document, Paragraph, Text
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted


def read_plain(source: str) -> Document:
    """The text as paragraphs, each line feed a break; a normal document. Never raises."""
    return normal(Document((Paragraph((Text(source),)),)))


def write_plain(document: Document) -> str:
    """The document without its structure, a blank line between blocks."""
    paragraphs = [block for block in restricted(document, TextForm.PLAIN).blocks if isinstance(block, Paragraph)]
    return "\n\n".join(
        "".join(inline.text if isinstance(inline, Text) else "\n" for inline in paragraph.inside)
        for paragraph in paragraphs
    )
