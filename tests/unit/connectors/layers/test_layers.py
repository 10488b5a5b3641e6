"""The layers keep the connector's interface and change one thing each."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from bridge.core.errors import Ambiguous, Failure, Park, Retry, Stop
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, LaneId, PartnerId, PlaceId, Ref, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.task import FIELDS, Fields, Status
from bridge.ports.connector import Connector, Sought
from connectors.layers.budget import Budgets
from connectors.layers.layer import Layer
from connectors.layers.retry import Patience, Retrying
from connectors.layers.stack import layered
from connectors.memory.connector import Memory
from connectors.memory.faults import Fault
from connectors.memory.manifest import FULL
from connectors.memory.world import World, found
from tests.unit.connectors.virtual_clock import VirtualClock

BOARD = "baustelle"
PLACE = Place(PlaceId("weber-board"), ConnectionId("weber"), "memory", BOARD)
HELD = frozenset(FIELDS)
TEXT = plain_document("Vertraulich")
COMMENT = (PLACE.id, TaskId("task-1"), CommentId("comment-1"), Ref("item-1"))


class Notes:
    """A journal that keeps its notes in a list."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, str, str]] = []

    def note(self, place: PlaceId, act: str, subject: str, outcome: str) -> None:
        self.notes.append((place, act, subject, outcome))


class Bench:
    """A memory world, its connector, and the clock that both live by."""

    def __init__(self) -> None:
        self.clock, self.journal = VirtualClock(), Notes()
        self.world = found(World(FULL, self.clock), "memory:layers")
        self.world.open_board(BOARD)
        budget = Budgets(self.clock).budget("memory", (), token="t")
        connection = Connection(PLACE.connection, PartnerId("weber"), "memory")
        self.connector: Connector = Memory(
            connection, {"token": self.world.token}, "memory:layers", budget, self.clock, ZoneInfo("Europe/Berlin")
        )

    def creation(self) -> CreateItem:
        lane = next(iter(self.world.overview(BOARD)[1]))
        return CreateItem(PLACE.id, TaskId("task-1"), Fields("Vertraulich", status=Status(lane=lane)), HELD)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def pull(connector: Connector) -> Callable[[], object]:
    return lambda: connector.pull(PLACE, None, Sought())


class TestRetry:
    def test_a_short_outage_while_reading_is_sat_out(self, bench: Bench) -> None:
        """Three failing reads in a row delay a pull by seconds; they do not fail it."""
        bench.world.faults.plan(Fault.DOWN, times=3)
        assert layered(bench.connector, bench.clock).pull(PLACE, None, Sought()).complete
        assert bench.clock.slept == [1.0, 2.0, 4.0]

    def test_a_long_outage_is_left_to_the_next_cycle(self, bench: Bench) -> None:
        """Tries are bounded, so a place that is down does not keep its thread for ever."""
        bench.world.faults.outage = True
        with pytest.raises(Retry):
            pull(layered(bench.connector, bench.clock))()
        assert bench.world.calls == 4

    def test_time_is_bounded_too(self, bench: Bench) -> None:
        """A tool that asks for more time than there is patience is left at once."""
        bench.world.faults.plan(Fault.BUSY)
        with pytest.raises(Retry) as caught:
            pull(Retrying(bench.connector, bench.clock, Patience(longest=5.0)))()
        assert (caught.value.after, bench.clock.slept) == (10.0, [])

    def test_a_write_that_was_refused_for_the_moment_is_sent_again(self, bench: Bench) -> None:
        """A 429 was certainly not carried out: after the time it asked for, the create goes out once."""
        bench.world.faults.plan(Fault.BUSY, writes_only=True)
        layered(bench.connector, bench.clock).apply(PLACE, bench.creation())
        assert len(bench.world.items(BOARD)) == 1
        assert sum(bench.clock.slept) >= 10.0

    def test_an_ambiguous_create_is_never_sent_again(self, bench: Bench) -> None:
        """A create without an answer may have been carried out: it is looked up first, elsewhere."""
        bench.world.faults.plan(Fault.UNANSWERED, writes_only=True)
        with pytest.raises(Ambiguous):
            layered(bench.connector, bench.clock).apply(PLACE, bench.creation())
        assert len(bench.world.items(BOARD)) == 1
        assert bench.clock.slept == []

    def test_an_ambiguous_create_is_not_sent_again_even_where_it_says_when(self, bench: Bench) -> None:
        """A 503 with a time to wait may still have created something: the time is for asking, not for sending."""
        tried: list[Operation] = []

        class Unclear(Layer):
            """A connector whose creates go unanswered, with a time to come back."""

            def apply(self, place: Place, operation: Operation) -> Done:
                tried.append(operation)
                raise Ambiguous(f"Nothing is known of {place.id}.", after=1.0)

        with pytest.raises(Ambiguous):
            layered(Unclear(bench.connector), bench.clock).apply(PLACE, bench.creation())
        assert len(tried) == 1

    def test_a_write_that_failed_without_a_time_is_not_sent_again(self, bench: Bench) -> None:
        """Whether such a write was carried out is not known here, so the next cycle decides."""
        bench.world.faults.plan(Fault.DOWN, writes_only=True)
        with pytest.raises(Retry):
            layered(bench.connector, bench.clock).apply(PLACE, bench.creation())
        assert not bench.world.items(BOARD)

    def test_other_decisions_are_not_retried(self, bench: Bench) -> None:
        """A revoked credential does not get better by asking again."""
        bench.world.revoke()
        for act in (pull(layered(bench.connector, bench.clock)),):
            with pytest.raises(Stop):
                act()
        assert bench.world.calls == 1

    def test_asking_for_one_item_is_sat_out_as_well(self, bench: Bench) -> None:
        """An outage is no answer to whether an item is gone; the question is put again."""
        bench.world.faults.plan(Fault.DOWN)
        assert layered(bench.connector, bench.clock).confirm_gone(PLACE, Ref("item-9"))


