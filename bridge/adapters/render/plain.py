"""A document as plain text, for a terminal and for whoever reads with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from bridge.core.reports.page import Heading, Page, Paragraph, Part, Points, Rows

WIDTH = 100


def plain_text(page: Page) -> str:
    """A table is a block of lines for each row: long cells stay readable."""
    return "\n".join([page.title, "=" * len(page.title), *(line for part in page.parts for line in _lines(part)), ""])


def _lines(part: Part) -> Iterator[str]:
    yield ""
    match part:
        case Heading(text, level):
            yield text
            yield ("-" if level == 1 else "·") * len(text)
        case Paragraph(text):
            yield from _wrapped(text)
        case Points(texts):
            for text in texts:
                yield from _wrapped(text, "- ", "  ")
        case Rows(heads, rows):
            for row in rows:
                told = [(head, cell) for head, cell in zip(heads, row, strict=True) if cell]
                for number, (head, cell) in enumerate(told):
                    yield from _wrapped(f"{head}: {cell}", "- " if number == 0 else "  ", "    ")


def _wrapped(text: str, first: str = "", further: str = "") -> list[str]:
    """Nothing a text holds moves the cursor or begins a line of its own."""
    one = "".join(sign if sign.isprintable() else " " for sign in text)
    return wrap(one, WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False) or [first.rstrip()]
