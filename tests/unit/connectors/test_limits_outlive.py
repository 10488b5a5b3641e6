"""A process that starts anew knows what the one before it used of the vendors' limits, on the sandbox's clock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests

from bridge.core.errors import Retry
from bridge.ports.budget import Budget
from connectors.layers.budget import Budgets
from connectors.layers.kept import Kept
from connectors.layers.limit import Limit
from connectors.sandbox.serve import Sandbox, running
from tests.unit.connectors.limited import CASES, SEED, Calls, Site, at_first
from tests.unit.connectors.virtual_clock import VirtualClock

NAMES = [calls.__name__ for calls, _, _ in CASES]
BUSY_MACHINE = 20.0
"""Seconds that the calls themselves may take."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[tuple[Sandbox, requests.Session]]:
    with running(SEED, "fast") as served, requests.Session() as session:
        yield served, session


LASTS_A_DAY = Limit(300, 86_400, "token", "posts")


class Processes:
    """The service's processes, one after the other, at one site."""

    def __init__(self, sandbox: tuple[Sandbox, requests.Session]) -> None:
        self.site: Site = at_first(*sandbox, lambda _: lambda: self.now)
        self.now = Budgets(self.site.clock)

    def start(self, file: Path) -> Site:
        """The next one; the file is what the processes share."""
        self.now = Budgets(self.site.clock, kept=Kept(file, _hashed))
        return self.site


def _hashed(text: str) -> str:
    return hashlib.sha256(f"a key, {text}".encode()).hexdigest()


@pytest.mark.parametrize("ended", ["closed", "killed"])
@pytest.mark.parametrize(("calls", "seconds", "windows"), CASES, ids=NAMES)
def test_no_call_of_the_next_process_is_refused(
    sandbox: Any, tmp_path: Path, ended: str, calls: Callable[[Site], Calls], seconds: float, windows: int
) -> None:
    """The first process uses a limit up; the second waits until it has passed, and does not get one 429."""
    processes, file = Processes(sandbox), tmp_path / "limits.json"
    site = processes.start(file)
    began = site.clock.now()
    site.waited(calls(site)[:-1])
    if ended == "closed":
        processes.now.close()
    site.waited(calls(processes.start(file))[-1:])
    assert 429 not in site.statuses()
    assert (site.clock.now() - began).total_seconds() <= windows * seconds * 1.1 + BUSY_MACHINE


@pytest.mark.parametrize("calls", [calls for calls, _, _ in CASES], ids=NAMES)
def test_a_process_that_knows_nothing_is_noticed(sandbox: Any, tmp_path: Path, calls: Callable[[Site], Calls]) -> None:
    """With another file the second process is refused: the test above could fail."""
    processes = Processes(sandbox)
    site = processes.start(tmp_path / "limits.json")
    site.waited(calls(site)[:-1])
    processes.now.close()
    with pytest.raises(Retry):
        site.waited(calls(processes.start(tmp_path / "other.json"))[-1:])
    assert 429 in site.statuses()


def test_many_crashes_in_a_day_leave_most_of_a_limit_that_lasts_a_day(tmp_path: Path) -> None:
    """Each of 30 processes makes two calls and is killed; of the 300 of a day at most 90 count as made."""
    clock = VirtualClock()
    for _ in range(30):
        died = Budgets(clock, kept=Kept(tmp_path / "limits.json", _hashed))
        budget = died.budget("teams", [LASTS_A_DAY], token="its own")
        budget.take("posts")
        budget.take("posts")
        clock.sleep(60)
    left = Budgets(clock, timedelta(), kept=Kept(tmp_path / "limits.json", _hashed))
    budget = left.budget("teams", [LASTS_A_DAY], token="its own")
    assert 210 <= _taken(budget) <= 240


def _taken(budget: Budget) -> int:
    """How many calls it still allows now."""
    for number in count():
        try:
            budget.take("posts")
        except Retry:
            return number
    raise AssertionError
