"""A document as a value: headings, paragraphs and tables, in one language. Every form is rendered from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 stands below the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list without order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; every row has a cell for each of the heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Points | Rows


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document; `language` is `de` or `en`."""

    title: str
    language: str
    parts: tuple[Part, ...]
