"""The tables of the participation log.

Nothing in them tells an order within a day (PL-04): none has a counter, a row number or a time. Rows are keyed by the
entry's random id, or by a position in the tree that was drawn when the day was sealed.
"""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Column, Date, Index, Integer, Table, Text

from bridge.adapters.store.columns import CATALOGUE
from bridge.core.log.entry import Entry

STAGED = Table(
    "journal_entries",
    CATALOGUE,
    Column("event_id", Text, primary_key=True),
    Column("network_id", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Entries that wait for their day's seal."""


def _column(name: str) -> Column[object]:
    match name:
        case "event_id":
            return Column(name, Text, primary_key=True)
        case "actor_ref":
            return Column(name, Text, nullable=False, index=True)
        case "occurred_on":
            return Column(name, Date, nullable=False)
        case _:
            return Column(name, Text, nullable=False)


ENTRIES = Table(
    "log_entries",
    CATALOGUE,
    *(_column(each.name) for each in fields(Entry)),
    Column("commitment", Text, nullable=False),
    Index("ix_log_entries_week", "network_id", "recorded_week", "event_type"),
    sqlite_with_rowid=False,
)
"""The allowlist of PL-02, column by column, and the commitment."""

SALTS = Table(
    "log_salts",
    CATALOGUE,
    Column("event_id", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Apart from the entries, so that destroying a salt leaves a commitment that proves nothing about anybody (PL-21)."""

LEAVES = Table(
    "log_leaves",
    CATALOGUE,
    Column("network_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("commitment", Text, nullable=False),
    Column("event_id", Text),
    Index("ix_log_leaves_entry", "network_id", "event_id"),
    sqlite_with_rowid=False,
)
"""The leaves of each network's tree. They stay; one whose entry was erased no longer says which it was."""

ROOTS = Table(
    "log_roots",
    CATALOGUE,
    Column("network_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("peaks", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The signed root of each day, and the full parts of its tree one after the other, in hex."""
