"""What was used of the limits outlives the process, costs little, and tells no secret."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bridge.adapters.vault.memory import MemoryVault
from bridge.core.errors import Retry
from connectors.layers.budget import Budgets
from connectors.layers.kept import UNREADABLE, UNWRITABLE, Kept
from connectors.layers.limit import Limit
from connectors.layers.tally import EVERY
from connectors.layers.window import ON_THE_WAY
from tests.unit.connectors.virtual_clock import START, VirtualClock

HUNDRED = Limit(100, 900)
SECRET = "geheim-und-lang"


class Installation:
    """A data directory, in which one process follows another."""

    def __init__(self, folder: Path) -> None:
        self.file, self.clock, self.vault = folder / "limits.json", VirtualClock(), MemoryVault()

    def process(self, patience: timedelta = timedelta.max) -> Budgets:
        kept = Kept(self.file, lambda text: self.vault.hashed("limits", text))
        return Budgets(self.clock, patience, kept=kept)

    def used(self) -> list[int]:
        """How many calls the file knows of, by window."""
        return [sum(number for _, number in each["calls"]) for each in json.loads(self.file.read_bytes())["used"]]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def take(budgets: Budgets, calls: int, limit: Limit = HUNDRED, token: str = SECRET) -> None:
    budget = budgets.budget("trello", [limit], token=token)
    for _ in range(calls):
        budget.take()


def end(budgets: Budgets, calls: int, *, killed: bool = False) -> None:
    take(budgets, calls)
    if not killed:
        budgets.close()


def test_the_next_process_goes_on(installation: Installation) -> None:
    """Of a hundred calls in 15 minutes sixty are used: the next process has forty, and then waits for the first."""
    end(installation.process(), 60)
    installation.clock.move(10)
    following = installation.process()
    take(following, 40)
    assert not installation.clock.slept
    take(following, 1)
    assert installation.clock.now() == START + timedelta(seconds=900) + ON_THE_WAY


def test_no_call_counts_longer_than_a_fiftieth_of_its_window_too_long(installation: Installation) -> None:
    """The file tells the time of calls in fiftieths of the window, and never too early."""
    first = installation.process()
    for _ in range(100):
        take(first, 1)
        installation.clock.move(8)
    first.close()
    take(installation.process(), 1)
    exact = START + timedelta(seconds=900) + ON_THE_WAY
    assert exact <= installation.clock.now() <= exact + timedelta(seconds=18)


def test_others_are_not_held_back(installation: Installation) -> None:
    """Another token, or another limit, is as free as it was."""
    end(installation.process(), 100)
    following = installation.process(timedelta())
    take(following, 100, token="another")
    take(following, 100, Limit(100, 60))
    with pytest.raises(Retry):
        take(following, 1)


@pytest.mark.parametrize("calls", [1, 11, 60, 95])
def test_after_a_kill_at_most_a_tenth_too_much_is_taken_for_used(installation: Installation, calls: int) -> None:
    """A killed process leaves out a tenth of the limit at most; that much is assumed, and never less than was used."""
    end(installation.process(), calls, killed=True)
    known = sum(installation.used())
    assert calls - 10 <= known <= calls
    following, left = installation.process(timedelta()), 0
    while left < 100:
        try:
            take(following, 1)
        except Retry:
            break
        left += 1
    assert 100 - calls - 10 <= left <= 100 - calls


def test_what_was_assumed_is_assumed_once(installation: Installation) -> None:
    """Processes that come and go beside one that was killed, or that works, do not use up the limit."""
    end(installation.process(), 50, killed=True)
    for _ in range(35):
        end(installation.process(timedelta()), 1)
    assert 75 <= sum(installation.used()) <= 85


def test_what_was_assumed_is_over_with_its_window(installation: Installation) -> None:
    """When the killed process's calls count no longer, nothing of it is left."""
    end(installation.process(), 95, killed=True)
    installation.clock.move(902)
    end(installation.process(timedelta()), 100)
    assert len(json.loads(installation.file.read_bytes())["working"]) == 0


def test_a_clock_that_was_put_back_holds_nobody_back(installation: Installation) -> None:
    """What was written under a time that is still to come counts from now on, and no longer than its window."""
    installation.clock.move(1_000_000)
    end(installation.process(), 95, killed=True)
    installation.clock.move(-1_000_000)
    following = installation.process()
    take(following, 11)
    assert installation.clock.now() <= START + timedelta(seconds=901)


