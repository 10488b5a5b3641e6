"""`python -m tests.bench.full_space FOLDER TASKS`: a space of four tools in which everything is mirrored already.

Laid out are the database with what is remembered, and what the places say; both are made as values, without a vendor.
Tasks are as people have them on the real boards at hand: a title of 40 characters, every second with a description, and
that of 150. A quarter was finished after it was mirrored: Slack's cards begin with what is open, so all places show all
tasks.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.words import phrases
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document, Items, Paragraph, Strong, Text, paragraph
from bridge.core.model.ids import Account, ConnectionId, Cursor, LaneId, PartnerId, PlaceId, Ref, SpaceId, TaskId
from bridge.core.model.memory import LaneLink, Link, Memory
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.operation import CreateItem, CreateLane, Done, Operation, UpdateItem
from bridge.core.model.snapshot import Item, ItemLane, Snapshot
from bridge.core.model.task import Fields, Status
from bridge.core.sync.decide import decide
from bridge.core.sync.learn import learned
from bridge.core.sync.plan import resolve
from bridge.core.sync.rows import with_rows
from bridge.core.sync.terms import Terms, terms_of
from connectors.asana.manifest import MANIFEST as ASANA
from connectors.slack.manifest import MANIFEST as SLACK
from connectors.teams.manifest import MANIFEST as TEAMS
from connectors.trello.manifest import MANIFEST as TRELLO
from tests.bench.seeds import LABELS, LANES
from tests.bench.service import PARTNERS

MANIFESTS = {each.tool: each for each in (TRELLO, ASANA, SLACK, TEAMS)}
ANNA = Account("5f0a3c7b9d1e4f2a6b8c0d1e")
SOURCE = PlaceId("trello-place")
SPACE = SpaceId("baustelle")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MOST_CYCLES = 5
"""In so many a change must have reached everywhere."""


def terms() -> Terms:
    """Those of the space, of four partners with a tool each."""
    partners = tuple(
        Partner(PartnerId(partner), name, (Connection(ConnectionId(tool), PartnerId(partner), tool),))
        for tool, (partner, name) in PARTNERS.items()
    )
    places = tuple(Place(PlaceId(f"{tool}-place"), ConnectionId(tool), tool, "board") for tool in PARTNERS)
    space = Space(SPACE, "Baustelle", places)
    return terms_of(Network("bau", "Bau", partners, (space,)), space, MANIFESTS, phrases("de"))


@dataclass(slots=True)
class Shown:
    """What one place shows: the world of a tool that keeps what it is sent."""

    place: PlaceId
    items: dict[Ref, Item] = field(default_factory=dict)
    lanes: list[ItemLane] = field(default_factory=list)
    made: dict[str, Ref] = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        """All of it."""
        return Snapshot(
            self.place, dict(self.items), complete=True, cursor=Cursor("1"), read_at=NOW, lanes=(*self.lanes,)
        )

    def write(self, operation: Operation) -> Done:
        """Do what is asked; `made` leads from lanes and tasks to refs."""
        match operation:
            case CreateLane(_, lane, name):
                ref = self.made[lane] = Ref(f"lane-{lane}")
                self.lanes.append(ItemLane(ref, name, float(len(self.lanes))))
                return Done(operation, ref)
            case CreateItem(_, task, fields, held):
                ref = self.made[task] = Ref(f"{self.place}-{len(self.items):018}")
                self.items[ref] = _item(ref, _kept(fields, held), marker=task, own=True)
                return Done(operation, ref, self.items[ref])
            case UpdateItem(_, _, ref, fields, _, changed):
                item = self.items[ref]
                assert item.fields is not None
                now = replace(item.fields, **{name: getattr(fields, name) for name in changed})
                self.items[ref] = replace(item, fields=now)
                return Done(operation, ref, self.items[ref])
        raise RuntimeError(f"Nobody asks for this here: {operation}")


def _item(ref: Ref, fields: Fields, marker: TaskId | None = None, *, own: bool = False) -> Item:
    begun = NOW - timedelta(days=40)
    return Item(ref, fields, (), marker=marker, revision=f"W/{ref}", created=begun, changed=NOW, author=ANNA, own=own)


def _kept(fields: Fields, held: frozenset[str]) -> Fields:
    return replace(Fields(), **{name: getattr(fields, name) for name in held})


def full_board(size: int) -> Shown:
    """The Trello board as people filled it."""
    lanes = [ItemLane(Ref(f"list-{number}"), name, float(number)) for number, name in enumerate(LANES)]
    items = [_item(Ref(f"{number:024x}"), _fields(number, lanes)) for number in range(size)]
    return Shown(SOURCE, {item.ref: item for item in items}, lanes)


def _fields(number: int, lanes: Sequence[ItemLane]) -> Fields:
    return Fields(
        title=f"Aufgabe {number}: Fenster im Haus {number % 40} prüfen",
        description=_text(number) if number % 2 else Document(),
        status=Status(done=False, lane=lanes[number % len(lanes)].ref),
        due=date(2027, number % 12 + 1, number % 28 + 1) if number % 3 == 0 else None,
        helpers=(ANNA,) if number % 4 == 0 else (),
        labels=frozenset({LABELS[number % len(LABELS)]} if number % 5 else ()),
    )


def _text(number: int) -> Document:
    first = Paragraph((Text("Maße nehmen, "), Strong((Text(f"Angebot {number}"),)), Text(" einholen und abstimmen:")))
    entries = ((paragraph("Rahmen und Verglasung"),), (paragraph("Liefertermin mit der Bauleitung"),))
    return Document((first, Items(ordered=False, entries=entries), paragraph("Danach bei Frau Lindner bestellen.")))


def mirrored(size: int) -> tuple[Memory, Sequence[Snapshot]]:
    """What is remembered of so many tasks, and what the places say, with nothing left to do."""
    agreed = terms()
    shown = {place.id: Shown(place.id) for place in agreed.space.places} | {SOURCE: full_board(size)}
    memory = _settled(Memory(), shown, agreed)
    board = shown[SOURCE].items
    for ref, item in board.items():
        if item.fields and item.fields.status.lane == shown[SOURCE].lanes[-1].ref:
            finished = replace(item.fields, status=replace(item.fields.status, done=True))
            board[ref] = replace(item, fields=finished)
    return _settled(memory, shown, agreed), [each.snapshot() for each in shown.values()]


def _settled(memory: Memory, shown: Mapping[PlaceId, Shown], agreed: Terms) -> Memory:
    """The memory after cycles until nothing is left to do."""
    for _ in range(MOST_CYCLES):
        decision = decide(memory, [each.snapshot() for each in shown.values()], agreed)
        memory = with_rows(memory, decision.agreed)
        if not any(decision.operations.values()):
            return memory
        for place, planned in decision.operations.items():
            memory = with_rows(memory, _written(planned, shown[place], memory))
    raise RuntimeError(f"There is still work after {MOST_CYCLES} cycles.")


def _written(planned: Iterable[Operation], shown: Shown, memory: Memory) -> Memory:
    """What is learned from carrying out one place's operations."""
    links, lanes = dict[TaskId, Link](), dict[LaneId, LaneLink]()
    for each in planned:
        operation = resolve(each, shown.made)
        assert operation is not None
        done = shown.write(operation)
        news = learned(done, memory)
        links |= news.links.get(shown.place, {})
        lanes |= news.lane_links.get(shown.place, {})
    return Memory(links={shown.place: links}, lane_links={shown.place: lanes})


def address(folder: Path) -> str:
    """The database's."""
    return f"sqlite:///{folder}/cobridge.db"


def main() -> None:
    """Make it, and lay it out: each item by itself, so that no two share what they hold when they are read."""
    folder = Path(sys.argv[1])
    memory, snapshots = mirrored(int(sys.argv[2]))
    database = Database(address(folder))
    SqlSpaces(database).agree(SPACE, Decision(agreed=memory), ())
    database.close()
    with (folder / "snapshots").open("wb") as file:
        for snapshot in snapshots:
            pickle.dump((replace(snapshot, items={}), [*map(pickle.dumps, snapshot.items.values())]), file)


if __name__ == "__main__":
    main()
