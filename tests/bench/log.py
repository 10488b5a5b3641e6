"""`python -m tests.bench.log [--entries N]`: LOG-VERIFY and LOG-APPEND, against the same work in bare SQL.

Both run in turn in one process on one processor; medians of all rounds are compared, in seconds of the processor, since
others may work on the machine. LOG-VERIFY: the whole verification against reading the same rows with one SHA-256 over
each. LOG-APPEND: sealing days of 1,000 entries against moving the same rows from where they wait to where they stay,
in bare SQL with the same promises: one transaction a day, on the disk, deleted rows overwritten.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import copyfile
from statistics import median
from time import process_time

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog, stage
from bridge.adapters.store.log_view import ALL, LEAVES
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.model.network import Network
from bridge.service.verify import verify_log
from tests.contracts import kept
from tests.contracts.kept import TODAY
from tests.unit.adapters.sealed_log import NETWORK

ENTRIES, A_DAY, ROUNDS = 100_000, 1_000, 5
VERIFY, APPEND = 0.6, 0.75
MORE_MEMORY = 20.0
"""So many MB may the verification of a whole log take more than that of its first tenth."""
TABLES = ("log_entries", "log_salts", "log_leaves")
COPIED = "journal_entries", *TABLES


class Made:
    """A log that grows in a folder, and the same rows moved by bare SQL in a file beside it."""

    def __init__(self, folder: Path) -> None:
        self.path, self.bare = folder / "cobridge.db", folder / "bare.db"
        self.database = Database(f"sqlite:///{self.path}")
        self.log, self.signer = SqlLog(self.database), MemoryVault().signer
        self._chance, self.days = Random(7), 0
        with closing(sqlite3.connect(self.path)) as made:
            query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
            self._tables = [made.execute(query, (name,)).fetchone()[0] for name in COPIED]

    def day(self) -> tuple[float, float]:
        """A day's entries wait and are sealed; seconds of ours, and of bare SQL for the same rows."""
        date = TODAY + timedelta(days=self.days)
        entries = [kept.entry(f"{self._chance.getrandbits(128):032x}", date) for _ in range(A_DAY)]
        with self.database.writing() as connection:
            stage(connection, entries)
        waiting = self._rows("journal_entries", "")
        sign, before = partial(self.signer.sign, NETWORK.id), date + timedelta(days=1)
        ours = _took(lambda: self.log.seal(NETWORK.id, before, sign))
        self.days += 1
        return ours, self._moved(waiting, date.isoformat())

    def _rows(self, table: str, where: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.path)) as opened:
            return opened.execute(f"SELECT * FROM {table} {where}").fetchall()  # noqa: S608  our own names

    def _moved(self, waiting: list[tuple[object, ...]], day: str) -> float:
        ids = f"WHERE event_id IN (SELECT event_id FROM log_entries WHERE occurred_on = '{day}')"  # noqa: S608  a day
        rows = {table: self._rows(table, ids) for table in TABLES}
        with closing(sqlite3.connect(self.bare, isolation_level=None)) as opened:
            for each in () if opened.execute("SELECT 1 FROM sqlite_master").fetchone() else self._tables:
                opened.execute(each)
            for each in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                opened.execute(f"PRAGMA {each}")
            opened.executemany(_into("journal_entries", waiting), waiting)
            return _took(partial(_move, opened, rows))


def _move(opened: sqlite3.Connection, rows: Mapping[str, list[tuple[object, ...]]]) -> None:
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("SELECT value FROM journal_entries").fetchall()
    for table, those in rows.items():
        opened.executemany(_into(table, those), those)
    opened.execute("DELETE FROM journal_entries")
    opened.execute("COMMIT")
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _into(table: str, rows: list[tuple[object, ...]]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608  our own names


def _read(path: Path) -> None:
    """The floor of LOG-VERIFY."""
    with closing(sqlite3.connect(path)) as opened:
        opened.text_factory = bytes
        for row in opened.execute(LEAVES, {"network": NETWORK.id, "start": 0, "end": ALL}):
            sha256(b"".join(row[3:])).digest()


def _verified(made: Made, network: Network) -> None:
    found = verify_log(made.log, made.signer, network)
    if not found.intact or found.entries != made.days * A_DAY:
        raise RuntimeError(f"The log does not verify: {found}")


def _took(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _most() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def judged(entries: int) -> bool:
    """Measure and print; whether the goals are reached."""
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder))
        appended = [made.day() for _ in range(entries // A_DAY // 10)]
        _verified(made, NETWORK)
        little = _most()
        appended += [made.day() for _ in range(entries // A_DAY - made.days)]
        before = _most()
        copyfile(made.path, made.bare)
        rounds = [(_took(partial(_verified, made, NETWORK)), _took(partial(_read, made.bare))) for _ in range(ROUNDS)]
        more = max(_most() - max(before, little), 0.0)
        made.database.close()
    verify = median(floor for _, floor in rounds) / median(ours for ours, _ in rounds)
    append = median(floor for _, floor in appended) / median(ours for ours, _ in appended)
    rate, daily = entries / median(ours for ours, _ in rounds), A_DAY / median(ours for ours, _ in appended)
    good = (verify >= VERIFY, append >= APPEND, more <= MORE_MEMORY)
    said = ["pass" if each else "FAIL" for each in good]
    print(f"LOG-VERIFY: {rate:,.0f} entries/s of {entries:,}, ratio {verify:.2f}, goal {VERIFY}: {said[0]}")
    print(f"LOG-VERIFY: {more:.0f} MB more than for what was sealed before, goal {MORE_MEMORY:.0f}: {said[2]}")
    print(f"LOG-APPEND: {daily:,.0f} entries/s in days of {A_DAY:,}, ratio {append:.2f}, goal {APPEND}: {said[1]}")
    return all(good)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.log", description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    return 0 if judged(parser.parse_args().entries) else 1


if __name__ == "__main__":
    sys.exit(main())
