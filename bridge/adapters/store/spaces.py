"""The memory of spaces on SQL: `bridge.ports.store.SpaceStore`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from sqlalchemy import Connection

from bridge.adapters.store import conflicts, inbox, links, operations, stays, tasks
from bridge.adapters.store.bases import note_days
from bridge.adapters.store.codec import value_of
from bridge.adapters.store.database import Database
from bridge.adapters.store.known import unsearched
from bridge.adapters.store.log import stage
from bridge.core.log.entry import Entry
from bridge.core.model.conflict import Conflict
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import (
    Creating,
    DeleteComment,
    Done,
    Operation,
    Outcome,
    Parked,
    UpdateItem,
)
from bridge.core.model.task import Task
from bridge.core.sync.learn import learned
from bridge.ports.store import NOT_READ


class SqlSpaces:
    """Tasks, links, lanes, comments, intents, parked operations, cursors and conflicts of all spaces."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tasks = tasks.KnownTasks(partial(value_of, kind=Task))
        self._links = links.KnownLinks()
        self._noted = dict[PlaceId, date]()

    def memory(self, space: SpaceId) -> Memory:
        """See `SpaceStore`; one consistent view."""
        with unsearched(), self._database.reading() as connection:
            return Memory(
                tasks=tasks.tasks_of(connection, space, self._tasks),
                lanes=tasks.lanes_of(connection, space),
                links=self._links.of_tasks(connection, space),
                comment_links=self._links.of_comments(connection, space),
                lane_links=self._links.of_lanes(connection, space),
                intents=operations.intents_of(connection, space),
                cursors=links.cursors_of(connection, space),
                parked=operations.parked_of(connection, space),
                names=tasks.names_of(connection, space),
                submissions=inbox.waiting(connection, space),
                accepted=operations.accepted_of(connection, space),
                conflicts=conflicts.retrievable(connection, space),
                stays=stays.stays_of(connection, space),
                pairs=stays.pairs_of(connection, space),
            )

    def agree(
        self, space: SpaceId, decision: Decision, entries: Sequence[Entry], read: Mapping[PlaceId, date] = NOT_READ
    ) -> None:
        """See `SpaceStore`; on the disk when this returns."""
        found = [each for by_place in decision.closed.values() for each in by_place]
        planned = [each for by_place in decision.operations.values() for each in by_place]
        with self._database.writing(durable=True) as connection:
            operations.forget(connection, operations.INTENTS, space, found)
            operations.forget(connection, operations.PARKED, space, planned)
            inbox.take(connection, decision.taken)
            _remember(connection, space, decision.agreed)
            outdated = [each for by_place in decision.outdated.values() for each in by_place]
            operations.no_longer_accepted(connection, space, outdated)
            conflicts.end(connection, decision.decided)
            conflicts.keep(connection, space, decision.conflicts)
            stage(connection, entries)
            note_days(connection, read, self._noted)
        self._noted.update(read)

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
            return [each for each in conflicts.retrievable(connection, space).values() if each.is_open]


def _remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    tasks.remember(connection, space, memory)
    links.remember(connection, space, memory)
    stays.remember(connection, space, memory)
    operations.remember(connection, space, memory)


def _looked_at(connection: Connection, space: SpaceId, operation: Operation) -> Memory:
    """What `learned` looks at: the link that an update moves, those that a deletion does."""
    match operation:
        case UpdateItem(place, task):
            return links.link_of(connection, space, place, task)
        case DeleteComment(place):
            return links.comment_links_of(connection, space, place, operation.comments)
        case _:
            return Memory()
