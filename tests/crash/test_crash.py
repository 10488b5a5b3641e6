"""The short form of `make crash`, and the faults that it has to notice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.crash.campaign import A_DAY, Wish, campaign
from tests.crash.diary import Diary
from tests.crash.ground import ground
from tests.crash.kept import Kept
from tests.crash.killing import Death, watching
from tests.crash.people import People
from tests.crash.service import Processes
from tests.crash.verdict import judge, judge_places

pytestmark = pytest.mark.slow

KILLS, SECONDS = 12, 45.0


def test_nothing_is_lost_or_doubled_however_the_service_dies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`cobridge sync` and `cobridge run` are killed again and again while people go on working in all four tools.

    Afterwards everything agrees; every task, edit and comment is there once; the log has one entry for each act, and
    verifies; and the next reading finds nothing to do.
    """
    told = campaign(tmp_path, Wish(KILLS, SECONDS, seed=1))
    with capsys.disabled():
        sys.stdout.write(f"\n{told.line}\n")
    assert told.verdict.sentences == []
    assert min(told.kills["sync"], told.kills["run"]) > 1


@pytest.mark.parametrize("fault", ["inbox acknowledged before stored", ""], ids=["broken", "sound"])
def test_what_slack_was_told_is_stored_however_soon_the_service_dies(tmp_path: Path, fault: str) -> None:
    """The service dies as soon as it has answered somebody: what they chose is everywhere. Unless it is broken so."""
    with scene(tmp_path, fault) as (processes, people), ThreadPoolExecutor(1) as threads:
        chosen = threads.submit(_chosen, people)
        processes.run_to_death(Death("after an answer", 1, 0.0), people)
        assert chosen.result()
        processes.sync()
        found = judge_places(processes.ground, people.diary)
    assert bool(found.sentences) == bool(fault), found.sentences


@pytest.mark.parametrize("fault", ["entry written outside the transaction", ""], ids=["broken", "sound"])
def test_an_act_and_its_entry_are_stored_together(tmp_path: Path, fault: str) -> None:
    """The service dies when a reading is over and agreed to. No entry is missing, unless it is broken so."""
    with scene(tmp_path, fault) as (processes, people):
        people.act_as("create", processes.ground.places["trello"])
        processes.sync_to_death(Death("at rest", 1, 4.0))
        processes.ground.fault = ""
        processes.sync()
        processes.ground.control.advance(A_DAY)
        processes.sync()
        found = judge(processes.ground, people.diary, Kept(processes.ground.data), processes.command("log", "export"))
    assert bool(found.wrong.get("entries")) == bool(fault), found.sentences


@contextmanager
def scene(folder: Path, fault: str) -> Iterator[tuple[Processes, People]]:
    """Everything is mirrored once, by a sound service."""
    with ground(folder) as where, watching() as watch:
        processes, diary = Processes(where, watch), Diary()
        diary.meet(where.sight())
        processes.sync()
        where.fault = fault
        yield processes, People(where, diary, Random(1), told=watch.answered)


def _chosen(people: People) -> bool:
    """A day, on a card."""
    assert people.heard.wait(60)
    return people.act_as("schedule", people.ground.places["slack"])
