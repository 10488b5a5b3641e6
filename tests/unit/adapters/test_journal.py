"""The journal: exact, short-lived, and apart from the log (PL-04)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bridge.adapters.store.database import Database
from bridge.adapters.store.journal import NOTES, SqlJournal
from bridge.core.model.ids import PlaceId

PLACE = PlaceId("haus-7-trello")
BEGIN = datetime(2026, 11, 1, 9, 30, 15, 250_000, tzinfo=UTC)


class SetClock:
    """Shows what it was set to."""

    def __init__(self) -> None:
        self.shown = BEGIN

    def now(self) -> datetime:
        return self.shown

    def sleep(self, seconds: float) -> None:
        self.shown += timedelta(seconds=seconds)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as opened:
        yield opened


def _kept(database: Database) -> list[tuple[datetime, str]]:
    with database.reading() as connection:
        return [(row.at, row.subject) for row in connection.execute(select(NOTES).order_by(NOTES.c.number))]


def test_a_note_has_its_exact_time(database: Database) -> None:
    """The journal is where a fault is traced to the second, in UTC."""
    SqlJournal(database, SetClock()).note(PLACE, "CreateItem", "task-roof", "done")
    assert _kept(database) == [(BEGIN, "task-roof")]


def test_a_note_is_kept_for_14_days_and_not_longer(database: Database) -> None:
    """Exact times go after 14 days by themselves: on the last day they are there, on the next they are not."""
    clock = SetClock()
    journal = SqlJournal(database, clock)
    journal.note(PLACE, "pull", "old", "done")
    clock.shown = BEGIN + timedelta(days=14)
    journal.note(PLACE, "pull", "day 14", "done")
    assert [subject for _, subject in _kept(database)] == ["old", "day 14"]
    clock.shown = BEGIN + timedelta(days=15)
    journal.note(PLACE, "pull", "day 15", "done")
    assert [subject for _, subject in _kept(database)] == ["day 14", "day 15"]


def test_a_start_after_a_long_rest_tidies_first(database: Database) -> None:
    """Old notes do not wait for the first new one."""
    clock = SetClock()
    SqlJournal(database, clock).note(PLACE, "pull", "old", "done")
    clock.shown = BEGIN + timedelta(days=40)
    SqlJournal(database, clock)
    assert _kept(database) == []
