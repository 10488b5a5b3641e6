"""Attacks what was released, with what a reader has: the documents, who works where, and their own tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.caller import Caller
from bridge.core.model.network import Network
from bridge.core.reports.attack.cases import attacked
from bridge.core.reports.attack.learned import Result
from bridge.core.reports.attack.material import Document, Reader, Secrets, Spaces, World, quarter_of
from bridge.core.reports.figures import Signed
from bridge.core.rules.access import Resource, Verb
from bridge.ports.bases import Bases
from bridge.ports.log import Signer
from bridge.ports.releases import Releases
from bridge.service.access import Access

__all__ = ["attacked", "everybody", "last_day", "results", "secrets", "stored", "within"]

ALL = 1000
"""More releases than are ever kept of one evaluation."""


def stored(
    caller: Caller, access: Access, releases: Releases, bases: Bases, signer: Signer, until: str
) -> tuple[Sequence[Document], Mapping[str, Spaces]]:
    """Every release of the network up to a period, as it was given out, and the rosters that its quarters rest upon.

    Recorded as a reading of figures; raises NotPermittedError for who may not.
    """
    network = access.network.id
    with access.recorded(caller, Verb.READ, Resource.FIGURES, Purpose.SECURITY):
        kept = [each for name in ("F1", "F2") for each in releases.last(network, name, ALL, "9999")]
    documents = [_document(each, signer) for each in kept if last_day(each.release.period) <= last_day(until)]
    quarters = sorted({quarter_of(each.release.period) for each in documents})
    found = {quarter: basis.spaces for quarter in quarters if (basis := bases.of(network, quarter))}
    return documents, found


def results(world: World, readers: Sequence[Reader]) -> Sequence[Result]:
    """Of all cases, in their order."""
    return tuple(attacked(world, readers))


def everybody(names: Collection[str]) -> tuple[Reader, ...]:
    """Somebody of no organisation, and somebody of each."""
    return (Reader(), *(Reader(frozenset({each})) for each in sorted(names)))


def within(rosters: Mapping[str, Spaces]) -> frozenset[str]:
    """The organisations that work anywhere."""
    return frozenset(
        name for spaces in rosters.values() for group in spaces.values() for name, members in group.items() if members
    )


def secrets(network: Network, words: Collection[str]) -> Secrets:
    """What no figure speaks of; `words` are all that a release is scanned for."""
    organisations = frozenset(each.name for each in network.partners)
    persons = frozenset(_persons(network))
    return Secrets(persons, frozenset(words) - persons - organisations, organisations)


def last_day(period: str) -> date:
    """The last day of a week or quarter; without one, of all time. Raises ValueError for what is neither."""
    if not period:
        return date.max
    return (Quarter(period) if "-Q" in period else Week(period)).last


def _persons(network: Network) -> Iterator[str]:
    for partner in network.partners:
        for person in partner.roster:
            yield from (each for each in (person.name, person.email, person.id) if each)


def _document(signed: Signed, signer: Signer) -> Document:
    release = signed.release
    authentic = signer.is_authentic(release.network, signed.document, bytes.fromhex(signed.signature))
    return Document("", signed.document, release, signed.fingerprint, authentic)
