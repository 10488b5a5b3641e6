"""The lines that we open ourselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

import pytest

from bridge.core.errors import Failure, Retry, Stop
from bridge.core.model.ids import ConnectionId
from bridge.entry import lines
from bridge.entry.lines import held

SLACK, OTHER = ConnectionId("weber-slack"), ConnectionId("nordlicht-slack")
DEADLINE = 10.0


@dataclass
class Scripted:
    """A line that cannot be opened as long as it has a failure."""

    failure: Exception | None = None
    opened: int = 0
    closed: int = 0
    is_open: bool = False

    def open(self) -> None:
        if self.failure:
            raise self.failure
        self.opened += 1
        self.is_open = True

    def close(self) -> None:
        self.closed += 1
        self.is_open = False


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "SOON", 0.01)
    monkeypatch.setattr(lines, "SELDOM", 0.02)


def until(condition: Callable[[], object]) -> None:
    ends = monotonic() + DEADLINE
    while not condition():
        assert monotonic() < ends, "it did not come about"
        sleep(0.005)


def test_a_line_is_opened_and_closed_in_the_end() -> None:
    """Once, as long as it holds."""
    line = Scripted()
    with held({SLACK: line}) as holding:
        until(lambda: line.is_open and not holding.troubles)
        sleep(0.05)
        assert (line.opened, line.closed) == (1, 0)
    assert (line.is_open, line.closed) == (False, 1)


def test_a_line_that_dropped_is_opened_again() -> None:
    """Nobody has to start anything."""
    line = Scripted()
    with held({SLACK: line}) as holding:
        for number in (1, 2, 3):
            until(lambda number=number: line.opened == number and not holding.troubles)  # type: ignore[misc]
            line.is_open = False
        until(lambda: line.opened == 4)


@pytest.mark.parametrize("failure", [Retry("Slack could not be reached."), Stop("Slack does not take the token.")])
def test_a_line_that_cannot_be_opened_says_why_until_it_can(failure: Failure) -> None:
    """/health names the connection and the reason; another connection's line is open meanwhile."""
    line, other = Scripted(failure), Scripted()
    with held({SLACK: line, OTHER: other}) as holding:
        until(lambda: holding.troubles == {SLACK: f"{SLACK}: {failure.message}"})
        assert other.is_open
        line.failure = None
        until(lambda: line.is_open and not holding.troubles)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_our_own_is_told() -> None:
    """It ends that line loudly, and no other."""
    line, other = Scripted(KeyError("unforeseen")), Scripted()
    with held({SLACK: line, OTHER: other}) as holding:
        until(lambda: "own" in holding.troubles.get(SLACK, ""))
        until(lambda: other.is_open and OTHER not in holding.troubles)
