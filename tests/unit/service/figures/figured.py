"""A network whose figures are made: the six companies of the fixture, on stores of their own, at any moment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from bridge.adapters.store.bases import SqlBases, SqlReadDays, note_days
from bridge.adapters.store.database import Database
from bridge.adapters.store.evaluations import SqlEvaluations
from bridge.adapters.store.log import SqlLog, stage
from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.adapters.store.releases import SqlReleases
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Entry, Purpose
from bridge.core.log.evaluations import Threshold
from bridge.core.log.participation import Period, Week
from bridge.core.model.activity import EntryType
from bridge.core.model.caller import service
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.person import Person
from bridge.core.reports.figures import Outcome, Release, Signed
from bridge.core.rules.agreement import points_of
from bridge.core.rules.consent import Force
from bridge.service.access import Access
from bridge.service.basis import Freezing
from bridge.service.release import Releasing, due, release
from tests.contracts import kept

FIXTURE = Path(__file__).parents[3] / "fixtures/figures/network.toml"
SAID: dict[str, Any] = tomllib.loads(FIXTURE.read_text("utf-8"))
KINDS = {
    "opened": EntryType.OPENED,
    "completed": EntryType.COMPLETED,
    "handed_over": EntryType.HANDED_OVER,
    "claimed": EntryType.CLAIMED,
}
LIVE = date(2026, 9, 28)
"""A Monday, the first of the fourth quarter."""
WEEK = Week("2026-W47")
SIX_IN_THE_MORNING = time(6)


def network() -> Network:
    """The six companies; everybody has an account in the tool of their own."""
    partners = tuple(
        _partner(each["id"], each["name"], each["tool"], each["persons"]) for each in SAID["organisations"]
    )
    tools = {each["id"]: each["tool"] for each in SAID["organisations"]}
    spaces = tuple(
        Space(
            SpaceId(each["id"]),
            each["id"].title(),
            tuple(
                Place(PlaceId(f"{each['id']}-{name}"), ConnectionId(name), tools[name], "board")
                for name in each["organisations"]
            ),
        )
        for each in SAID["spaces"]
    )
    return Network("muster", "Netzwerk Muster", partners, spaces)


def _partner(identity: str, name: str, tool: str, persons: int) -> Partner:
    roster = tuple(
        Person(PersonId(f"{identity}-{number}"), f"Person{number} {identity.title()}", PartnerId(identity))
        for number in range(persons)
    )
    accounts = {each.id: Account(f"account of {each.id}") for each in roster}
    return Partner(
        PartnerId(identity), name, (Connection(ConnectionId(identity), PartnerId(identity), tool, accounts),), roster
    )


@dataclass
class Clock:
    """Whatever day it is put to, at six in the morning in the network's zone."""

    day: date = LIVE

    def now(self) -> datetime:
        return datetime.combine(self.day, SIX_IN_THE_MORNING, UTC)

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