class TestJournal:
    def test_what_was_done_is_noted_without_values(self, bench: Bench) -> None:
        """The journal says which act on which subject ended how; titles and names are not in it."""
        connector = layered(bench.connector, bench.clock, bench.journal)
        cursor = connector.pull(PLACE, None, Sought()).cursor
        connector.apply(PLACE, bench.creation())
        connector.pull(PLACE, cursor, Sought())
        assert bench.journal.notes == [
            ("weber-board", "pull", "", "complete"),
            ("weber-board", "CreateItem", "task-1", "done"),
            ("weber-board", "pull", "", "incremental"),
        ]

    def test_how_it_failed_is_noted_and_raised(self, bench: Bench) -> None:
        """Failures are noted as decisions, once for all tries, and reach the cycle unchanged."""
        connector = layered(bench.connector, bench.clock, bench.journal)
        bench.world.faults.outage = True
        with pytest.raises(Retry):
            pull(connector)()
        bench.world.faults.clear()
        bench.world.faults.plan(Fault.UNANSWERED)
        with pytest.raises(Ambiguous):
            connector.apply(PLACE, bench.creation())
        assert bench.journal.notes == [
            ("weber-board", "pull", "", "Retry down"),
            ("weber-board", "CreateItem", "task-1", "Ambiguous unanswered"),
        ]


class TestReadOnly:
    def test_a_place_that_is_read_only_is_read_and_not_written(self, bench: Bench) -> None:
        """Every write is refused in words that name the place, and nothing is sent."""
        connector = layered(bench.connector, bench.clock, read_only=True)
        assert connector.pull(PLACE, None, Sought()).complete
        calls = bench.world.calls
        with pytest.raises(Stop, match="weber-board is read only"):
            connector.apply(PLACE, bench.creation())
        assert bench.world.calls == calls


OPERATIONS: tuple[tuple[Operation, str], ...] = (
    (CreateItem(PLACE.id, TaskId("task-1"), Fields("Neu"), HELD), "dry-run:task-1"),
    (UpdateItem(PLACE.id, TaskId("task-1"), Ref("item-1"), Fields("Neu"), Fields("Alt"), ("title",)), "item-1"),
    (CreateComment(*COMMENT, TEXT), "dry-run:comment-1"),
    (UpdateComment(*COMMENT, Ref("comment-7"), TEXT), "comment-7"),
    (DeleteComment(*COMMENT, Ref("comment-7")), "comment-7"),
    (CreateLane(PLACE.id, LaneId("lane-1"), "Neu"), "dry-run:lane-1"),
    (RenameLane(PLACE.id, LaneId("lane-1"), Ref("lane-7"), "Neu"), "lane-7"),
)


class TestDryRun:
    @pytest.mark.parametrize(("operation", "ref"), OPERATIONS, ids=lambda value: type(value).__name__)
    def test_a_dry_run_answers_and_sends_nothing(self, bench: Bench, operation: Operation, ref: str) -> None:
        """Each operation ends as if it had been done; the tool hears nothing of it."""
        done = layered(bench.connector, bench.clock, bench.journal, dry_run=True).apply(PLACE, operation)
        assert (done.operation, done.ref) == (operation, ref)
        assert (bench.world.calls, bench.journal.notes) == (0, [])

    def test_the_answer_shows_the_fields_that_were_wanted(self, bench: Bench) -> None:
        """An update answers the named fields as wanted and the others as they were known."""
        update = UpdateItem(
            PLACE.id, TaskId("task-1"), Ref("item-1"), Fields("Neu", archived=True), Fields("Alt"), ("title",)
        )
        done = layered(bench.connector, bench.clock, dry_run=True).apply(PLACE, update)
        assert done.item is not None
        assert done.item.fields == Fields("Neu")

    def test_a_dry_run_reads_as_always(self, bench: Bench) -> None:
        """What is to be done is decided on what the place really holds."""
        bench.connector.apply(PLACE, bench.creation())
        assert len(layered(bench.connector, bench.clock, dry_run=True).pull(PLACE, None, Sought()).items) == 1


def test_layers_pass_on_what_they_do_not_change(bench: Bench) -> None:
    """A wrapped connector is a connector: manifest, checks and refusals are those of the tool inside."""
    connector = layered(bench.connector, bench.clock, bench.journal)
    assert connector.manifest is bench.connector.manifest
    assert all(finding.well for finding in connector.check(PLACE))
    bad = CreateItem(PLACE.id, TaskId("task-1"), Fields("Neu", lead="niemand"), HELD)
    with pytest.raises(Park) as caught:
        connector.apply(PLACE, bad)
    assert isinstance(caught.value, Failure)
