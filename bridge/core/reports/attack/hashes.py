"""Undoing hashes: a hash of a small number, of an address or of an id is found by trying all of them (A12, A13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import md5, sha1, sha256

from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import World

HEX = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])")
FORMS = (sha256, sha1, md5)
NUMBERS = 1000
"""Counts up to this are tried, bare and with what they are counts of."""


def of_numbers(world: World) -> Iterator[Finding]:
    """A12: a commitment to a count without salt is the count."""
    metrics = sorted({cell.metric for release in world.releases for cell in release.cells})
    periods = sorted({release.period for release in world.releases})
    bare = (str(number) for number in range(NUMBERS))
    named = (f"{metric}{by}{number}" for metric in metrics for by in (":", "=", " ") for number in range(NUMBERS))
    dated = (f"{period}:{metric}:{n}" for period in periods for metric in metrics for n in range(NUMBERS // 10))
    return _tried(world, (*bare, *named, *dated))


def of_persons(world: World) -> Iterator[Finding]:
    """A13: a hash of an address or a name is undone with the list of the staff."""
    known = world.secrets.persons | world.secrets.titles
    return _tried(world, {form for each in known for form in (each, each.lower(), each.strip().casefold())})


def _tried(world: World, guesses: Iterable[str]) -> Iterator[Finding]:
    met = {name: frozenset(HEX.findall(text)) for name, text in _texts(world)}
    there = frozenset().union(*met.values())
    hits = {hashed: guess for guess in guesses for hashed in _hashed(guess)} if there else {}
    for name, found in met.items():
        undone = sorted(hits[each] for each in found if each in hits)
        values: Values = {"name": name, "number": len(found), "what": ", ".join(undone[:3]) or "–"}
        yield Finding("hashes", values, bad=bool(undone))


def _hashed(guess: str) -> Iterator[str]:
    yield from (form(guess.encode()).hexdigest() for form in FORMS)


def _texts(world: World) -> Iterator[tuple[str, str]]:
    yield from ((each.name, each.text.decode(errors="replace").lower()) for each in world.documents)
    yield from ((each.name, each.content.decode(errors="replace").lower()) for each in world.artefacts)
