"""Releases figures of raw networks as the service does: by its own use case, with ports that keep all at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import Dimension, Evaluation, fitting
from bridge.core.log.participation import NOBODY, Count, Newcomers, Participation, Period, Quarter, Week
from bridge.core.model.caller import service
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.person import Person
from bridge.core.reports.attack.material import Document
from bridge.core.reports.disclosure.audit import Audit
from bridge.core.reports.disclosure.basis import Basis
from bridge.core.reports.disclosure.dominance import Parts, is_dominated
from bridge.core.reports.figures import Signed
from bridge.core.rules.agreement import points_of
from bridge.core.rules.consent import Force
from bridge.ports.releases import NOT_AUDITED
from bridge.service.access import Access
from bridge.service.basis import Freezing
from bridge.service.counting import Releasing
from bridge.service.release import due, release
from tests.attack.raw import Act, Raw, Spaces

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


class Clock:
    """Stands where it is set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, 6, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        raise AssertionError(f"Nothing waits, not even {seconds} s.")


class Kept:
    """`Releases`, `Bases` and the two calls that a seal makes of the log, in dictionaries."""

    def __init__(self) -> None:
        self.signed: dict[tuple[str, str], Signed] = {}
        self.bases: dict[str, Basis] = {}

    def keep(self, signed: Signed, _audit: Audit = NOT_AUDITED) -> None:
        key = signed.release.evaluation, signed.release.period
        self.signed.setdefault(key, signed)

    def of(self, _network: str, *key: str) -> Any:
        return self.bases.get(key[0]) if len(key) == 1 else self.signed.get((key[0], key[1]))

    def last(self, _network: str, evaluation: str, n: int, until: str) -> Sequence[Signed]:
        found = sorted(period for name, period in self.signed if name == evaluation and period <= until)
        return [self.signed[evaluation, period] for period in found[-n:]]

    def audit(self, *_: str) -> Audit | None:
        return None

    def is_first(self, _network: str) -> bool:
        return not self.bases

    def freeze(self, _network: str, basis: Basis) -> None:
        self.bases.setdefault(basis.quarter, basis)

    def forget(self, *_: object) -> Any:
        raise AssertionError("No test is as long as deletion rules are.")

    def leave(self, _network: str, quarter: str, gone: Mapping[str, Collection[str]]) -> None:
        basis = self.bases[quarter]
        left = {space: frozenset((*basis.left.get(space, ()), *names)) for space, names in gone.items()}
        self.bases[quarter] = replace(basis, left={**basis.left, **left})


class Sealed:
    """A log in which there is nothing to seal."""

    def seal(self, *_: object) -> int:
        return 0

    @contextmanager
    def view(self, _network: str) -> Iterator[Any]:
        yield self

    def last_root(self) -> None:
        return None


@dataclass(slots=True)
class Read:
    """`ReadDays`: every place every day but those that are missing."""

    missing: dict[PlaceId, frozenset[date]] = field(default_factory=dict)

    def of(self, places: Collection[PlaceId], first: date, last: date) -> Mapping[PlaceId, AbstractSet[date]]:
        days = frozenset(first + DAY * number for number in range((last - first).days + 1))
        return {place: days - self.missing.get(place, frozenset()) for place in places}


@dataclass(slots=True)
class Counted:
    """`Evaluations` over raw acts, counted here once more in plain words."""

    acts: Sequence[Act]
    vault: MemoryVault

    def counted(
        self,
        evaluation: Evaluation,
        network: str,
        period: Period,
        spaces: Collection[str],
        newcomers: Newcomers = NOBODY,
    ) -> Participation:
        fitting(evaluation, period)
        found = self._tasks(evaluation, network, period, spaces, newcomers)
        big = self._dominated(evaluation, network, period, spaces, newcomers)
        counts = tuple(Count(*key, len({act.task for act in acts}), key in big) for key, acts in found.items())
        return Participation(evaluation.name, network, period.name, counts)

    def _dominated(
        self,
        evaluation: Evaluation,
        network: str,
        period: Period,
        spaces: Collection[str],
        newcomers: Newcomers = NOBODY,
    ) -> frozenset[tuple[str, str]]:
        found = self._tasks(evaluation, network, period, spaces, newcomers)
        return frozenset(
            key
            for key, acts in found.items()
            if is_dominated(
                _parts(acts, [each.organisation for each in acts]),
                _parts(acts, [each.person for each in acts]),
                evaluation.threshold.share,
            )
        )

    def _tasks(
        self, evaluation: Evaluation, network: str, period: Period, spaces: Collection[str], newcomers: Newcomers
    ) -> Mapping[tuple[str, str], list[Act]]:
        found: dict[tuple[str, str], list[Act]] = {}
        for act in self.acts:
            if act.week not in period.weeks or act.space not in spaces or self._is_new(network, act, newcomers):
                continue
            space = act.space if evaluation.by is Dimension.SPACE else ""
            found.setdefault((act.metric, space), []).append(act)
        return found

    def _is_new(self, network: str, act: Act, newcomers: Newcomers) -> bool:
        out = newcomers.get(act.space, ())
        return bool(out) and self.vault.pseudonym(network, "P2", Week(act.week).first, PersonId(act.person)) in out


