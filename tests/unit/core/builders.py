"""Three places of different reach and what they say: enough to ask the core for decisions without any tool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.adapters.words.de import GERMAN
from bridge.core.model.charter import Charter
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document, plain_document
from bridge.core.model.ids import Account, ConnectionId, Cursor, PartnerId, PersonId, PlaceId, Ref, SpaceId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.operation import CreateItem, CreateLane, Done, Operation, UpdateItem
from bridge.core.model.person import Person, Visibility
from bridge.core.model.snapshot import Item, ItemComment, ItemLane, Snapshot
from bridge.core.model.task import Fields, Status, Task
from bridge.core.sync.decide import decide
from bridge.core.sync.plan import resolve
from bridge.core.sync.terms import Terms, terms_of
from connectors.memory.manifest import MANIFESTS

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FULL, NARROW, PLAINLY = PlaceId("full"), PlaceId("narrow"), PlaceId("plainly")
"""Everything; days only and an archive lane; plain text, short titles, no labels, no lead."""
SPACE = SpaceId("space")
ANNA, BERT = PersonId("anna"), PersonId("bert")
PEOPLE = (Person(ANNA, "Anna Apfel", PartnerId("full-partner"), "Einkauf"), Person(BERT, "Bert Birke", PartnerId("x")))
PHRASES = replace(GERMAN, a_partner="ein Partner", attribution="{who}, {date}:")
OFFEN, FERTIG = "Offen", "Fertig"


def network(
    visibility: Visibility = Visibility.NAME, accounts: Mapping[PlaceId, Mapping[PersonId, Account]] | None = None
) -> Network:
    """One partner for each place. `accounts` are those that partners confirmed; Anna works at the full place."""
    partners = []
    for place in MANIFESTS:
        known = (accounts or {}).get(PlaceId(place), {ANNA: Account("a-full")} if place == FULL else {})
        connection = Connection(ConnectionId(f"{place}-connection"), PartnerId(f"{place}-partner"), place, known)
        roster = tuple(person for person in PEOPLE if person.partner == f"{place}-partner")
        partners.append(Partner(PartnerId(f"{place}-partner"), f"{place.title()} GmbH", (connection,), roster))
    charter = Charter(visibility=dict.fromkeys(MANIFESTS, visibility))
    return Network("network", "Netz", tuple(partners), (), charter, zone=ZONE)


def places(*names: PlaceId) -> tuple[Place, ...]:
    """The places by their names."""
    return tuple(Place(name, ConnectionId(f"{name}-connection"), name, "board") for name in names)


def terms(*names: PlaceId, done_lane: str = "", of: Network | None = None) -> Terms:
    """The terms of a space of these places."""
    space = Space(SPACE, "Halle 3", places(*(names or (FULL, NARROW, PLAINLY))), done_lane)
    return terms_of(of or network(), space, MANIFESTS, PHRASES)


def text(words: str) -> Document:
    """Plain paragraphs."""
    return plain_document(words)


def done(lane: str | None) -> Status:
    """Done, in this lane."""
    return Status(done=True, lane=lane)


def still_open(lane: str | None) -> Status:
    """Open, in this lane."""
    return Status(done=False, lane=lane)


def said(ref: str, words: str, author: str | None = "a-full", *, own: bool = False, at: datetime = NOW) -> ItemComment:
    """A comment as a place shows it."""
    return ItemComment(Ref(ref), Account(author) if author else None, text(words), at, own=own)


def shows(
    place: PlaceId,
    *items: Item,
    complete: bool = False,
    lanes: Iterable[str] | None = None,
    at: datetime = NOW,
    **more: Any,
) -> Snapshot:
    """What a place said. A lane's ref is `place/name`."""
    rows = None if lanes is None else tuple(ItemLane(Ref(f"{place}/{lane}"), lane, n) for n, lane in enumerate(lanes))
    cursor = Cursor("1")
    return Snapshot(place, {item.ref: item for item in items}, complete, cursor, at, rows, **more)


def item(ref: str, title: str = "Halle", *, lane: str | None = None, done: bool = False, **more: Any) -> Item:
    """An item; names of fields go to its fields, everything else to the item."""
    ours = {name: more.pop(name) for name in [*more] if name in Fields.__dataclass_fields__}
    fields = Fields(title=title, status=Status(done, Ref(lane) if lane else None), **ours)
    return Item(Ref(ref), fields, **more)


@dataclass
class Cooperation:
    """A space at work: what its places say is decided on, and what is decided is written, as far as a test wants."""

    terms: Terms
    store: MemorySpaces = field(default_factory=lambda: MemorySpaces(MemoryLog()))
    made: Iterable[int] = field(default_factory=lambda: count(1))
    _clock: datetime = NOW

    @property
    def memory(self) -> Memory:
        """What is remembered now."""
        return self.store.memory(SPACE)

    @property
    def task(self) -> Task:
        """The only task."""
        [task] = self.memory.tasks.values()
        return task

    def link(self, place: PlaceId) -> Link:
        """The only task's link."""
        return self.memory.links[place][self.task.id]

    def decide(self, *snapshots: Snapshot) -> Decision:
        """Decide and agree; send nothing."""
        decision = decide(self.memory, snapshots, self.terms)
        self.store.agree(SPACE, decision, ())
        return decision

    def write(self, decision: Decision, **replies: Fields) -> None:
        """Carry everything out. A tool answers with what was written, or with the reply named for its place."""
        for planned in decision.operations.values():
            refs: dict[str, Ref] = {}
            for each in planned:
                operation = resolve(each, refs)
                assert operation is not None, each
                self.store.record(SPACE, self.done(operation, refs, replies.get(operation.place)))

    def done(self, operation: Operation, refs: dict[str, Ref], reply: Fields | None) -> Done:
        """The tool's answer."""
        ref = getattr(operation, "ref", None) or Ref(f"{operation.place}-{next(iter(self.made))}")
        match operation:
            case CreateItem() | UpdateItem():
                refs[operation.task] = ref
                return Done(operation, ref, Item(ref, reply or operation.fields, own=True))
            case CreateLane():
                refs[operation.lane] = ref
        return Done(operation, ref)

    def spread(self, first: Item, at: PlaceId = FULL, lanes: Iterable[str] = (OFFEN, FERTIG)) -> None:
        """A person's item at one place stands everywhere, with its comments."""
        others = [place.id for place in self.terms.space.places if place.id != at]
        lanes = tuple(lanes)
        snapshots = [shows(at, first, complete=True, lanes=lanes)]
        snapshots += [shows(place, complete=True, lanes=lanes) for place in others]
        self.write(self.decide(*snapshots))

    def later(self) -> datetime:
        """A minute later each time."""
        self._clock += timedelta(minutes=1)
        return self._clock

    def edited(self, place: PlaceId, *, by: str = "", at: datetime | None = None, **fields: Any) -> Snapshot:
        """The only task's item with these values, as somebody left them at the place."""
        link = self.link(place)
        actors = {name: Account(by) for name in fields} if by else {}
        now = replace(link.seen, **fields)
        shown = Item(link.ref, now, actors=actors, changed=at, revision=link.revision)
        return shows(place, shown, at=self.later())

    def quiet(self, *names: PlaceId) -> list[Snapshot]:
        """The places with nothing new."""
        return [shows(name, at=self.later()) for name in names]