def test_a_process_that_goes_on_alone_is_written_before_each_bunch(installation: Installation) -> None:
    """Not with every call: 100 calls at once are written about ten times."""
    process, written = installation.process(), set[int]()
    for _ in range(100):
        take(process, 1)
        written.add(installation.file.stat().st_mtime_ns)
    assert 5 <= len(written) <= 12


def test_a_second_is_the_longest_that_nothing_is_written(installation: Installation) -> None:
    """Whoever calls now and then leaves nothing unwritten for long."""
    process = installation.process()
    for calls in range(1, 5):
        take(process, 1)
        assert sum(installation.used()) == calls
        installation.clock.move(EVERY.total_seconds())


def test_processes_at_work_together_know_of_each_other(installation: Installation) -> None:
    """A look by command while the service runs: what the one used is missing for the other a second later."""
    service, look = installation.process(timedelta()), installation.process(timedelta())
    take(service, 1)
    take(look, 50)
    look.close()
    installation.clock.move(EVERY.total_seconds())
    take(service, 49)
    with pytest.raises(Retry):
        take(service, 1)


def test_a_refusal_outlives_the_process(installation: Installation) -> None:
    """A vendor that asked for ten minutes gets them from the next process too, however this one ended."""
    installation.process().budget("trello", [HUNDRED], token=SECRET).refused(600)
    take(installation.process(), 1)
    assert installation.clock.now() == START + timedelta(seconds=600)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"installation": 1}',
        b'{"form": 2}',
        b'{"form": 1, "installation": "another", "working": {}, "used": [], "closed": []}',
    ],
)
def test_a_damaged_file_is_ignored_with_one_sentence(installation: Installation, damage: bytes) -> None:
    """It keeps nobody from working, and is a good one again afterwards."""
    installation.file.write_bytes(damage)
    with capture_logs() as said:
        end(installation.process(), 60)
    assert [line["event"] for line in said] == [UNREADABLE]
    assert installation.used() == [60]


@pytest.mark.parametrize("wrong", [0, -1, 1e300, "x", None])
def test_a_wrong_number_is_damage(installation: Installation, wrong: object) -> None:
    """Whatever a file claims, no window is without a length and no call is made a million times."""
    end(installation.process(), 60)
    content = json.loads(installation.file.read_bytes())
    content["used"][0]["seconds"] = wrong
    installation.file.write_text(json.dumps(content), "utf-8")
    with capture_logs() as said:
        end(installation.process(timedelta()), 60)
    assert [line["event"] for line in said] == [UNREADABLE]


def test_a_file_of_another_installation_is_ignored(installation: Installation, tmp_path: Path) -> None:
    """One that was copied from elsewhere says nothing of our credentials."""
    end(installation.process(), 100)
    other = Installation(tmp_path)
    with capture_logs() as said:
        take(other.process(timedelta()), 100)
    assert [line["event"] for line in said] == [UNREADABLE]


def test_where_nothing_can_be_written_the_work_goes_on(tmp_path: Path) -> None:
    """The limits are kept to all the same; diagnostics say once that the next process will not know."""
    installation = Installation(tmp_path / "missing")
    process = installation.process(timedelta())
    with capture_logs() as said:
        take(process, 100)
    with pytest.raises(Retry):
        take(process, 1)
    assert [line["event"] for line in said] == [UNWRITABLE]


def test_the_file_tells_no_secret_and_is_for_this_account_alone(installation: Installation) -> None:
    """Hashes under a key that is in the vault: who guesses a token cannot find out by the file either."""
    end(installation.process(), 1)
    assert SECRET not in installation.file.read_text("utf-8")
    assert installation.file.stat().st_mode & 0o077 == 0
    assert MemoryVault().hashed("limits", SECRET) not in installation.file.read_text("utf-8")


def test_who_calls_nothing_touches_nothing(installation: Installation) -> None:
    """A command that only looks at our own data neither reads nor writes the file."""
    process = installation.process()
    process.budget("trello", [HUNDRED], token=SECRET)
    process.close()
    assert not installation.file.exists()