class Titled:
    """`Remembered`: nothing but what persons are called is known of any space."""

    def memory(self, _space: SpaceId) -> Memory:
        return Memory()


class Office:
    """A network that releases its figures every Monday."""

    def __init__(self, raw: Raw, name: str = "muster") -> None:
        self.vault, self.clock, self.kept, self.read = MemoryVault(), Clock(), Kept(), Read()
        self.network, self.acts, self._log = network_of(raw.rosters, name), list(raw.acts), MemoryAccessLog()
        self.charter = "1"

    def live(self, first: str, weeks: int, until: str = "") -> list[Document]:
        """From the Monday on which the week `first` begins; what is due is released each Monday after it."""
        self.clock.at = datetime.combine(Week(first).first, datetime.min.time(), UTC) + timedelta(hours=5)
        due(self._access(), self._releasing())
        for _ in range(weeks):
            self.clock.at += WEEK
            self.release()
        return self.documents(until)

    def release(self) -> None:
        """What is due now."""
        for name, period in due(self._access(), self._releasing()):
            self.made(name, period)

    def made(self, name: str, period: Period) -> Signed:
        """One release, made now or as it was made."""
        return release(name, period, service(), self._access(), self._releasing())

    def documents(self, until: str = "") -> list[Document]:
        """All that was released up to a period."""
        found = sorted(self.kept.signed.values(), key=lambda each: (each.release.evaluation, each.release.period))
        return [document_of(each, self.vault) for each in found if not until or each.release.period <= until]

    def _access(self) -> Access:
        return Access(self.network, self._log, self.vault, self.clock, "1")

    def _releasing(self) -> Releasing:
        for partner in self.network.partners:
            for person in partner.roster:
                self.vault.pseudonym(self.network.id, Purpose.TRANSPARENCY, self.clock.at.date(), person.id)
        ready = {each.id: 1 for each in self.network.partners}
        freezing = Freezing(self.network, ready.keys(), self.kept, self.vault)
        force, found = Force(points_of(self.network), ready), Counted(self.acts, self.vault)
        log: Any = Sealed()
        return Releasing(force, self.charter, freezing, found, self.read, self.kept, log, self.vault.signer, Titled())


def document_of(signed: Signed, vault: MemoryVault) -> Document:
    """As everybody is given it, and checks it."""
    authentic = vault.signer.is_authentic(signed.release.network, signed.document, bytes.fromhex(signed.signature))
    return Document("", signed.document, signed.release, signed.fingerprint, authentic)


def network_of(rosters: Spaces, name: str = "muster") -> Network:
    """Everybody with one account in each space they work in: a place of each partner in each space."""
    names = sorted({each for group in rosters.values() for each in group})
    partners = []
    for each in names:
        people = sorted({person for group in rosters.values() for person in group.get(each, ())})
        links = tuple(
            Connection(
                ConnectionId(f"{each}-{space}"),
                PartnerId(each),
                "memory",
                {PersonId(person): Account(f"acc-{person}") for person in group[each]},
            )
            for space, group in rosters.items()
            if each in group
        )
        roster = tuple(Person(PersonId(person), f"Frau {person}", PartnerId(each)) for person in people)
        partners.append(Partner(PartnerId(each), f"Muster {each} GmbH", links, roster))
    spaces = tuple(
        Space(SpaceId(space), space, tuple(_place(space, each) for each in group)) for space, group in rosters.items()
    )
    return Network(name, "Netzwerk Muster", tuple(partners), spaces)


def quarter_rosters(raw: Raw, *quarters: Quarter) -> Mapping[str, Spaces]:
    """The same rosters in each."""
    return {each.name: raw.rosters for each in quarters} or {"": raw.rosters}


def _place(space: str, name: str) -> Place:
    return Place(PlaceId(f"{name}-{space}"), ConnectionId(f"{name}-{space}"), "memory", "board")


def _parts(acts: Sequence[Act], whose: Sequence[str]) -> Parts:
    tasks: dict[str, set[str]] = {}
    for act, who in zip(acts, whose, strict=True):
        tasks.setdefault(who, set()).add(act.task)
    numbers = sorted((len(each) for each in tasks.values()), reverse=True)
    return Parts(len({act.task for act in acts}), *(*numbers, 0, 0)[:2])
