"""A paper as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.reports.documents.pack import Paper
from bridge.core.reports.documents.told import Section
from bridge.core.reports.page import Heading, Page, Paragraph, Part, Points, Rows


def page(paper: Paper, language: str) -> Page:
    """All that the paper says, in its order."""
    title = f"{paper.title} ({paper.draft})" if paper.draft else paper.title
    return Page(title, language, tuple(_parts(paper)))


def _parts(paper: Paper) -> Iterator[Part]:
    yield from map(Paragraph, paper.standing)
    for document in paper.documents:
        yield Heading(document.title)
        for section in document.sections:
            yield from _section(section)


def _section(section: Section) -> Iterator[Part]:
    yield Heading(section.title, 2)
    yield from map(Paragraph, section.sentences)
    if section.points:
        yield Points(section.points)
    if section.table:
        yield Rows(section.table.heads, section.table.rows)
