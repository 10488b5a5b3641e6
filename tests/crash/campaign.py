"""A campaign: the service is killed again and again while people work on; then it calms down, and all is looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic

from tests.crash.diary import Diary
from tests.crash.ground import ground
from tests.crash.kept import Kept
from tests.crash.killing import KINDS, Death, Watch, watching
from tests.crash.people import CONTESTED, People
from tests.crash.service import BrokenError, Processes
from tests.crash.verdict import Verdict, judge

SYNCS, RUNS = 7, 3
"""Deaths in a row of the one, then of the other."""
SYNC_LIFE, RUN_LIFE = (0.5, 2.5), (0.1, 3.0)
"""Seconds within which a process dies that is to die at a time: before that it only starts."""
SYNC_CALLS, RUN_CALLS = 40, 50
PAUSE = 120.0
"""Seconds that pass until the next one is started: of one that was killed a tenth of each limit counts as used."""
SLACK_REPEATS, A_MINUTE, A_DAY = 301.0, 60.0, 25 * 3600.0
MOST_SYNCS = 8
NAMED = re.compile(r"(?:task|Aufgabe) (\d+)")


@dataclass(frozen=True)
class Wish:
    """So many deaths, within so many seconds, drawn from a seed; `fault` is planted into the service."""

    kills: int
    seconds: float
    seed: int
    fault: str = ""


@dataclass
class Told:
    """What came of it."""

    seed: int
    verdict: Verdict
    kills: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    diary: Diary = field(default_factory=Diary)

    @property
    def stories(self) -> list[str]:
        """What people did with the tasks of which something is wrong."""
        numbers = {int(number) for each in self.verdict.sentences for number in NAMED.findall(each)}
        return [f"task {number}: {line}" for number in sorted(numbers) for line in self.diary.story.get(number, ())]

    @property
    def line(self) -> str:
        """The figures."""
        acts = ", ".join(f"{kind} {number}" for kind, number in sorted(self.acts.items()))
        found, per_act = self.verdict, self.verdict.entries / max(self.verdict.acts, 1)
        return (
            f"crash: {self.kills.total()} kills (sync {self.kills['sync']}, run {self.kills['run']}), "
            f"{self.acts.total()} acts ({acts}), {found.conflicts} conflicts, "
            f"{found.number('duplicates')} duplicates, {found.number('lost edits') + found.number('lost tasks')} lost "
            f"edits, {found.number('lost comments')} lost comments, {per_act:.2f} entries per act "
            f"({found.entries} for {found.acts}), {self.seconds:.0f} seconds, seed {self.seed}"
        )


def campaign(folder: Path, wish: Wish) -> Told:
    """Raises BrokenError when a process does what none may do."""
    began = monotonic()
    with ground(folder, wish.fault) as where, watching() as watch:
        draw, diary = Random(wish.seed), Diary()
        diary.meet(where.sight())
        diary.contest(CONTESTED)
        people = People(where, diary, Random(f"{wish.seed} people"), told=watch.answered)
        kept = Kept(where.data)
        processes = Processes(where, watch)
        told = Told(wish.seed, Verdict(), acts=diary.acts, diary=diary)
        try:
            with _at_work(people, watch, kept):
                _kill(processes, people, draw, wish, told)
            _calm_down(processes, people)
            told.verdict = judge(where, diary, kept, _log(processes))
            _check_calm(processes, told.verdict)
        except BrokenError as broken:
            raise BrokenError(f"After {told.kills.total()} kills: {broken}") from broken
        told.seconds = monotonic() - began
        return told


@contextmanager
def _at_work(people: People, watch: Watch, kept: Kept) -> Iterator[None]:
    """People act in a thread of their own, a few calls of the service apart."""
    over = Event()

    def work() -> None:
        while not over.is_set():
            people.act()
            kept.look()
            watch.wait_for(people.draw.randint(1, 8), 0.15)

    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        try:
            yield
        finally:
            over.set()
            working.result()


def _kill(processes: Processes, people: People, draw: Random, wish: Wish, told: Told) -> None:
    ends = monotonic() + wish.seconds
    while told.kills.total() < wish.kills and monotonic() < ends:
        for _ in range(SYNCS):
            processes.ground.control.advance(PAUSE)
            told.kills["sync"] += processes.sync_to_death(Death.drawn(draw, KINDS, SYNC_CALLS, SYNC_LIFE))
        people.peace += not processes.sync()["unreachable"]
        for _ in range(RUNS):
            death = Death.drawn(draw, (*KINDS, "after an answer"), RUN_CALLS, RUN_LIFE)
            processes.ground.control.advance(PAUSE)
            told.kills["run"] += processes.run_to_death(death, people)


def _calm_down(processes: Processes, people: People) -> None:
    """What somebody still owes is done, what Slack still repeats comes, and the service comes to rest."""

    def rest() -> None:
        while people.owed:
            people.act()
        for _ in range(2):
            people.ground.control.advance(SLACK_REPEATS)
            processes.watch.wait_for(1_000, 2.0)

    processes.run_in_peace(people, rest)
    _settle(processes)


def _settle(processes: Processes) -> None:
    """Sync until there is nothing left to do and nobody is out of reach, a minute apart."""
    told = processes.sync()
    for _ in range(MOST_SYNCS):
        processes.ground.control.advance(A_MINUTE)
        told = processes.sync()
        if not told["unreachable"] and not any(each["changes"] or each["writes"] for each in told["cycles"]):
            return
    raise BrokenError(f"the service does not come to rest: {told} {processes.command('status')}")


def _log(processes: Processes) -> str:
    """The next day everything is read whole once more, and the log is sealed; what came late for it, a day later."""
    for _ in range(2):
        processes.ground.control.advance(A_DAY)
        _settle(processes)
    return processes.command("log", "export")


def _check_calm(processes: Processes, verdict: Verdict) -> None:
    """Another whole reading writes nothing; the log verifies."""
    processes.ground.control.advance(A_DAY)
    before = len(processes.ground.writes())
    told = processes.sync()
    if told["parked"]:
        verdict.wrong["parked"] = [processes.command("parked", "list")]
    if written := processes.ground.writes()[before:]:
        verdict.wrong["restless"] = [f"a calm sync sent {each}" for each in written]
    if '"verified": true' not in processes.command("log", "verify", "--json"):
        verdict.wrong["log"] = ["the log does not verify"]
