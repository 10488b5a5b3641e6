"""A document in words: sections with sentences, lists and tables. Every form is made from it and adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bridge.core.reports.gdpr.shown import Say


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the same in every language, `heads` are what people read above them."""

    name: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading. What is empty is not there."""

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document, such as the deletion concept."""

    name: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """What only a person can say, for one document. `where` it is entered; `value` is empty as long as it is open.

    `key` is its name in the file of answers, empty for what the network file or a command tells.
    """

    document: str
    what: str
    who: str
    where: str
    value: str = ""
    key: str = ""


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], say: Say) -> Table:
    """A table with its heads in words."""
    heads = tuple(say(f"documents.head.{each}") for each in columns)
    return Table(name, tuple(columns), heads, tuple(map(tuple, rows)))


def answers(name: str, blanks: Iterable[Blank], say: Say) -> tuple[Section, ...]:
    """The closing section of a document: what people say, or that it is open and whose it is."""
    rows = [
        (each.what, each.value or say("documents.open", who=each.who), each.where)
        for each in blanks
        if each.document == name
    ]
    if not rows:
        return ()
    title, lead = say("documents.answers"), say("documents.answers.lead")
    return (Section("answers", title, (lead,), table=table("answers", ("what", "answer", "where"), rows, say)),)
