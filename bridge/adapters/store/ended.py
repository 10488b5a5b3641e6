"""Deleting what is over of spaces and places, on SQL: `bridge.ports.retention.EndedStore`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, delete, select

from bridge.adapters.store.codec import operation_of, value_of
from bridge.adapters.store.conflicts import CONFLICTS
from bridge.adapters.store.database import Database
from bridge.adapters.store.inbox import INBOX
from bridge.adapters.store.links import COMMENT_LINKS, CURSORS, LANE_LINKS, LINKS
from bridge.adapters.store.operations import ACCEPTED, INTENTS, PARKED
from bridge.adapters.store.pauses import PAUSES
from bridge.adapters.store.stays import PAIRS, STAYS
from bridge.adapters.store.tasks import LANES, NAMES, TASKS
from bridge.adapters.store.visits import VISITS
from bridge.core.model.ids import PersonId, PlaceId, SpaceId, TaskId
from bridge.core.model.memory import CommentLink
from bridge.core.model.operation import CreateLane, RenameLane

OF_PLACES = (LINKS, COMMENT_LINKS, LANE_LINKS, CURSORS, STAYS, INTENTS, PARKED, ACCEPTED, VISITS)
OF_SPACES = (
    TASKS, LANES, NAMES, LINKS, COMMENT_LINKS, LANE_LINKS, CURSORS, STAYS, PAIRS, INTENTS, PARKED, ACCEPTED, PAUSES,
    INBOX,
)  # fmt: skip


class SqlEnded:
    """All spaces and places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget_tasks(self, space: SpaceId, tasks: frozenset[TaskId]) -> int:
        """See `EndedStore`."""
        with self._database.writing() as connection:
            for table in (INTENTS, PARKED, ACCEPTED):
                _forget_operations(connection, table, space, tasks)
            for place, comment in _comments(connection, space, tasks):
                connection.execute(delete(COMMENT_LINKS).filter_by(space=space, place=place, subject=comment))
            for task in tasks:
                connection.execute(delete(LINKS).filter_by(space=space, subject=task))
                connection.execute(delete(PAIRS).filter_by(space=space, task=task))
            return sum(connection.execute(delete(TASKS).filter_by(space=space, task=task)).rowcount for task in tasks)

    def names(self, space: SpaceId) -> frozenset[PersonId]:
        """See `EndedStore`. Whoever's account stands anywhere in what is remembered counts as spoken of."""
        with self._database.reading() as connection:
            said = "\n".join(_said(connection, space))
            persons = connection.scalars(select(NAMES.c.person).filter_by(space=space)).all()
        return frozenset(PersonId(each) for each in persons if each.rpartition("/")[2] not in said)

    def named(self, space: SpaceId) -> frozenset[PersonId]:
        """Whose name is kept."""
        with self._database.reading() as connection:
            return frozenset(map(PersonId, connection.scalars(select(NAMES.c.person).filter_by(space=space))))

    def forget_names(self, space: SpaceId, persons: frozenset[PersonId]) -> int:
        """See `EndedStore`."""
        with self._database.writing() as connection:
            gone = (delete(NAMES).filter_by(space=space, person=person) for person in persons)
            return sum(connection.execute(each).rowcount for each in gone)

    def forget_place(self, place: PlaceId) -> int:
        """See `EndedStore`."""
        with self._database.writing() as connection:
            return sum(connection.execute(delete(table).filter_by(place=place)).rowcount for table in OF_PLACES)

    def forget_space(self, space: SpaceId) -> int:
        """See `EndedStore`."""
        with self._database.writing() as connection:
            return sum(connection.execute(delete(table).filter_by(space=space)).rowcount for table in OF_SPACES)


def _forget_operations(connection: Connection, table: Table, space: SpaceId, tasks: frozenset[TaskId]) -> None:
    """Those of the tasks. Operations of lanes belong to none."""
    keys = list(table.primary_key)
    for *key, value in connection.execute(select(*keys, table.c.value).filter_by(space=space)).all():
        operation = operation_of(value)
        if not isinstance(operation, CreateLane | RenameLane) and operation.task in tasks:
            connection.execute(delete(table).where(*(column == each for column, each in zip(keys, key, strict=True))))


def _comments(connection: Connection, space: SpaceId, tasks: frozenset[TaskId]) -> Iterable[tuple[str, str]]:
    rows = connection.execute(select(COMMENT_LINKS).filter_by(space=space)).all()
    return [(row.place, row.subject) for row in rows if value_of(row.value, CommentLink).task in tasks]


def _said(connection: Connection, space: SpaceId) -> Iterator[str]:
    yield from connection.scalars(select(TASKS.c.value).filter_by(space=space))
    yield from connection.scalars(select(LINKS.c.seen).filter_by(space=space))
    yield from connection.scalars(select(CONFLICTS.c.value).filter_by(space=space))
    yield from connection.scalars(select(INBOX.c.value).filter_by(space=space))
