"""Carrying out one place's part of a decision."""

from __future__ import annotations

import pytest

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import CommentId, LaneId, Ref, SpaceId, TaskId
from bridge.core.model.operation import (
    NEW,
    CreateComment,
    CreateItem,
    CreateLane,
    Creating,
    Done,
    Operation,
    Outcome,
    Parked,
    UpdateItem,
)
from bridge.core.model.task import Fields, Status
from bridge.service.do import do
from bridge.service.round import LASTS, Round
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import FULL, SPACE, places, text
from tests.unit.service.scripted import Scripted, carried_out

LANE = CreateLane(FULL, LaneId("l"), "Offen")
FIRST = CreateItem(FULL, TaskId("t"), Fields("Halle", status=Status(lane=NEW + "l")), frozenset({"title", "status"}))
SAID = CreateComment(FULL, TaskId("t"), CommentId("c"), Ref(NEW + "t"), text("Hallo"))
SECOND = CreateItem(FULL, TaskId("u"), Fields("Dach"), frozenset({"title"}))


class Watched(MemorySpaces):
    """A store that writes down, beside the connector, what it was told and when."""

    def __init__(self, connector: Scripted) -> None:
        super().__init__(MemoryLog())
        self.connector = connector
        self.order: list[str] = []

    def intend(self, space: SpaceId, operation: Creating) -> None:
        """Whether before or after it was sent."""
        self.order.append(f"intend {type(operation).__name__} after {len(self.connector.written)} calls")
        super().intend(space, operation)

    def record(self, space: SpaceId, outcome: Outcome) -> None:
        """Whether before or after the next one was sent."""
        self.order.append(f"record {type(outcome.operation).__name__} after {len(self.connector.written)} calls")
        super().record(space, outcome)


def carry_out(connector: Scripted, *planned: Operation) -> tuple[tuple[Outcome, ...], Failure | None, Watched]:
    """What came of it, and what the store was told."""
    store = Watched(connector)
    (place,) = places(FULL)
    work = do(place, Decision(operations={FULL: planned}), store, connector, SPACE)
    return work.outcomes, work.failure, store


def test_each_create_is_remembered_before_it_is_sent_and_recorded_before_the_next() -> None:
    """After a crash at any point, whatever was sent is known: as an intent, or as done."""
    _, failure, store = carry_out(Scripted(), LANE, SECOND)
    assert failure is None
    assert store.order == [
        "intend CreateLane after 0 calls",
        "record CreateLane after 1 calls",
        "intend CreateItem after 1 calls",
        "record CreateItem after 2 calls",
    ]
    assert not store.memory(SPACE).intents.get(FULL)


def test_what_an_earlier_operation_brought_is_put_into_the_later_ones() -> None:
    """The item goes into the new lane, the comment below the new item."""
    connector = Scripted()
    carry_out(connector, LANE, FIRST, SAID)
    _, item, comment = connector.written
    assert isinstance(item, CreateItem)
    assert isinstance(comment, CreateComment)
    assert item.fields.status.lane == "made-l"
    assert comment.item == "made-t"


def test_what_builds_on_something_refused_waits_for_the_next_cycle() -> None:
    """No lane, no item in it and no comment below; what does not depend on it is done."""

    def refuse(operation: Operation) -> Done:
        if isinstance(operation, CreateLane):
            raise Park("Trello: the name is too long.")
        return carried_out(operation)

    connector = Scripted(answer=refuse)
    outcomes, failure, store = carry_out(connector, LANE, FIRST, SAID, SECOND)
    assert failure is None
    assert [type(outcome) for outcome in outcomes] == [Parked, Done]
    assert connector.written == [LANE, SECOND]
    [parked] = store.memory(SPACE).parked[FULL]
    assert parked.reason == "Trello: the name is too long."


def test_whoever_was_faster_is_seen_in_the_next_cycle() -> None:
    """A refused precondition is no failure: the rest goes on, and nothing is recorded for this one."""

    def outrun(operation: Operation) -> Done:
        if operation is SECOND:
            raise Replan("Somebody was faster.")
        return carried_out(operation)

    outcomes, failure, _ = carry_out(Scripted(answer=outrun), SECOND, LANE)
    assert failure is None
    assert [outcome.operation for outcome in outcomes] == [LANE]


def test_what_there_is_no_time_for_is_left_to_the_next_cycle() -> None:
    """Nothing is remembered as begun that was not, and nothing that was is cut off."""
    connector, clock = Scripted(), VirtualClock()

    def slowly(operation: Operation) -> Done:
        clock.move(30)
        return carried_out(operation)

    connector.answer, store = slowly, Watched(connector)
    (place,) = places(FULL)
    planned = Decision(operations={FULL: (LANE, SECOND, FIRST, SAID)})
    work = do(place, planned, store, connector, SPACE, Round(clock, clock.now() + LASTS))
    assert (work.cut, work.failure) == (True, None)
    assert [outcome.operation for outcome in work.outcomes] == connector.written == [LANE, SECOND]
    assert not store.memory(SPACE).intents.get(FULL)


@pytest.mark.parametrize("trouble", [Ambiguous("No answer came."), Retry("Too many calls.", after=10)])
def test_a_failure_ends_the_places_work(trouble: Failure) -> None:
    """Nothing more is sent to a place in trouble; what was intended stays known."""

    def fail(operation: Operation) -> Done:
        if operation is SECOND:
            raise trouble
        return carried_out(operation)

    connector = Scripted(answer=fail)
    outcomes, failure, store = carry_out(connector, LANE, SECOND, SAID)
    assert failure is trouble
    assert [outcome.operation for outcome in outcomes] == [LANE]
    assert connector.written == [LANE, SECOND]
    assert store.memory(SPACE).intents[FULL] == (SECOND,)


def test_an_update_that_failed_teaches_nothing() -> None:
    """What was not answered was not seen: nothing is recorded, neither before nor after."""

    def fail(_: Operation) -> Done:
        raise Retry("No answer came.")

    update = UpdateItem(FULL, TaskId("t"), Ref("f1"), Fields("Neu"), Fields("Alt"), ("title",))
    _, _, store = carry_out(Scripted(answer=fail), update)
    assert store.order == []
