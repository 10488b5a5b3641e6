"""`python -m tests.bench.log [--entries N]`: what the log costs, against the same work in bare SQL, in one process.

Each pair is run in turn, medians are compared. All but LOG-TXN are seconds of the processor, since others may work on
the machine; bare SQL has the same tables, indexes and promises: one transaction a day, on the disk, deleted rows
overwritten.

- LOG-APPEND: sealing days of 1,000 entries, against moving the same rows from where they wait to where they stay.
- LOG-TXN: one entry that waits, in a transaction that outlives a loss of power, against one bare row so, by the clock.
- LOG-VERIFY: computing a whole log anew, against reading its rows with one SHA-256 over each, and the memory it takes.
- SUBJECT: all entries of one person by their pseudonyms, against the bare indexed query.
- ERASE: destroying one person's entries in the whole log, against the same in its first days.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from statistics import median
from time import perf_counter

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import SqlLog, stage
from bridge.adapters.store.log_view import ALL, LEAVES
from bridge.core.log.commitment import canonical
from bridge.service.verify import verify_log
from tests.bench.sealed import A_DAY, Made, into, more_memory, took
from tests.unit.adapters.sealed_log import NETWORK

ENTRIES, QUICKLY = 1_000_000, 40_000
APPENDED, FIRST = 100_000, 10_000
ROUNDS, COMMITS, PERSONS, ACTS, LOOKS = 5, 2_000, 5, 200, 20
APPEND, TXN, VERIFY, SUBJECT, ERASE, MEMORY = 0.75, 0.85, 0.6, 3.0, 2.0, 20.0
SHARED = """
SELECT e.*, s.salt FROM log_entries e JOIN log_salts s ON s.event_id = e.event_id
WHERE e.network_id = ? AND e.actor_ref IN (?, ?, ?, ?) ORDER BY e.occurred_on, e.event_id
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure and its goal, which is the least, or with `most` the most."""

    name: str
    said: str
    figure: float
    goal: float
    most: bool = False

    @property
    def passes(self) -> bool:
        return self.figure <= self.goal if self.most else self.figure >= self.goal

    def __str__(self) -> str:
        bound = "at most" if self.most else "at least"
        verdict = "pass" if self.passes else "FAIL"
        return f"{self.name}: {self.said}: {self.figure:.2f}, goal {bound} {self.goal}: {verdict}"


def measured(entries: int, folder: Path) -> Iterator[Judged]:
    """The figures, for a log of so many entries."""
    made = Made(folder, PERSONS, ACTS)
    made.grow(FIRST)
    copyfile(made.path, folder / "first.db")
    yield _appended(made, min(APPENDED, entries))
    yield _commits(made)
    made.grow(entries)
    yield from _verified(made)
    yield _subject(made)
    yield _erased(made, folder / "first.db")
    made.database.close()


def _appended(made: Made, entries: int) -> Judged:
    made.copy()
    days = [made.measured_day() for _ in range((entries - made.entries) // A_DAY)]
    ours, floor = (median(each) for each in zip(*days, strict=True))
    said = f"{A_DAY / ours:,.0f} entries/s of {made.entries:,} in days of {A_DAY:,}"
    return Judged("LOG-APPEND", said, floor / ours, APPEND)


def _commits(made: Made) -> Judged:
    rows = [made.entry() for _ in range(COMMITS)]
    with closing(made.opened()) as opened:

        def bare(row: tuple[object, ...]) -> None:
            opened.execute("BEGIN IMMEDIATE")
            opened.execute(into("journal_entries", [row]), row)
            opened.execute("COMMIT")

        works = (
            [partial(_stage, made, each) for each in rows],
            [partial(bare, (each.event_id, NETWORK.id, "2026-11-20", canonical(each).decode())) for each in rows],
        )
        elapsed = list[list[float]]([[], []])
        for at in range(COMMITS):
            for which in (0, 1) if at % 2 else (1, 0):  # whoever waits for the disk second may wait less
                elapsed[which].append(_elapsed(works[which][at]))
    made.database.forget_traces()
    ours, floor = map(median, elapsed)
    return Judged("LOG-TXN", f"{1 / ours:,.0f} entries/s, each in a commit of its own", floor / ours, TXN)


def _stage(made: Made, entry: object) -> None:
    with made.database.writing(durable=True) as connection:
        stage(connection, [entry])  # type: ignore[list-item]


def _verified(made: Made) -> Iterator[Judged]:
    def whole() -> None:
        found = verify_log(made.log, made.signer, NETWORK)
        if not found.intact or found.entries != made.entries:
            raise RuntimeError(f"The log does not verify: {found}")

    memory = more_memory(whole)
    ours, floor = _in_turn(whole, partial(_read, made.path), ROUNDS if made.entries <= APPENDED else 3)
    said = f"{made.entries / ours:,.0f} entries/s of {made.entries:,}"
    yield Judged("LOG-VERIFY", said, floor / ours, VERIFY)
    yield Judged("LOG-VERIFY", "MB that it takes beside the process", memory, MEMORY, most=True)


def _read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened:
        opened.text_factory = bytes
        for row in opened.execute(LEAVES, {"network": NETWORK.id, "start": 0, "end": ALL}):
            sha256(b"".join(row[3:])).digest()


def _subject(made: Made) -> Judged:
    of_quarters = (made.persons[0], "no other quarter", "-", "--")

    def ours() -> None:
        if len(made.log.about(NETWORK.id, of_quarters)) != ACTS:
            raise RuntimeError("Not all entries of the person were found.")

    with closing(sqlite3.connect(made.path)) as opened:
        bare = partial(_fetched, opened, (NETWORK.id, *of_quarters))
        took_ours, floor = _in_turn(ours, bare, LOOKS)
    said = f"{took_ours * 1e3:.1f} ms for {ACTS} entries of one person among {made.entries:,}"
    return Judged("SUBJECT", said, took_ours / floor, SUBJECT, most=True)


def _fetched(opened: sqlite3.Connection, given: Sequence[object]) -> None:
    opened.execute("BEGIN")
    opened.execute(SHARED, given).fetchall()
    opened.execute("COMMIT")


def _erased(made: Made, first: Path) -> Judged:
    def erase(log: SqlLog, person: str) -> None:
        ids = [each.entry.event_id for each in log.about(NETWORK.id, [person])]
        if log.erase(NETWORK.id, ids) != ACTS:
            raise RuntimeError("Not all entries of the person were erased.")

    with closing(Database(f"sqlite:///{first}")) as small:
        logs = (made.log, SqlLog(small))
        pairs = [[took(partial(erase, log, person)) for log in logs] for person in made.persons]
    whole, part = (median(each) for each in zip(*pairs, strict=True))
    said = f"{whole * 1e3:.0f} ms for {ACTS} entries among {made.entries:,}, over {part * 1e3:.0f} ms among {FIRST:,}"
    return Judged("ERASE", said, whole / part, ERASE, most=True)


def _in_turn(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    pairs = [(took(ours), took(floor)) for _ in range(rounds)]
    return median(each for each, _ in pairs), median(each for _, each in pairs)


def _elapsed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def judged(entries: int) -> bool:
    """Measure and print; whether the goals are reached."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for each in measured(entries, Path(folder)):
            print(each, flush=True)
            good &= each.passes
    return good


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.log", description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    return 0 if judged(parser.parse_args().entries) else 1


if __name__ == "__main__":
    sys.exit(main())
