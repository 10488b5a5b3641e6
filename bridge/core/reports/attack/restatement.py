"""Two versions of one thing: restated, altered, or different for different recipients (A11, A15, A19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from bridge.core.reports.attack.learned import Finding, Values
from bridge.core.reports.attack.material import Document, World


def restated(world: World) -> Iterator[Finding]:
    """A11: what was released later for the same period less what was released first is who came late."""
    for documents in _copies(world).values():
        first = {(cell.metric, cell.space): cell for cell in documents[0].release.cells}
        for document in documents[1:]:
            changed = [each for each in document.release.cells if first.get((each.metric, each.space)) != each]
            values: Values = {"period": document.release.period, "number": len(changed)}
            yield Finding("restated", values, bad=bool(changed))


def altered(world: World) -> Iterator[Finding]:
    """A15: a document that was changed afterwards has to be noticed by whoever checks it."""
    for document in world.documents:
        fits = not document.fingerprint or sha256(document.text).hexdigest() == document.fingerprint
        bad = not fits or document.authentic is False
        yield Finding("altered", {"name": document.name, "period": document.release.period}, bad=bad)


def differing(world: World) -> Iterator[Finding]:
    """A19: two recipients who lay their copies side by side must find them equal, byte for byte."""
    for documents in _copies(world).values():
        first = documents[0]
        for each in documents:
            values: Values = {"name": each.name, "first": first.name, "period": each.release.period}
            yield Finding("copies", values, bad=each.text != first.text)


def _copies(world: World) -> Mapping[tuple[str, str, str], list[Document]]:
    found: dict[tuple[str, str, str], list[Document]] = {}
    for each in world.documents:
        found.setdefault((each.release.network, each.release.evaluation, each.release.period), []).append(each)
    return found
