"""The table of attacks: what is tried for each case, and the rules that protect against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bridge.core.reports.attack import (
    artefacts,
    differencing,
    dimensions,
    hashes,
    insider,
    restatement,
    rosters,
    rounding,
)
from bridge.core.reports.attack.learned import Finding, Result, result
from bridge.core.reports.attack.material import Reader, World

Attack = Callable[[World], Iterable[Finding] | None]


@dataclass(frozen=True, slots=True)
class Case:
    """One attack; words for what it tries and what protects stand under its id. `everybody`: the same for all readers.

    `rules` name those of a release whose absence the case notices.
    """

    id: str
    tried: Attack
    rules: tuple[str, ...]
    everybody: bool = True


CASES = (
    Case("A01", insider.any_organisation, ("W2", "W6"), everybody=False),
    Case("A02", dimensions.finer, ("W2", "W4")),
    Case("A03", insider.what_remains, ("Q0", "W3"), everybody=False),
    Case("A04", insider.who_remains, ("Q0",), everybody=False),
    Case("A05", rounding.everybody_or_nobody, ("W4",)),
    Case("A06", insider.the_largest, ("W3",), everybody=False),
    Case("A07", differencing.came, ("Q0",)),
    Case("A08", differencing.overlapping, ("W2", "W5"), everybody=False),
    Case("A09", rosters.appearing, ("Q0", "W3")),
    Case("A10", rounding.backwards, ("W6",)),
    Case("A11", restatement.restated, ("W1",)),
    Case("A12", hashes.of_numbers, ("W8",)),
    Case("A13", hashes.of_persons, ("W7",)),
    Case("A14", dimensions.by_person, ("W2",)),
    Case("A15", restatement.altered, ("W8",)),
    Case("A16", rosters.without_each, ("Q0",)),
    Case("A17", rounding.once, ("W2",)),
    Case("A18", artefacts.times, ("W7",)),
    Case("A19", restatement.differing, ("W1", "W8")),
    Case("A20", rosters.spaces_of_few, ("Q0", "W2")),
    Case("A21", dimensions.shapes, ("W2", "W3")),
    Case("A22", artefacts.hidden, ("W7",)),
    Case("A23", insider.alone_at_work, ("W3",)),
    Case("A24", rosters.accounts, ("Q0",)),
    Case("A25", differencing.went, ("Q0",)),
    Case("A26", differencing.unpublished, ("W2",)),
)
"""Every case there is."""


def attacked(world: World, readers: Sequence[Reader], cases: Sequence[Case] = CASES) -> Iterator[Result]:
    """Each case by each reader, or once where it makes no difference who reads."""
    for case in cases:
        for reader in readers[:1] if case.everybody else readers:
            found = case.tried(replace(world, reader=reader))
            yield result(case.id, reader.name, found, beyond=len(reader.organisations) > 1)
