"""The marker as the notes' last line, for connections that may not write `external`. Without I/O."""

from __future__ import annotations

import re

from bridge.core.model.document import Block, Document, Paragraph, Text
from bridge.core.model.wording import words

_FOOTER = re.compile(r"⇄ cobridge/([a-z0-9-]{1,40})")


def with_footer(document: Document, marker: str) -> Document:
    """The document above a line that names the task."""
    return Document((*document.blocks, Paragraph((Text(f"⇄ cobridge/{marker}"),))))


def split_footer(document: Document) -> tuple[str, Document]:
    """The marker (empty where there is none) and the document without its line, wherever people moved that."""
    for place in range(len(document.blocks) - 1, -1, -1):
        if found := _marker(document.blocks[place]):
            return found, Document((*document.blocks[:place], *document.blocks[place + 1 :]))
    return "", document


def _marker(block: Block) -> str:
    found = _FOOTER.fullmatch(words(Document((block,)))) if isinstance(block, Paragraph) else None
    return found.group(1) if found else ""