@dataclass
class Figured:
    """One network with its log. What people do is sealed by the release itself."""

    database: Database
    network: Network = field(default_factory=network)
    clock: Clock = field(default_factory=Clock)
    vault: MemoryVault = field(default_factory=MemoryVault)
    looks: MemoryAccessLog = field(default_factory=MemoryAccessLog)
    numbers: Iterator[int] = field(default_factory=count)
    charter: str = "3"

    threshold = Threshold()

    @cached_property
    def spaces(self) -> SqlSpaces:
        return SqlSpaces(self.database)

    @cached_property
    def releases(self) -> SqlReleases:
        return SqlReleases(self.database)

    @cached_property
    def force(self) -> Force:
        return Force(points_of(self.network), {each.id: 3 for each in self.network.partners})

    @property
    def access(self) -> Access:
        return Access(self.network, self.looks, self.vault, self.clock, "1")

    @property
    def releasing(self) -> Releasing:
        """With the people as they are now."""
        return Releasing(
            self.force,
            self.charter,
            Freezing(self.network, self.force.ready, SqlBases(self.database), self.vault),
            SqlEvaluations(self.database),
            SqlReadDays(self.database),
            self.releases,
            SqlLog(self.database),
            self.vault.signer,
            self.spaces,
        )

    def live(self, day: date = LIVE) -> None:
        """The network goes live: its rosters are frozen."""
        self.clock.day = day
        due(self.access, self.releasing)

    def read(self, first: date, last: date, *but: str) -> None:
        """Every place is read on each of these days, but for some."""
        places = [each.id for space in self.network.spaces for each in space.places if each.id not in but]
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        with self.database.writing() as connection:
            for day in days:
                note_days(connection, dict.fromkeys(places, day), {})

    def act(self, kind: EntryType, person: str, week: Week = WEEK, space: str = "", **other: object) -> Entry:
        """Somebody does something with a task of its own, on the Tuesday of that week."""
        day, organisation = week.first + timedelta(days=1), person.partition("-")[0]
        made = replace(
            kept.entry(f"{next(self.numbers):032x}", day),
            event_type=kind,
            network_id=self.network.id,
            space_ref=space or self.space_of(organisation),
            org_id=organisation,
            counterpart_org="another" if kind is EntryType.HANDED_OVER else "",
            actor_ref=self.vault.pseudonym(self.network.id, Purpose.TRANSPARENCY, day, PersonId(person)),
            object_ref=f"task {next(self.numbers)}",
            recorded_week=week.name,
        )
        return replace(made, **other)  # type: ignore[arg-type]

    def space_of(self, organisation: str) -> str:
        """The first of its spaces."""
        return next(str(each["id"]) for each in SAID["spaces"] if organisation in each["organisations"])

    def happened(self, *entries: Entry) -> None:
        with self.database.writing() as connection:
            stage(connection, entries)

    def worked(self, metric: str, tasks: Mapping[str, int], week: Week = WEEK, space: str = "") -> None:
        """So many tasks of each organisation, its persons in turn."""
        persons = {each["id"]: each["persons"] for each in SAID["organisations"]}
        self.happened(
            *(
                self.act(KINDS[metric], f"{name}-{number % persons[name]}", week, space)
                for name, tasks_of in tasks.items()
                for number in range(tasks_of)
            )
        )

    def ordinary_week(self, week: Week = WEEK) -> None:
        """The week of the fixture, in which everything was read."""
        for metric, said in SAID["week"].items():
            self.worked(metric, said["tasks"], week)
        self.read(week.first - timedelta(days=1), week.last)

    def release(self, name: str = "F1", period: Period = WEEK, on: date | None = None) -> Signed:
        """As the service does it on the morning after."""
        self.clock.day = on or period.last + timedelta(days=1)
        return release(name, period, service(), self.access, self.releasing)

    def leaves(self, *persons: str) -> None:
        """They are on no roster any more."""
        self.network = replace(self.network, partners=tuple(_without(each, persons) for each in self.network.partners))

    def comes(self, partner: str, *persons: str) -> None:
        """They are on the partner's roster, with an account each."""
        self.network = replace(
            self.network,
            partners=tuple(_with(each, persons) if each.id == partner else each for each in self.network.partners),
        )


def _without(partner: Partner, persons: tuple[str, ...]) -> Partner:
    return replace(partner, roster=tuple(each for each in partner.roster if each.id not in persons))


def _with(partner: Partner, persons: tuple[str, ...]) -> Partner:
    came = tuple(Person(PersonId(each), each.title(), partner.id) for each in persons)
    [link] = partner.connections
    accounts = {**link.accounts, **{each.id: Account(f"account of {each.id}") for each in came}}
    return replace(partner, roster=(*partner.roster, *came), connections=(replace(link, accounts=accounts),))


@contextmanager
def figured(folder: Path) -> Iterator[Figured]:
    """A network that went live when its quarter began."""
    with closing(Database(f"sqlite:///{folder}/cobridge.db")) as database:
        made = Figured(database)
        made.live()
        yield made


def told(made: Release) -> dict[tuple[str, str], int | str]:
    """Each figure as people read it: its value, or what became of it."""
    return {
        (each.metric, each.space): each.value if each.outcome is Outcome.SHOWN else str(each.outcome)
        for each in made.cells
    }
