"""Evaluations as SQL: `bridge.ports.evaluations.Evaluations`. The only place where the log is counted (PL-40).

An evaluation is compiled from its values. While it runs, SQLite itself refuses every column but those named here, so
no query that is compiled wrong, and none that somebody adds, reads who did something (PL-05); on another database this
is a grant of its role.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, literal, or_, select

from bridge.adapters.store.database import Database
from bridge.adapters.store.evaluated_parts import BY_ONE, NEWCOMERS, Key, largest, others_than
from bridge.adapters.store.log_tables import ENTRIES
from bridge.core.log.evaluations import Dimension, Evaluation, fitting
from bridge.core.log.participation import NOBODY, Count, Newcomers, Participation, Period
from bridge.core.reports.disclosure.dominance import is_dominated

COLUMNS = frozenset(
    {
        "network_id",
        "space_ref",
        "event_type",
        "object_ref",
        "object_kind",
        "counterpart_org",
        "recorded_week",
        "purpose",
    }
)
"""Of an entry; all that figures are made of."""
OBJECT = "task"


class SqlEvaluations:
    """The log of all networks, for figures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counted(
        self,
        evaluation: Evaluation,
        network: str,
        period: Period,
        spaces: Collection[str],
        newcomers: Newcomers = NOBODY,
    ) -> Participation:
        """See `Evaluations`."""
        fitting(evaluation, period)
        query = compiled(evaluation, network, period, spaces, newcomers)
        with self._database.reading() as connection, only(connection, COLUMNS | NEWCOMERS if newcomers else COLUMNS):
            tasks = {(kind, space): number for kind, space, number in connection.execute(query)}
        dominated = self._dominated(evaluation, tasks, _acts(evaluation, network, period, spaces, newcomers))
        told = [*sorted({space for _, space in tasks})] if evaluation.by is Dimension.SPACE else [""]
        counts = (
            Count(metric.name, space, tasks.get(key, 0), key in dominated)
            for metric in evaluation.metrics
            for space in told
            if evaluation.by is Dimension.NETWORK or (metric.type, space) in tasks
            for key in [(metric.type, space)]
        )
        return Participation(evaluation.name, network, period.name, tuple(counts))

    def _dominated(
        self, evaluation: Evaluation, tasks: Mapping[Key, int], acts: tuple[ColumnElement[bool], ...]
    ) -> frozenset[Key]:
        """How much the largest did is computed here, and told to nobody."""
        with self._database.reading() as connection, only(connection, COLUMNS | BY_ONE):
            parts = largest(connection, acts, evaluation.by, tasks)
        share = evaluation.threshold.share
        return frozenset(key for key, (organisations, one) in parts.items() if is_dominated(organisations, one, share))


def compiled(
    evaluation: Evaluation, network: str, period: Period, spaces: Collection[str], newcomers: Newcomers = NOBODY
) -> Select[str, str, int]:
    """The query of an evaluation: rows of an entry's type, a space and the number of tasks, in one pass."""
    kind, tasks = ENTRIES.c.event_type, func.count(distinct(ENTRIES.c.object_ref))
    counted = _acts(evaluation, network, period, spaces, newcomers)
    match evaluation.by:
        case Dimension.NETWORK:
            return select(kind, literal(""), tasks).where(*counted).group_by(kind)
        case Dimension.SPACE:
            space = ENTRIES.c.space_ref
            return select(kind, space, tasks).where(*counted).group_by(kind, space).order_by(kind, space)


def _acts(
    evaluation: Evaluation, network: str, period: Period, spaces: Collection[str], newcomers: Newcomers
) -> tuple[ColumnElement[bool], ...]:
    kind = ENTRIES.c.event_type
    return (
        *_within(evaluation, network, period, spaces),
        kind.in_([metric.type.value for metric in evaluation.metrics]),
        ENTRIES.c.object_kind == OBJECT,
        *(or_(kind != each.type.value, ENTRIES.c.counterpart_org != "") for each in evaluation.metrics if each.between),
        *others_than(newcomers),
    )


def _within(
    evaluation: Evaluation, network: str, period: Period, spaces: Collection[str]
) -> tuple[ColumnElement[bool], ...]:
    return (
        ENTRIES.c.network_id == network,
        ENTRIES.c.purpose == evaluation.purpose.value,
        ENTRIES.c.recorded_week.in_(period.weeks),
        ENTRIES.c.space_ref.in_(sorted(spaces)),
    )


@contextmanager
def only(connection: Connection, columns: frozenset[str]) -> Iterator[None]:
    """Let the connection read these columns of entries, and nothing else of anything, for as long as it lasts."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.set_authorizer(lambda act, table, column, *_: _judged(columns, act, table, column))
    try:
        yield
    finally:
        driver.set_authorizer(None)


def _judged(columns: frozenset[str], act: int, table: str | None, column: str | None) -> int:
    """https://sqlite.org/c3ref/c_alter_table.html: what SQLite asks before it compiles a statement."""
    match act:
        case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_OK
        case sqlite3.SQLITE_READ if table == ENTRIES.name and column in columns:
            return sqlite3.SQLITE_OK
        case _:
            return sqlite3.SQLITE_DENY
