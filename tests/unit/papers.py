"""The documents of the example network, as tests are given them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bridge.adapters.words import spoken
from bridge.bootstrap.agreed import agreed
from bridge.bootstrap.documenting import stores
from bridge.core.reports.documents.pack import Pack
from bridge.service.documents import Ground, drafts
from config.network import parse_network
from connectors import registry
from connectors.native import NATIVE
from tests.docs.sources import ROOT

FILE = ROOT / "tests" / "fixtures" / "documents" / "network.toml"
DAY = date(2026, 11, 23)


def ground(text: str = "", language: str = "de", **filled: str) -> Ground:
    """From the network file, or another text of one; `filled` are answers."""
    network = parse_network(text or FILE.read_text("utf-8"), FILE.name, tuple(registry.TOOLS))
    return Ground(network, agreed(network), stores(), NATIVE, filled, language, spoken(language), DAY, "1.2.3")


def changed(before: str, after: str, *, file: Path = FILE) -> str:
    """The network file with something else in it."""
    text = file.read_text("utf-8")
    assert before in text
    return text.replace(before, after)


def drafted(of: Ground, partner: str = "weber") -> Pack:
    """One partner's draft."""
    (made,) = drafts(of, partner)
    return made


def values(pack: Pack) -> dict[str, Any]:
    """All documents of a partner by name, as the JSON files have them."""
    told = [json.loads(paper.text) for paper in pack.papers]
    return {each["name"]: each for paper in told for each in paper["documents"]}


def section(pack: Pack, document: str, name: str) -> dict[str, Any]:
    """A section of a document."""
    found: dict[str, Any] = next(each for each in values(pack)[document]["sections"] if each["name"] == name)
    return found


def rows(pack: Pack, document: str, name: str) -> Sequence[Mapping[str, str]]:
    """The rows of a section's table."""
    found: Sequence[Mapping[str, str]] = section(pack, document, name)["table"]["rows"]
    return found


def column(pack: Pack, document: str, name: str, head: str) -> list[str]:
    """A column of a section's table."""
    return [row[head] for row in rows(pack, document, name)]


def leaves(value: object) -> Iterator[str]:
    """Every text of a JSON value."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from leaves(each)
        case dict():
            for each in value.values():
                yield from leaves(each)


def answered(of: Ground) -> Ground:
    """With an answer to whatever the file of answers is asked for."""
    keys = [each.key for pack in drafts(of, None) for each in pack.blanks if each.key]
    return replace(of, filled=dict.fromkeys(keys, "entfällt, weil dies ein Test ist"))
