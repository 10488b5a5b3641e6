"""Taking a person out of what is remembered, on SQL: `bridge.ports.forgetting.Forgetting`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, delete, update

from bridge.adapters.store import conflicts, inbox, links, operations, stays, tasks
from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import Row, replace_rows
from bridge.adapters.store.database import Database
from bridge.core.model.conflict import Conflict, Ending
from bridge.core.model.ids import SpaceId
from bridge.core.model.memory import CommentLink, LaneLink, Memory
from bridge.core.model.operation import Creating, Operation
from bridge.core.model.stay import Pair, Stay
from bridge.core.model.subject import subject_of
from bridge.core.model.submission import Submission
from bridge.core.model.task import Lane, Task

Rows = Mapping[tuple[str, ...], Row]
"""Rows of one table by their key within the space."""


class SqlForgetting:
    """The memory of all spaces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, space: SpaceId, change: Callable[[Memory], Memory]) -> int:
        """See `Forgetting`."""
        with self._database.writing(durable=True) as connection:
            before = _memory(connection, space)
            after = change(before)
            number = sum(
                _rewritten(connection, table, names, space, told(before), told(after)) for table, names, told in TABLES
            )
            number += _waiting(connection, before, after) + _contested(connection, before, after)
        if number:
            self._database.rebuild()
        return number


def _memory(connection: Connection, space: SpaceId) -> Memory:
    known = links.KnownLinks()
    return Memory(
        tasks=tasks.tasks_of(connection, space, tasks.KnownTasks(partial(value_of, kind=Task))),
        lanes=tasks.lanes_of(connection, space),
        links=known.of_tasks(connection, space),
        comment_links=known.of_comments(connection, space),
        lane_links=known.of_lanes(connection, space),
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


def _rewritten(
    connection: Connection, table: Table, names: tuple[str, ...], space: SpaceId, before: Rows, after: Rows
) -> int:
    gone = [key for key in before if key not in after]
    for key in gone:
        connection.execute(delete(table).filter_by(space=space, **dict(zip(names, key, strict=True))))
    new = [
        {"space": space, **dict(zip(names, key, strict=True)), **row}
        for key, row in after.items()
        if before.get(key) != row
    ]
    replace_rows(connection, table, new, keys=("space", *names))
    return len(gone) + len(new)


def _plain(rows: Mapping[Any, Any], kind: object) -> Rows:
    return {(str(key),): {"value": text_of(value, kind)} for key, value in rows.items()}


def _by_place(rows: Mapping[Any, Mapping[Any, Any]], kind: object) -> Rows:
    return {
        (str(place), str(key)): {"value": text_of(value, kind)}
        for place, of in rows.items()
        for key, value in of.items()
    }


def _link_rows(memory: Memory) -> Rows:
    found = dict[tuple[str, ...], Row]()
    for place, of in memory.links.items():
        for task, link in of.items():
            row = links.link_row(SpaceId(""), place, task, link)
            found[place, task] = {name: row[name] for name in ("value", "seen", "sent", "based")}
    return found


def _intent_rows(memory: Memory) -> Rows:
    return {
        (place, subject_of(each)): {"value": text_of(each, Creating)}
        for place, of in memory.intents.items()
        for each in of
    }


def _parked_rows(memory: Memory) -> Rows:
    return {
        (place, subject_of(each.operation)): {"value": text_of(each.operation, Operation), "reason": each.reason}
        for place, of in memory.parked.items()
        for each in of
    }


def _accepted_rows(memory: Memory) -> Rows:
    return {
        (place, operations.key_of(each)): {"value": text_of(each, Operation)}
        for place, of in memory.accepted.items()
        for each in of
    }


TABLES: tuple[tuple[Table, tuple[str, ...], Callable[[Memory], Rows]], ...] = (
    (tasks.TASKS, ("task",), lambda memory: _plain(memory.tasks, Task)),
    (tasks.LANES, ("lane",), lambda memory: _plain(memory.lanes, Lane)),
    (tasks.NAMES, ("person",), lambda memory: {(key,): {"value": name} for key, name in memory.names.items()}),
    (links.LINKS, ("place", "subject"), _link_rows),
    (links.COMMENT_LINKS, ("place", "subject"), lambda memory: _by_place(memory.comment_links, CommentLink)),
    (links.LANE_LINKS, ("place", "subject"), lambda memory: _by_place(memory.lane_links, LaneLink)),
    (links.CURSORS, ("place",), lambda memory: {(key,): {"value": each} for key, each in memory.cursors.items()}),
    (operations.INTENTS, ("place", "subject"), _intent_rows),
    (operations.PARKED, ("place", "subject"), _parked_rows),
    (operations.ACCEPTED, ("place", "operation"), _accepted_rows),
    (stays.STAYS, ("place",), lambda memory: _plain(memory.stays, Stay)),
    (stays.PAIRS, ("task",), lambda memory: _plain(memory.pairs, Pair)),
)


def _waiting(connection: Connection, before: Memory, after: Memory) -> int:
    left = {each.key: each for each in after.submissions}
    inbox.take(connection, [each.key for each in before.submissions if each.key not in left])
    changed = [each for each in before.submissions if left.get(each.key) != each]
    for each in changed:
        if each.key in left:
            value = text_of(left[each.key], Submission)
            connection.execute(update(inbox.INBOX).filter_by(key=each.key).values(value=value))
    return len(changed)


def _contested(connection: Connection, before: Memory, after: Memory) -> int:
    changed = [(key, each) for key, each in before.conflicts.items() if after.conflicts.get(key) != each]
    for key, _ in changed:
        left = after.conflicts.get(key)
        ended = {"value": "", "asked": None, "ended": Ending.EXPIRED}
        values = {"value": text_of(replace(left, asked=None), Conflict)} if left else ended
        connection.execute(update(conflicts.CONFLICTS).filter_by(id=key).values(values))
    return len(changed)
