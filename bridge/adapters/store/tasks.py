"""Tasks, lanes and names of persons: what the network agreed."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, Text, UniqueConstraint, select

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.store.columns import CATALOGUE, kept, replace_rows
from bridge.adapters.store.known import Known
from bridge.core.model.ids import LaneId, PersonId, SpaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.task import Lane, Task

TASKS = Table(
    "tasks",
    CATALOGUE,
    Column("number", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("space", "task"),
)
"""`number` grows in the order in which tasks became known, which is the order places show them in."""

LANES = kept("lanes", "space", "lane")
NAMES = kept("names", "space", "person")


def remember(connection: Connection, space: SpaceId, memory: Memory) -> None:
    """Take over the tasks, lanes and names of `memory`."""
    tasks = [{"space": space, "task": key, "value": text_of(each, Task)} for key, each in memory.tasks.items()]
    lanes = [{"space": space, "lane": key, "value": text_of(each, Lane)} for key, each in memory.lanes.items()]
    names = [{"space": space, "person": key, "value": name} for key, name in memory.names.items()]
    replace_rows(connection, TASKS, tasks, keys=("space", "task"))
    replace_rows(connection, LANES, lanes)
    replace_rows(connection, NAMES, names)


KnownTasks = Known[TaskId, Task]
"""Tasks as they were last read."""


def tasks_of(connection: Connection, space: SpaceId, known: KnownTasks) -> dict[TaskId, Task]:
    """All tasks of the space, in the order in which they became known."""
    rows = connection.execute(select(TASKS.c.task, TASKS.c.value).filter_by(space=space).order_by(TASKS.c.number))
    return dict(known.read(space, ((row[0], row[1:]) for row in rows)))


def lanes_of(connection: Connection, space: SpaceId) -> dict[LaneId, Lane]:
    """All lanes of the space."""
    rows = connection.execute(select(LANES.c.lane, LANES.c.value).filter_by(space=space))
    return {lane: value_of(value, Lane) for lane, value in rows}


def names_of(connection: Connection, space: SpaceId) -> dict[PersonId, str]:
    """Display names of persons who are on no roster."""
    rows = connection.execute(select(NAMES.c.person, NAMES.c.value).filter_by(space=space))
    return {person: name for person, name in rows}  # noqa: C416  rows are no pairs to mypy
