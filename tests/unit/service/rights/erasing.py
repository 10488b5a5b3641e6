"""A small network in memory in which somebody is erased: two places, each with a tool that does as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.adapters.store.memory_cases import MemoryCases
from bridge.adapters.store.memory_erasures import MemoryErasures
from bridge.adapters.store.memory_forgetting import MemoryForgetting
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.activity import EntryType
from bridge.core.model.case import Act, Case, CaseId
from bridge.core.model.ids import Account, PartnerId, PersonId, PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.roster import Assignment, Roster
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.requests import received
from bridge.core.sync.terms import Terms
from bridge.ports.sweeper import Clean
from bridge.service.rights.barring import Barring
from bridge.service.rights.erasure import Erasing
from bridge.service.rights.forget import Kept
from bridge.service.rights.undo import Reaching
from tests.unit.core.builders import ANNA, FULL, NARROW, PEOPLE, PLAINLY, Cooperation, item, network, said, shows, terms
from tests.unit.service.scripted import Scripted

TODAY = date(2026, 11, 23)
ACCOUNT = PersonId("full-connection/a-full")
SUBJECT = Subject(ANNA, "Anna Apfel", PartnerId("full-partner"), frozenset({ANNA, ACCOUNT}),
                  frozenset({"Anna Apfel"}), "anna@obst.example")  # fmt: skip
OTHERS = (NARROW, PLAINLY)


@dataclass
class Sweeping:
    """A tool with one message of ours about Anna beside everything else; `swept` gets its place and its words."""

    swept: list[tuple[PlaceId, str]]

    def sweep(self, place: Place, clean: Clean) -> int:
        self.swept.append((place.id, clean("Liste von Anna Apfel")))
        return 1


@dataclass
class Taking:
    """A tool's way to take items out with their history."""

    refs: list[Ref]

    def erase(self, place: Place, ref: Ref) -> None:
        assert place is not None
        self.refs.append(ref)


@dataclass
class Office:
    """Anna leads a task, commented on it, and a colleague named her; it is mirrored to two other places."""

    vault: MemoryVault = field(default_factory=MemoryVault)
    log: MemoryLog = field(default_factory=MemoryLog)
    tombstones: MemoryErasures = field(default_factory=MemoryErasures)
    cases: MemoryCases = field(default_factory=MemoryCases)
    terms: Terms = field(default_factory=terms)
    tools: dict[PlaceId, Scripted] = field(default_factory=dict)
    taken_out: list[Ref] = field(default_factory=list)
    swept: list[tuple[PlaceId, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = Cooperation(self.terms)
        known.spread(item("1", "Halle", lead="a-full", all_comments=True,
                          comments=(said("c", "Von ihr"), said("d", "Anna Apfel weiß es", "b-full"))))  # fmt: skip
        self.spaces: MemorySpaces = known.store
        self.spaces.put(self.terms.space.id, replace(known.memory, names={ACCOUNT: "Anna Apfel"}))
        accounts = (Assignment(ANNA, self.terms.reaches[FULL].connection, Account("a-full"), TODAY),)
        self.vault.rosters.change("network", PartnerId("full-partner"), lambda _: Roster((PEOPLE[0],), accounts))
        self.log.stage([self.entry("1"), self.entry("2", PersonId("bert"))])
        for place in self.terms.reaches:
            links = self.spaces.memory(self.terms.space.id).links[place]
            shown = [item(link.ref) for link in links.values()]
            items = [replace(each, fields=link.seen) for each, link in zip(shown, links.values(), strict=True)]
            self.tools[place] = Scripted(shows(place, *items))

    def entry(self, number: str, person: PersonId = ANNA) -> Entry:
        pseudonym = self.vault.pseudonym("network", Purpose.TRANSPARENCY, TODAY, person)
        return Entry(number, EntryType.CLAIMED, "network", "space", "full-partner", "", pseudonym, "task", "task",
                     "lead", "full", TODAY, "2026-W48", Purpose.TRANSPARENCY, "1", "participation")  # fmt: skip

    @property
    def kept(self) -> Kept:
        forgetting = MemoryForgetting(self.spaces)
        return Kept("network", [self.terms], self.spaces, forgetting, self.log, self.vault, self.vault.rosters)

    @property
    def barring(self) -> Barring:
        return Barring("network", self.vault, self.tombstones)

    @property
    def erasing(self) -> Erasing:
        declared = replace(
            network(), partners=tuple(replace(each, roster=()) for each in network(accounts={}).partners)
        )
        links = [replace(each, connections=tuple(replace(link, accounts={}) for link in each.connections))
                 for each in declared.partners]  # fmt: skip
        return Erasing(
            replace(declared, partners=tuple(links)), self.kept, self.barring, self.cases, self._reach, TODAY
        )

    def _reach(self, known: Terms, place: PlaceId) -> Reaching:
        found = next(each for each in known.space.places if each.id == place)
        return Reaching(
            found,
            known,
            self.tools[place],
            Taking(self.taken_out),
            Sweeping(self.swept),
            self.spaces,
            MemoryForgetting(self.spaces),
        )

    def filed(self) -> Case:
        case = received(identity=CaseId("c-1"), network="network", act=Act.ERASURE, subject="hash",
                        partner=SUBJECT.partner, on=TODAY, by="full-partner")  # fmt: skip
        self.cases.open(case)
        return case

    def erase(self) -> Case:
        """All of it."""
        return self.erasing.undo(self.erasing.forget(SUBJECT, self.erasing.begin(SUBJECT, self.filed())))

    def remembered(self) -> str:
        """Everything that is kept, as it can be read."""
        rosters = self.vault.rosters.of("network")
        return repr(
            (self.spaces.memory(self.terms.space.id), rosters, self.cases.all("network"), self.tombstones.__dict__)
        )
