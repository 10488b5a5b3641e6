"""A partner's documents: five that come as annexes, and the charter that is signed with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bridge.core.model.network import Partner
from bridge.core.reports.documents.annex import annex
from bridge.core.reports.documents.blanks import blanks
from bridge.core.reports.documents.catalogue import catalogue
from bridge.core.reports.documents.deletion import deletion
from bridge.core.reports.documents.evaluations import evaluations
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.journeys import journeys
from bridge.core.reports.documents.permissions import permissions
from bridge.core.reports.documents.told import Blank, Document, Section, Table
from bridge.core.reports.documents.transfers import transfers
from bridge.core.rules.agreement import fingerprint

FORM = "cobridge.documents/1"
"""The published schema, docs/schemas/documents.json."""
ANNEXES, CHARTER = "documents", "charter"
"""The two files of a partner."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: `standing` says in sentences whether it is a draft, of which day, and how much is open."""

    name: str
    partner: str
    title: str
    draft: str
    standing: tuple[str, ...]
    documents: tuple[Document, ...]
    text: str
    """The same as JSON."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A partner's two papers, and what of them is answered or open."""

    partner: Partner
    annexes: Paper
    charter: Paper
    blanks: tuple[Blank, ...]

    @property
    def papers(self) -> tuple[Paper, Paper]:
        """What is signed comes last."""
        return self.annexes, self.charter

    @property
    def open(self) -> tuple[Blank, ...]:
        """What nobody has answered yet."""
        return tuple(each for each in self.blanks if not each.value)


def pack(partner: Partner, facts: Facts) -> Pack:
    """Everything for one partner."""
    found = journeys(facts)
    asked = blanks(partner, facts, found)
    others = (
        catalogue(partner, facts, found),
        evaluations(facts),
        permissions(partner, facts, asked),
        deletion(facts, asked),
        transfers(partner, facts, found, asked),
    )
    first = _paper(ANNEXES, partner, facts, asked, others)
    checksum = sha256(first.text.encode()).hexdigest()
    second = _paper(CHARTER, partner, facts, asked, (annex(partner, facts, asked, others, checksum),))
    return Pack(partner, first, second, asked)


def _paper(name: str, partner: Partner, facts: Facts, asked: Sequence[Blank], documents: Sequence[Document]) -> Paper:
    say, within = facts.say, frozenset(each.name for each in documents)
    missing = [each for each in asked if each.document in within and not each.value]
    title = say(f"documents.paper.{name}", partner=partner.name)
    standing = tuple(_standing(facts, len(missing)))
    draft = say("documents.draft") if facts.edition.draft else ""
    values = _values(name, partner, facts, title, standing, missing, documents)
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    return Paper(name, partner.id, title, draft, standing, tuple(documents), text)


def _standing(facts: Facts, missing: int) -> Sequence[str]:
    say, edition = facts.say, facts.edition
    made = say("documents.made", day=edition.on, version=edition.version, network=facts.network.name)
    label, mark = facts.network.charter.version, fingerprint(facts.points)
    ground = say("documents.charter.version", label=label, fingerprint=mark)
    if not edition.draft:
        return say("documents.final", number=edition.number), made, ground
    return say("documents.draft.lead"), made, ground, say("documents.missing", number=missing)


def _values(
    name: str,
    partner: Partner,
    facts: Facts,
    title: str,
    standing: Sequence[str],
    missing: Sequence[Blank],
    documents: Sequence[Document],
) -> dict[str, object]:
    edition = facts.edition
    return {
        "schema": FORM,
        "paper": name,
        "language": edition.language,
        "draft": edition.draft,
        "made_on": edition.on.isoformat(),
        "version": edition.version,
        "network": facts.network.name,
        "partner": {"id": partner.id, "name": partner.name},
        "charter": {
            "label": facts.network.charter.version,
            "number": edition.number or None,
            "fingerprint": fingerprint(facts.points),
        },
        "title": title,
        "standing": list(standing),
        "open": [
            {"document": each.document, "what": each.what, "who": each.who, "where": each.where} for each in missing
        ],
        "documents": [_document(each) for each in documents],
    }


def _document(of: Document) -> dict[str, object]:
    return {"name": of.name, "title": of.title, "sections": [_section(each) for each in of.sections]}


def _section(of: Section) -> dict[str, object]:
    return {
        "name": of.name,
        "title": of.title,
        "sentences": list(of.sentences),
        "points": list(of.points),
        "table": _table(of.table) if of.table else None,
    }


def _table(of: Table) -> dict[str, object]:
    return {
        "name": of.name,
        "heads": dict(zip(of.columns, of.heads, strict=True)),
        "rows": [dict(zip(of.columns, row, strict=True)) for row in of.rows],
    }
