"""What the tables share: their catalogue, an aware instant, and rows that replace rows of the same key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Dialect, Insert, MetaData, Table, Text, insert
from sqlalchemy.types import TypeDecorator

from bridge.adapters.store.transaction import driver_of

CATALOGUE = MetaData()

Row = Mapping[str, Any]


class Instant(TypeDecorator[datetime]):
    """An aware instant, always in UTC; SQLite has no zone, so there it is kept without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC, from any zone. A naive value is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant needs a zone, found {value.isoformat()}.")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def replace_rows(connection: Connection, table: Table, rows: Sequence[Row], keys: Sequence[str] = ()) -> None:
    """Insert the rows; a row replaces the one of equal `keys` (which are unique), by default the primary key."""
    if rows:
        connection.execute(_replacing(connection.dialect.name, table, tuple(rows[0]), tuple(keys)), rows)


@cache
def _replacing(dialect: str, table: Table, names: tuple[str, ...], keys: tuple[str, ...]) -> Insert:
    """Made once: making a statement takes longer than writing a row by it."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  only where it is used
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]  # noqa: PLC0415  the same call
    statement = insert(table)
    keys = keys or tuple(column.name for column in table.primary_key)
    others = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def insert_rows(
    connection: Connection, table: Table, rows: Sequence[tuple[object, ...]], *, replace: bool = False
) -> None:
    """Insert many new rows, each with a value for every column in its order, as the driver takes them.

    With `replace` a row may be of a key that is there, and takes its place.
    """
    driver = driver_of(connection)
    if driver:
        driver.executemany(_text(connection.dialect, table, replace), rows)
    else:
        given = [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]
        connection.execute(_inserting(connection.dialect, table, replace), given)


@cache
def _text(dialect: Dialect, table: Table, replace: bool) -> str:  # noqa: FBT001  a key of the cache
    return str(_inserting(dialect, table, replace).compile(dialect=dialect))


def _inserting(dialect: Dialect, table: Table, replace: bool) -> Insert:  # noqa: FBT001  the same
    return _replacing(dialect.name, table, tuple(table.columns.keys()), ()) if replace else insert(table)


def kept(name: str, *keys: str) -> Table:
    """A table of values of the model: key columns, and the value as JSON text (`bridge.adapters.store.codec`)."""
    columns = (Column(key, Text, primary_key=True) for key in keys)
    return Table(name, CATALOGUE, *columns, Column("value", Text, nullable=False))
