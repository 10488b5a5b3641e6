"""What the memory tool does beyond the contract: the trouble it makes on request, and what it cannot hold."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bridge.core.errors import Ambiguous, Replan, Retry
from bridge.core.model.document import Document, Paragraph, Strong, Text, plain_document
from bridge.core.model.ids import Account, ConnectionId, Cursor, PartnerId, PlaceId, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateItem, UpdateItem
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import FIELDS, Fields
from bridge.ports.connector import Sought
from connectors.layers.budget import Budgets
from connectors.memory.connector import Memory
from connectors.memory.faults import Fault
from connectors.memory.manifest import MANIFESTS
from connectors.memory.native import Invalid
from connectors.memory.world import World, found
from tests.unit.connectors.virtual_clock import VirtualClock

ANNA = Account("anna")
BOARD = "baustelle"
PLACE = Place(PlaceId("p"), ConnectionId("c"), "memory", BOARD)
CREATION = CreateItem(PLACE.id, TaskId("task-1"), Fields("Neu"), frozenset(FIELDS))


class Bench:
    def __init__(self, reach: str = "full") -> None:
        clock = VirtualClock()
        self.world = found(World(MANIFESTS[reach], clock, {ANNA: "Anna"}), f"memory:{reach}")
        self.world.open_board(BOARD)
        budget = Budgets(clock).budget("memory", (), token="t")
        connection = Connection(PLACE.connection, PartnerId("weber"), "memory")
        self.connector = Memory(connection, {"token": self.world.token}, f"memory:{reach}", budget, clock, UTC)

    def pull(self, since: Cursor | None = None) -> Snapshot:
        return self.connector.pull(PLACE, since, Sought())


def test_a_gap_in_the_feed_makes_the_pull_complete() -> None:
    """When the feed no longer tells everything since the cursor, the whole place is read instead."""
    bench = Bench()
    cursor = bench.pull().cursor
    bench.world.create(BOARD, ANNA, title="Verpasst")
    bench.world.forget(BOARD)
    snapshot = bench.pull(cursor)
    assert snapshot.complete
    assert len(snapshot.items) == 1
    assert not bench.pull(snapshot.cursor).complete


def test_a_tool_without_a_feed_is_always_read_completely() -> None:
    """Some tools have no feed: then every pull is complete."""
    bench = Bench()
    bench.world.feedless = True
    assert bench.pull(bench.pull().cursor).complete


def test_an_outage_lasts_until_it_is_over() -> None:
    """While the tool is down nothing is read or written; afterwards all goes on."""
    bench = Bench()
    bench.world.faults.outage = True
    for _ in range(3):
        with pytest.raises(Retry):
            bench.pull()
    bench.world.faults.clear()
    assert bench.pull().complete


def test_planned_faults_are_met_in_turn_by_the_calls_they_are_meant_for() -> None:
    """A fault for writes lets reads pass, waits for its turn, and is over after its times."""
    bench = Bench()
    bench.world.faults.plan(Fault.UNANSWERED, after=1, times=2, writes_only=True)
    bench.connector.apply(PLACE, CREATION)
    for _ in range(2):
        bench.pull()
        with pytest.raises(Ambiguous):
            bench.connector.apply(PLACE, CREATION)
    bench.connector.apply(PLACE, CREATION)
    assert len(bench.world.items(BOARD)) == 4


def test_a_copy_by_a_person_carries_our_marker_and_is_not_ours() -> None:
    """Copying a card copies what is on it, so a second item with the marker may be a person's copy."""
    bench = Bench()
    ref = bench.connector.apply(PLACE, CREATION).ref
    copy = bench.world.copy(ref, ANNA)
    items = bench.pull().items
    assert {item.ref: (item.marker, item.own) for item in items.values()} == {
        ref: ("task-1", True),
        copy.ref: ("task-1", False),
    }


@pytest.mark.parametrize(("reach", "archived"), [("full", True), ("plainly", True), ("narrow", False)])
def test_items_of_a_closed_lane_follow_where_the_tool_puts_them(reach: str, *, archived: bool) -> None:
    """Closing a lane archives its items, or moves them to the first one; none is lost and all are in the feed."""
    bench = Bench(reach)
    first, second, _ = bench.world.overview(BOARD)[1]
    ref = bench.world.create(BOARD, ANNA, title="Mitgegangen", lane=second).ref
    cursor = bench.pull().cursor
    bench.world.close_lane(BOARD, second, ANNA)
    fields = bench.pull(cursor).items[ref].fields
    assert fields is not None
    assert fields.archived is archived
    assert archived or fields.status.lane == first


def test_a_lossy_tool_loses_what_it_cannot_hold() -> None:
    """Too long titles are cut, markup is taken off, labels are dropped: nothing is kept by cheating."""
    bench = Bench("plainly")
    rich = Document((Paragraph((Strong((Text("fett"),)),)),))
    ref = bench.world.create(BOARD, ANNA, title="x" * 50, description=rich, labels=frozenset({"rot"})).ref
    fields = bench.pull().items[ref].fields
    assert fields is not None
    assert (fields.title, fields.description, fields.labels) == ("x" * 40, plain_document("fett"), frozenset())


def test_a_due_date_of_the_wrong_kind_is_refused() -> None:
    """A tool of days knows no instants and a tool of instants no days, so nobody turns one into the other unseen."""
    for reach, due in (("narrow", datetime(2026, 12, 1, 9, tzinfo=UTC)), ("plainly", date(2026, 12, 1))):
        with pytest.raises(Invalid, match="due date"):
            Bench(reach).world.create(BOARD, ANNA, due=due)


def test_a_person_who_restores_from_the_archive_lane_is_an_edit_of_both_fields() -> None:
    """Where a lane is the archive, dragging an item out of it changes lane and archive, by that person."""
    bench = Bench("narrow")
    archive = bench.world.add_lane(BOARD, "Archiv", ANNA)
    ref = bench.world.create(BOARD, ANNA, title="Zurück", lane=archive).ref
    cursor = bench.pull().cursor
    bench.world.edit(ref, ANNA, lane=next(lane for lane in bench.world.overview(BOARD)[1] if lane != archive))
    item = bench.pull(cursor).items[ref]
    assert {item.actors["archived"], item.actors["status"]} == {ANNA}
    assert item.fields is not None
    assert not item.fields.archived


def test_an_item_moved_to_another_board_is_not_changed_there() -> None:
    """Whoever moved it away does not want it changed by us: for this place it is gone."""
    bench = Bench()
    bench.world.open_board("woanders")
    item = bench.world.create(BOARD, ANNA, title="Halle")
    bench.world.move_out(item.ref, ANNA, "woanders")
    update = UpdateItem(PLACE.id, TaskId("task-1"), item.ref, Fields("Neu"), Fields("Halle"), ("title",))
    with pytest.raises(Replan):
        bench.connector.apply(PLACE, update)
    assert bench.world.item(item.ref).values["title"] == "Halle"
