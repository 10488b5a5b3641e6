"""The answer to whoever asks what is kept about them (Art. 15 GDPR): one value, of which every form is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from bridge.core.model.case import CaseId
from bridge.core.reports.gdpr.found import Kind, Record

FORM = "cobridge-access-1"
"""The name of the published schema, docs/schemas/access.json."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody by name who gets the person's data, and in which spaces. `country` is one without the GDPR, or empty."""

    name: str
    what: str
    spaces: tuple[str, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """A table or file that was looked into. `found` says whether the person was there; `why_not` why nobody can be."""

    store: str
    found: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A point of the answer: what it is about, and the sentence."""

    name: str
    text: str


class IncompleteError(Exception):
    """A point that the law asks for is empty; the message names it."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that Art. 15 asks for, in one language; the letters are those of its first paragraph.

    `copy` is the copy of the data (paragraph 3), `codes` explains by field what words in it mean. Raises
    IncompleteError where a point has nothing to say: none may be left out.
    """

    language: str
    network: str
    version: str
    charter: str
    case: CaseId
    made_on: date
    person: str
    name: str
    partner: str
    confirmation: str
    purposes: tuple[Told, ...]
    """(a)"""
    categories: tuple[Told, ...]
    """(b)"""
    recipients: tuple[Recipient, ...]
    """(c)"""
    periods: tuple[Told, ...]
    """(d)"""
    rights: tuple[Told, ...]
    """(e)"""
    complaint: str
    """(f)"""
    source: str
    """(g)"""
    automated_decisions: str
    """(h)"""
    third_countries: str
    """Paragraph 2."""
    evaluations: tuple[str, ...]
    copy: Mapping[Kind, tuple[Record, ...]]
    codes: Mapping[str, Mapping[str, str]]
    withheld: tuple[str, ...]
    searched: tuple[Searched, ...]
    contest: str

    def __post_init__(self) -> None:
        empty = [each.name for each in fields(self) if each.name != "codes" and not getattr(self, each.name)]
        if empty:
            raise IncompleteError(", ".join(empty))


def as_values(disclosure: Disclosure) -> dict[str, object]:
    """As JSON holds it: days and instants in ISO form."""
    said = {each.name: getattr(disclosure, each.name) for each in fields(disclosure)}
    copied = {str(kind): [plain(record) for record in records] for kind, records in disclosure.copy.items()}
    return {
        "form": FORM,
        **said,
        "made_on": disclosure.made_on.isoformat(),
        "copy": copied,
        "codes": {name: dict(codes) for name, codes in disclosure.codes.items()},
        **{name: list(map(_told, said[name])) for name in ("purposes", "categories", "periods", "rights")},
        "recipients": [_recipient(each) for each in disclosure.recipients],
        "searched": [
            {"store": each.store, "found": each.found, "why_not": each.why_not} for each in disclosure.searched
        ],
        **{name: list(said[name]) for name in ("evaluations", "withheld")},
    }


def plain(record: Record) -> dict[str, str]:
    """A record as JSON holds it."""
    return {name: value if isinstance(value, str) else value.isoformat() for name, value in record.items()}


def _told(told: Told) -> dict[str, str]:
    return {"name": told.name, "text": told.text}


def _recipient(each: Recipient) -> dict[str, object]:
    return {"name": each.name, "what": each.what, "spaces": list(each.spaces), "country": each.country}
