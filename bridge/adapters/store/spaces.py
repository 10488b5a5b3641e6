"""The memory of spaces on SQL: `bridge.ports.store.SpaceStore`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bridge.adapters.store import conflicts, inbox, links, operations, stays, tasks
from bridge.adapters.store.database import Database
from bridge.adapters.store.log import stage
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Conflict, Decision
from bridge.core.model.ids import SpaceId
from bridge.core.model.memory import CommentLink, LaneLink, Memory
from bridge.core.model.operation import (
    Creating,
    DeleteComment,
    Done,
    Operation,
    Outcome,
    Parked,
    UpdateComment,
    UpdateItem,
)
from bridge.core.sync.learn import learned


class SqlSpaces:
    """Tasks, links, lanes, comments, intents, parked operations, cursors and conflicts of all spaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def memory(self, space: SpaceId) -> Memory:
        """See `SpaceStore`; one consistent view."""
        with self._database.reading() as connection:
            return Memory(
                tasks=tasks.tasks_of(connection, space),
                lanes=tasks.lanes_of(connection, space),
                links=links.links_of(connection, space),
                comment_links=links.other_links_of(connection, space, links.COMMENT_LINKS, CommentLink),
                lane_links=links.other_links_of(connection, space, links.LANE_LINKS, LaneLink),
                intents=operations.intents_of(connection, space),
                cursors=links.cursors_of(connection, space),
                parked=operations.parked_of(connection, space),
                names=tasks.names_of(connection, space),
                submissions=inbox.waiting(connection, space),
                stays=stays.stays_of(connection, space),
                pairs=stays.pairs_of(connection, space),
            )

    def agree(self, space: SpaceId, decision: Decision, entries: Sequence[Entry]) -> None:
        """See `SpaceStore`; on the disk when this returns."""
        found = [each for by_place in decision.closed.values() for each in by_place]
        planned = [each for by_place in decision.operations.values() for each in by_place]
        with self._database.writing(durable=True) as connection:
            operations.forget(connection, operations.INTENTS, space, found)
            operations.forget(connection, operations.PARKED, space, planned)
            inbox.take(connection, decision.taken)
            _remember(connection, space, decision.agreed)
            conflicts.keep(connection, space, decision.conflicts)
            stage(connection, entries)

    def confirm(self, space: SpaceId, said: Memory) -> None:
        """See `SpaceStore`; on the disk when this returns."""
        with self._database.writing(durable=True) as connection:
            stays.remember(connection, space, said)

    def intend(self, space: SpaceId, operation: Creating) -> None:
        """See `SpaceStore`; on the disk when this returns, because the create is sent next."""
        with self._database.writing(durable=True) as connection:
            operations.remember(connection, space, Memory(intents={operation.place: (operation,)}))

    def record(self, space: SpaceId, outcome: Outcome) -> None:
        """See `SpaceStore`."""
        with self._database.writing() as connection:
            if isinstance(outcome.operation, Creating):
                operations.forget(connection, operations.INTENTS, space, [outcome.operation])
            operations.forget(connection, operations.PARKED, space, [outcome.operation])
            match outcome:
                case Done(operation):
                    _remember(connection, space, learned(outcome, _looked_at(connection, space, operation)))
                case Parked(operation):
                    operations.remember(connection, space, Memory(parked={operation.place: (outcome,)}))

    def conflicts(self, space: SpaceId) -> Sequence[Conflict]:
        """See `SpaceStore`."""
        with self._database.reading() as connection:
            return conflicts.undecided(connection, space)


def _remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    tasks.remember(connection, space, memory)
    links.remember(connection, space, memory)
    stays.remember(connection, space, memory)
    operations.remember(connection, space, memory)


def _looked_at(connection: Connection, space: SpaceId, operation: Operation) -> Memory:
    """What `learned` looks at: the link that an update or a deletion moves."""
    match operation:
        case UpdateItem(place, task):
            return links.link_of(connection, space, place, task)
        case UpdateComment(place, _, comment) | DeleteComment(place, _, comment):
            return links.comment_link_of(connection, space, place, comment)
        case _:
            return Memory()
