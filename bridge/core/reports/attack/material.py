"""What an attack is made with: released documents, what everybody in a network knows, and what its reader knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from bridge.core.log.participation import FIRST_OF_QUARTER, QUARTERS, Quarter
from bridge.core.reports.figures import Cell, Release

Spaces = Mapping[str, Mapping[str, AbstractSet[str]]]
"""Who works where, as colleagues know it: persons by space and organisation."""
Part = tuple[str, str, str]
"""A week or quarter, a metric, a space."""


@dataclass(frozen=True, slots=True)
class Document:
    """A release as somebody holds it. `name` says which copy; `authentic` is None where no signature came with it."""

    name: str
    text: bytes
    release: Release
    fingerprint: str = ""
    authentic: bool | None = None


@dataclass(frozen=True, slots=True)
class Artefact:
    """A rendered file: a mail, a page, a chart."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reader:
    """Who attacks: somebody of no organisation, of one, or two who put together what they know."""

    organisations: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Their organisations; empty for who is of none."""
        return "+".join(sorted(self.organisations))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must stand in no figure: names, addresses and ids of persons, titles of tasks, names of organisations."""

    persons: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class World:
    """All of it. `rosters` are by quarter, those under "" hold for quarters without their own.

    `parts` has how many tasks were an organisation's. Their own organisation's are what readers know; those of others
    serve to judge how close a guess comes, and are known in tests alone: the service tells them to nobody.
    """

    documents: Sequence[Document]
    rosters: Mapping[str, Spaces]
    reader: Reader = Reader()
    parts: Mapping[str, Mapping[Part, int]] = field(default_factory=dict)
    artefacts: Sequence[Artefact] = ()
    secrets: Secrets = Secrets()

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """One for each period, by period: what a reader takes for what was released first."""
        found: dict[tuple[str, str], Release] = {}
        for document in self.documents:
            found.setdefault((document.release.evaluation, document.release.period), document.release)
        return tuple(found[key] for key in sorted(found))

    @cached_property
    def knows_all(self) -> bool:
        """Whether the parts of every organisation are known, so that none is taken for having done nothing."""
        names = {name for spaces in self.rosters.values() for group in spaces.values() for name in group if group[name]}
        return bool(names) and names <= self.parts.keys()

    def spaces(self, period: str) -> Spaces:
        """Who worked where in the quarter of this period."""
        return self.rosters.get(quarter_of(period), self.rosters.get("", {}))

    def counted(self, release: Release, cell: Cell) -> frozenset[str]:
        """The spaces whose tasks the figure counts."""
        known = {space for parts in self.parts.values() for _, _, space in parts}
        everywhere = {*self.spaces(release.period), *known} - {*release.excluded}
        return frozenset((cell.space,) if cell.space else everywhere)

    def others(self, release: Release, cell: Cell) -> Mapping[str, AbstractSet[str]]:
        """The persons whose tasks it may count beside the reader's own organisations', by organisation."""
        found: dict[str, set[str]] = {}
        for space in self.counted(release, cell):
            for name, members in self.spaces(release.period).get(space, {}).items():
                if members and name not in self.reader.organisations:
                    found.setdefault(name, set()).update(members)
        return found

    def own(self, part: Part) -> int:
        """How many of these tasks are known to be the reader's own organisations'."""
        return sum(self.parts.get(name, {}).get(part, 0) for name in self.reader.organisations)


def told(releases: Sequence[Release]) -> Iterator[tuple[Release, Cell]]:
    """All figures that say anything."""
    for release in releases:
        yield from ((release, cell) for cell in release.cells if cell.outcome in ("shown", "under_10"))


def quarter_of(period: str) -> str:
    """The quarter that the week lies in, or the quarter itself; empty where it is neither."""
    year, _, rest = period.partition("-")
    if rest.startswith("W") and rest[1:].isdigit():
        before = [first for first in FIRST_OF_QUARTER if first <= int(rest[1:])]
        return f"{year}-Q{min(len(before), QUARTERS)}" if before else ""
    return period if rest.startswith("Q") else ""


def weeks_of(quarter: str) -> tuple[str, ...]:
    """Its weeks."""
    return Quarter(quarter).weeks
