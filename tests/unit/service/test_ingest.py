"""Taking in what a tool delivers."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bridge.adapters.store.memory import MemoryVisits
from bridge.core.errors import Unusable
from bridge.core.model.ids import Account, PlaceId, Ref, SpaceId
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields
from bridge.ports.receiver import Received, Reply, Request
from bridge.service.ingest import hinted, ingest, note_missed
from tests.unit.connectors.virtual_clock import START

NORTH, SOUTH, OTHER = PlaceId("north"), PlaceId("south"), PlaceId("other")
SPACES = {NORTH: SpaceId("halle"), SOUTH: SpaceId("halle"), OTHER: SpaceId("dach")}
SENT = Request("POST", "/hooks/slack", {}, {}, b"")


@dataclass(frozen=True)
class Ear:
    """Understands everything as the same."""

    said: Received

    def receive(self, request: Request) -> Received:
        del request
        return self.said


@dataclass
class Inbox:
    """Keeps keys; `full` takes nothing."""

    full: bool = False
    kept: list[tuple[SpaceId, str]] = field(default_factory=list)

    def submit(self, space: SpaceId, submission: Submission) -> None:
        if self.full:
            raise Unusable("The database is full.")
        self.kept.append((space, submission.key))


def submission(key: str, place: PlaceId) -> Submission:
    return Submission(key, place, None, Fields(), Fields(title="Tor"), ("title",), Account("anna"), START)


def test_each_submission_is_stored_for_its_own_space() -> None:
    """One connection may have places in several spaces; what people send reaches the one it is about."""
    received = Received(Reply(200, body=b"ok"), submissions=(submission("a", NORTH), submission("b", OTHER)))
    inbox = Inbox()
    assert ingest(SENT, Ear(received), inbox, SPACES) is received
    assert inbox.kept == [("halle", "a"), ("dach", "b")]


def test_nothing_is_stored_for_a_delivery_that_is_refused() -> None:
    """What the receiver does not believe leaves no trace."""
    inbox, refused = Inbox(), Received(Reply(401))
    assert ingest(SENT, Ear(refused), inbox, SPACES).reply.status == 401
    assert not inbox.kept
    assert not hinted(refused, SPACES)


def test_what_cannot_be_stored_is_not_answered() -> None:
    """Nobody is told that their edit was taken when it was not."""
    with pytest.raises(Unusable):
        ingest(SENT, Ear(Received(Reply(), submissions=(submission("a", NORTH),))), Inbox(full=True), SPACES)


def test_what_may_have_gone_untold_is_read_whole() -> None:
    """Those places and no others; what is refused has nothing read."""
    visits = MemoryVisits()
    for place in SPACES:
        visits.visited(place, START, "", complete=True)
    note_missed(Received(Reply(401)), visits)
    note_missed(Received(Reply(202), missed=frozenset({NORTH})), visits)
    assert [visits.last_complete(place) for place in (NORTH, SOUTH, OTHER)] == [None, START, START]


def test_hints_lead_to_spaces_with_what_was_touched_there() -> None:
    """A space is woken once for all its places, and seeks only what was touched in it."""
    touched = {NORTH: frozenset({Ref("1")}), OTHER: frozenset({Ref("2")})}
    received = Received(Reply(), frozenset({NORTH, SOUTH, OTHER}), touched)
    assert hinted(received, SPACES) == {"halle": {NORTH: {"1"}}, "dach": {OTHER: {"2"}}}
