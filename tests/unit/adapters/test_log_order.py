"""The log on the disk: nothing but the allowlist, and no order within a day (PL-02, PL-04)."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import cast

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.log_tables import ENTRIES, SALTS
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from tests.contracts import kept
from tests.contracts.kept import SPACE, TODAY

NUMBER = 200
FAR_FROM_CHANCE = 0.3
"""A rank correlation of 200 unrelated pairs exceeds this once in 40,000 times (its deviation is 0.071)."""

TOMORROW = TODAY + timedelta(days=1)
SIGNER = partial(MemoryVault().signer.sign, "bauverbund")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as opened:
        yield opened


def _correlation(order: Sequence[float]) -> float:
    """Spearman's, between the values and the order in which they stand."""
    count = len(order)
    ranks = {value: rank for rank, value in enumerate(sorted(order))}
    distance = sum((at - ranks[value]) ** 2 for at, value in enumerate(order))
    return 1 - 6 * distance / (count * (count**2 - 1))


def _seal(database: Database, ids: Sequence[str]) -> SqlLog:
    """Stage one entry after the other, as cycles do, then seal the day."""
    spaces, log = SqlSpaces(database), SqlLog(database)
    for entry_id in ids:
        spaces.agree(SPACE, Decision(), (kept.entry(entry_id),))
    assert log.seal("bauverbund", TOMORROW, SIGNER) == len(ids)
    return log


def _random_ids() -> list[str]:
    chance = Random(7)
    return [uuid.UUID(int=chance.getrandbits(128), version=4).hex for _ in range(NUMBER)]


def test_the_measure_sees_an_order() -> None:
    """The statistics below would notice: staging order correlates with itself, and a shuffle does not."""
    shuffled = list(range(NUMBER))
    Random(7).shuffle(shuffled)
    assert _correlation(range(NUMBER)) == 1
    assert abs(_correlation(shuffled)) < FAR_FROM_CHANCE


@pytest.mark.parametrize("table", ["log_entries", "log_salts", "log_leaves", "log_roots", "journal_entries"])
def test_pl_04_no_table_numbers_its_rows(database: Database, table: str) -> None:
    """There is no row number that would count up through the day."""
    with database.reading() as connection, pytest.raises(OperationalError, match="no such column: rowid"):
        connection.execute(text(f"SELECT rowid FROM {table}"))  # noqa: S608  a name from the list above


@pytest.mark.parametrize("table", ["log_entries", "log_salts", "log_leaves"])
def test_pl_04_rows_do_not_stand_in_the_order_in_which_they_were_staged(database: Database, table: str) -> None:
    """Who reads the tables, or the bytes of the file, learns nothing about the order within the day."""
    ids = _random_ids()
    _seal(database, ids)
    staged_at = {entry_id: number for number, entry_id in enumerate(ids)}
    with database.reading() as connection:
        found = connection.scalars(text(f"SELECT event_id FROM {table}")).all()  # noqa: S608  the same
    assert abs(_correlation([staged_at[each] for each in found])) < FAR_FROM_CHANCE


def test_pl_04_the_bytes_of_the_file_do_not_tell_the_order(database: Database, tmp_path: Path) -> None:
    """Not even the places of the rows in the file follow the day."""
    ids = _random_ids()
    _seal(database, ids)
    content = (tmp_path / "cobridge.db").read_bytes()
    assert abs(_correlation([content.index(entry_id.encode()) for entry_id in ids])) < FAR_FROM_CHANCE


def test_pl_04_entries_are_written_shuffled(database: Database) -> None:
    """On a database that keeps rows as they came, the order of writing is the order of the rows: it is drawn."""
    written: list[str] = []

    def watch(statement: str) -> None:
        if found := re.match(r"INSERT INTO log_entries .*? VALUES \('(\w+)'", statement):
            written.append(found[1])

    with database.writing(durable=True) as connection:
        cast("sqlite3.Connection", connection.connection.driver_connection).set_trace_callback(watch)
    ids = [f"{number:032x}" for number in range(NUMBER)]
    _seal(database, ids)
    assert sorted(written) == ids
    assert abs(_correlation([int(each, 16) for each in written])) < FAR_FROM_CHANCE


def test_pl_20_salts_do_not_follow_the_day(database: Database) -> None:
    """Salts are drawn one by one from the machine's randomness; sorting by them sorts by nothing."""
    ids = [f"{number:032x}" for number in range(NUMBER)]
    salts = {each.entry.event_id: int(each.salt, 16) for each in _seal(database, ids).entries("bauverbund")}
    assert abs(_correlation([salts[entry_id] for entry_id in ids])) < FAR_FROM_CHANCE


def test_pl_04_what_was_staged_leaves_no_bytes(database: Database, tmp_path: Path) -> None:
    """After the seal neither the file nor its write-ahead file holds the entry as it waited."""
    spaces = SqlSpaces(database)
    spaces.agree(SPACE, Decision(), (kept.entry("a" * 32),))
    mark = b'"event_id":"aaaa'
    assert any(mark in file.read_bytes() for file in tmp_path.iterdir())
    SqlLog(database).seal("bauverbund", TOMORROW, SIGNER)
    assert not any(mark in file.read_bytes() for file in tmp_path.iterdir())


def test_pl_02_the_log_has_the_fields_of_the_allowlist_and_no_others(database: Database) -> None:
    """No column waits for what must not be kept, and none holds a time: a day is the finest."""
    with database.reading() as connection:
        columns = {
            table: {row.name: row.type for row in connection.execute(text(f"PRAGMA table_info({table})"))}
            for table in ("log_entries", "log_salts")
        }
    assert set(columns["log_entries"]) == {each.name for each in fields(Entry)} | {"commitment"}
    assert columns["log_salts"] == {"event_id": "TEXT", "salt": "TEXT"}
    assert {name: kind for name, kind in columns["log_entries"].items() if kind != "TEXT"} == {"occurred_on": "DATE"}


def test_pl_03_nothing_of_the_mirrored_content_reaches_the_log(database: Database) -> None:
    """Titles, texts, names, accounts and native ids live in the store's memory and never in the log's tables."""
    decision = replace(
        kept.agreed(kept.memory()), conflicts=(kept.conflict(),), operations={kept.TRELLO: (kept.UPDATE,)}
    )
    SqlSpaces(database).agree(SPACE, decision, (kept.entry("a" * 32),))
    SqlLog(database).seal("bauverbund", TOMORROW, SIGNER)
    with database.reading() as connection:
        rows = [*connection.execute(select(ENTRIES)), *connection.execute(select(SALTS))]
    kept_there = " ".join(str(value) for row in rows for value in row)
    canaries = ("Dach", "Grüße", "Petra", "petra", "jonas", "5f3c", "card-1", "haus-7", "list-1", "Gast", "09:30")
    assert not [each for each in canaries if each in kept_there]


def test_pl_04_a_day_is_the_finest_time_kept(database: Database) -> None:
    """What comes back is a day, whatever was staged at which hour."""
    log = _seal(database, ["a" * 32])
    assert type(log.entries("bauverbund")[0].entry.occurred_on) is date
