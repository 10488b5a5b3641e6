"""A log that grows, for measuring, and the same rows moved by bare SQL in a file beside it."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from shutil import copyfile
from time import process_time

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.commitment import canonical
from bridge.core.log.entry import Entry
from tests.contracts import kept
from tests.contracts.kept import TODAY
from tests.unit.adapters.sealed_log import NETWORK

A_DAY, A_LONG_DAY = 1_000, 20_000
"""Entries of a day that is measured, and of one by which the log only grows."""
OTHERS, TASKS = 400, 5_000
"""So many other persons did something, in so many tasks."""
TABLES = ("log_entries", "log_salts", "log_leaves")
WAITS = f"WHERE network_id = '{NETWORK.id}' AND occurred_on < '9999-12-31'"
Rows = list[tuple[object, ...]]


class Made:
    """A log in a folder. `persons` are pseudonyms, each with `acts` entries within the first day."""

    def __init__(self, folder: Path, persons: int = 0, acts: int = 0) -> None:
        self.path, self.bare = folder / "cobridge.db", folder / "bare.db"
        self.database = Database(f"sqlite:///{self.path}")
        self.log, self.signer = SqlLog(self.database), MemoryVault().signer
        self._chance, self.entries, self._day = Random(7), 0, TODAY
        self.persons = [self._drawn() for _ in range(persons)]
        self._due = [person for person in self.persons for _ in range(acts)]
        self._others = [self._drawn() for _ in range(OTHERS)]
        self._tasks = [self._drawn() for _ in range(TASKS)]

    def grow(self, entries: int) -> None:
        """Seal days until there are so many entries."""
        while self.entries < entries:
            self._wait(min(A_LONG_DAY, entries - self.entries))
            self._seal()

    def measured_day(self) -> tuple[float, float]:
        """A day's entries are sealed; seconds of ours, and of bare SQL for the same rows in the same tables."""
        waiting, before = self._wait(A_DAY), self.entries
        ours = took(self._seal)
        return ours, self._moved(waiting, before)

    def entry(self) -> Entry:
        """What somebody did on the day."""
        made = kept.entry(f"{self._chance.getrandbits(128):032x}", self._day, task=self._chance.choice(self._tasks))
        return replace(made, actor_ref=self._due.pop() if self._due else self._chance.choice(self._others))

    def copy(self) -> None:
        """From now on the file of bare SQL has the same rows, tables and indexes."""
        self.database.forget_traces()
        copyfile(self.path, self.bare)

    def opened(self) -> sqlite3.Connection:
        """The file of bare SQL, with the same promises of durability."""
        opened = sqlite3.connect(self.bare, isolation_level=None)
        for each in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            opened.execute(f"PRAGMA {each}")
        return opened

    def _wait(self, number: int) -> Rows:
        entries = [self.entry() for _ in range(number)]
        rows: Rows = [(each.event_id, NETWORK.id, f"{self._day}", canonical(each).decode()) for each in entries]
        with closing(sqlite3.connect(self.path)) as opened, opened:
            opened.executemany(into("journal_entries", rows), rows)
        return rows

    def _seal(self) -> None:
        after = self._day + timedelta(days=1)
        self.entries += self.log.seal(NETWORK.id, after, partial(self.signer.sign, NETWORK.id))
        self._day = after

    def _moved(self, waiting: Rows, before: int) -> float:
        rows = self._sealed_since(before)
        with closing(self.opened()) as opened:
            opened.executemany(into("journal_entries", waiting), waiting)
            return took(partial(_move, opened, rows))

    def _sealed_since(self, before: int) -> Mapping[str, Rows]:
        """The day's rows of each table, in the order in which they were written."""
        order = f"l.network_id = '{NETWORK.id}' AND l.position >= {before} ORDER BY l.position"
        joined = (
            "log_leaves l JOIN log_entries e ON e.event_id = l.event_id JOIN log_salts s ON s.event_id = l.event_id"
        )
        with closing(sqlite3.connect(self.path)) as opened:
            return {
                table: opened.execute(f"SELECT {name}.* FROM {joined} WHERE {order}").fetchall()  # noqa: S608  our own names
                for table, name in zip(TABLES, "esl", strict=True)
            }

    def _drawn(self) -> str:
        return f"{self._chance.getrandbits(256):064x}"


def _move(opened: sqlite3.Connection, rows: Mapping[str, Rows]) -> None:
    opened.execute("BEGIN IMMEDIATE")
    opened.execute(f"SELECT value FROM journal_entries {WAITS}").fetchall()  # noqa: S608  our own names
    for table, those in rows.items():
        opened.executemany(into(table, those), those)
    opened.execute(f"DELETE FROM journal_entries {WAITS}")  # noqa: S608  our own names
    opened.execute("COMMIT")
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def into(table: str, rows: Sequence[tuple[object, ...]]) -> str:
    """The statement that inserts such rows."""
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  our own names


def took(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    began = process_time()
    work()
    return process_time() - began


def more_memory(work: Callable[[], object]) -> float:
    """By how many MB the most memory of the process rises meanwhile."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5", "ascii")  # https://docs.kernel.org/filesystems/proc.html: the peak is the present again
        before = _peak()
        work()
        return _peak() - before
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before


def _peak() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
