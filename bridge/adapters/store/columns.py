"""What the tables share: their catalogue, an aware instant, and rows that replace rows of the same key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Dialect, MetaData, Table, Text, insert
from sqlalchemy.types import TypeDecorator

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
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  only where it is used
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]  # noqa: PLC0415  the same call
    statement = insert(table)
    keys = keys or [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), rows)


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert many new rows, each with a value for every column in its order, as the driver takes them."""
    statement = insert(table).compile(dialect=connection.dialect)
    if statement.positional:
        connection.exec_driver_sql(str(statement), list(rows))
    else:
        names = [column.name for column in table.columns]
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def kept(name: str, *keys: str) -> Table:
    """A table of values of the model: key columns, and the value as JSON text (`bridge.adapters.store.codec`)."""
    columns = (Column(key, Text, primary_key=True) for key in keys)
    return Table(name, CATALOGUE, *columns, Column("value", Text, nullable=False))
