"""The turns of several spaces in one process."""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import cast

import pytest
from apscheduler.executors.pool import BasePoolExecutor

from bridge.bootstrap import Installation, installation
from bridge.core.errors import Retry, Unusable
from bridge.core.model.ids import Cursor, PlaceId, Ref, SpaceId
from bridge.core.model.network import Place
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.core.sync.terms import Terms
from bridge.entry import scheduler
from bridge.entry.scheduler import DAILY, rounds
from bridge.ports.connector import Connector, Sought
from bridge.service import schedule
from bridge.service.cycle import Connectors
from bridge.service.health import Health, health
from connectors.memory.manifest import FULL
from tests.consented import consented

NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "lager"
tool = "memory"
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "buero"
tool = "memory"
"""
SPACE = """
[[spaces]]
id = "{space}"
name = "{space}"
[[spaces.places]]
id = "{space}-one"
connection = "lager"
container = "{space}-1"
[[spaces.places]]
id = "{space}-two"
connection = "buero"
container = "{space}-2"
"""
DEADLINE = 20.0


def until(condition: Callable[[], object]) -> None:
    """Return as soon as it holds; a condition that never does is a failure."""
    ends = monotonic() + DEADLINE
    while not condition():
        assert monotonic() < ends, "it did not come about"
        sleep(0.01)


@dataclass(frozen=True)
class Empty:
    """A connector whose places hold nothing; `act` happens before each reading."""

    act: Callable[[Place, Sought], None]
    manifest: Manifest = FULL

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        del since
        self.act(place, sought)
        return Snapshot(place.id, {}, complete=True, cursor=Cursor("c"), read_at=datetime.now(UTC), lanes=())


@dataclass
class Acts:
    """What happens in each space: when its connectors are made, and when a place is read; `sought` is by place."""

    connect: dict[str, Callable[[], None]]
    pull: dict[str, Callable[[], None]]
    sought: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))

    def connectors(self, terms: Terms) -> Connectors:
        space = terms.space.id
        self.connect.get(space, nothing)()
        empty = cast("Connector", Empty(partial(self.happen, space)))
        return {place.id: empty for place in terms.space.places}

    def happen(self, space: str, place: Place, sought: Sought) -> None:
        """What happens when a place of the space is read, as it is chosen by then."""
        self.sought[place.id].append(frozenset(sought.refs))
        self.pull.get(space, nothing)()


def nothing() -> None:
    pass


def raising(error: Exception) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch) -> Acts:
    chosen = Acts({}, {})
    monkeypatch.setattr(Installation, "connectors", lambda _, terms: chosen.connectors(terms))
    return chosen


@pytest.fixture
def found(acts: Acts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """Two spaces, looked at nearly without a pause."""
    del acts
    file = tmp_path / "network.toml"
    file.write_text(NETWORK + "".join(SPACE.format(space=each) for each in ("rohbau", "elektro")), "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    consented(os.environ)
    monkeypatch.setattr(schedule, "BUSY", timedelta(milliseconds=20))
    monkeypatch.setattr(scheduler, "GRACE", 0.2)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with installation(alone=True) as opened:
        yield opened
    root.handlers, root.level = handlers, level


def standing(found: Installation, going: scheduler.Rounds) -> Health:
    return health(found.terms, found.visits, found.pauses, found.clock, dict(going.troubles))


def troubles(found: Installation, space: str) -> set[str]:
    terms = next(each for each in found.terms if each.space.id == space)
    return {found.visits.trouble(place.id) for place in terms.space.places}


def keeps_being_read(found: Installation, space: str) -> None:
    """Both places are read once more from now on."""
    terms, now = next(each for each in found.terms if each.space.id == space), datetime.now(UTC)
    until(lambda: all((found.visits.last_read(place.id) or now) > now for place in terms.space.places))


def test_every_space_is_read_again_and_again(found: Installation) -> None:
    """Without anybody starting anything, and /health says so."""
    with rounds(found) as going:
        until(lambda: standing(found, going).well)
        for space in ("rohbau", "elektro"):
            keeps_being_read(found, space)


def test_an_error_of_our_own_ends_one_space_loudly_and_no_other(
    found: Installation, acts: Acts, caplog: pytest.LogCaptureFixture
) -> None:
    """A programming error is never swallowed: diagnostics, status and /health tell it, the other spaces go on."""
    with rounds(found) as going:
        until(lambda: standing(found, going).well)
        acts.pull["rohbau"] = raising(KeyError("unforeseen"))
        until(lambda: going.troubles)
        assert "the space rohbau" in standing(found, going).trouble[0]
        assert not standing(found, going).well
        until(lambda: all("own" in each for each in troubles(found, "rohbau")))
        keeps_being_read(found, "elektro")
        assert troubles(found, "elektro") == {""}
    assert [record.exc_info for record in caplog.records if "raised an exception" in record.message]


def test_a_space_that_cannot_work_says_why_and_comes_back(found: Installation, acts: Acts) -> None:
    """A missing secret is a trouble of its space alone; once it is there, the space goes on by itself."""
    acts.connect["rohbau"] = raising(Unusable("The connection lager has no token."))
    with rounds(found) as going:
        until(lambda: troubles(found, "rohbau") == {"The connection lager has no token."})
        keeps_being_read(found, "elektro")
        assert not standing(found, going).well
        acts.connect.clear()
        until(lambda: standing(found, going).well)


def test_a_space_that_waits_for_its_tool_keeps_nobody_waiting(found: Installation, acts: Acts) -> None:
    """Each space has a thread of its own."""
    answer = Event()
    acts.pull["rohbau"] = lambda: found.ending.check() if answer.wait(0.05) else acts.pull["rohbau"]()
    with rounds(found):
        keeps_being_read(found, "elektro")
        answer.set()


def test_what_runs_may_end_and_nothing_begins_after_the_stop(found: Installation, acts: Acts) -> None:
    """A stop waits for the turn that runs; the next one is left to the next start."""
    begun, read = Event(), list[str]()

    def slowly() -> None:
        begun.set()
        sleep(0.05)
        read.append("rohbau")

    acts.pull["rohbau"] = slowly
    with rounds(found):
        assert begun.wait(DEADLINE)
    number = len(read)
    assert number >= 2  # both places of the turn that ran
    sleep(0.1)
    assert len(read) == number


def test_a_stop_does_not_wait_for_a_tools_limit(found: Installation, acts: Acts) -> None:
    """Who waits for a limit when the service ends is let go, and its place says so until the next start."""
    waits = Event()

    def wait() -> None:
        waits.set()
        found.clock.sleep(2 * DEADLINE)

    acts.pull["rohbau"] = wait
    began = monotonic()
    with rounds(found):
        assert waits.wait(DEADLINE)
    assert monotonic() - began < DEADLINE
    assert all("next start" in each for each in troubles(found, "rohbau"))
    with pytest.raises(Retry):
        found.clock.sleep(0)


def test_what_could_not_be_looked_at_is_sought_again(found: Installation, acts: Acts) -> None:
    """A delivery about a place that is down for the moment is followed when the place is back, without another one."""
    acts.pull["rohbau"] = raising(Retry("Trello is down."))
    with rounds(found) as going:
        going.wake(SpaceId("rohbau"), {PlaceId("rohbau-one"): frozenset({Ref("7")})})
        until(lambda: acts.sought["rohbau-one"].count(frozenset({"7"})) > 2)
        acts.pull["rohbau"] = nothing
        until(lambda: acts.sought["rohbau-one"][-1] == frozenset())


def test_what_comes_during_a_turn_is_looked_at_right_after_it(
    found: Installation, acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deliveries while a space is read begin one more turn of it, which seeks all they told of; none runs beside it.

    Also where the next turn is ordered before APScheduler knows that this one has ended.
    """
    monkeypatch.setattr(schedule, "BUSY", timedelta(hours=1))
    ended = BasePoolExecutor._run_job_success  # noqa: SLF001  what tells APScheduler that a job has ended

    def ended_late(*told: object) -> None:
        sleep(0.2)
        ended(*told)

    monkeypatch.setattr(BasePoolExecutor, "_run_job_success", ended_late)
    begun, answer = Event(), Event()

    def slowly() -> None:
        begun.set()
        assert answer.wait(DEADLINE)

    acts.pull["rohbau"] = slowly
    with rounds(found) as going:
        assert begun.wait(DEADLINE)
        for ref in ("7", "8", "8"):
            going.wake(SpaceId("rohbau"), {PlaceId("rohbau-one"): frozenset({Ref(ref)})})
        answer.set()
        until(lambda: len(acts.sought["rohbau-two"]) == len(acts.sought["rohbau-one"]) == 2)
    assert acts.sought["rohbau-one"] == [frozenset(), frozenset({"7", "8"})]
    assert acts.sought["rohbau-two"] == [frozenset(), frozenset()]


def test_a_space_that_rests_is_woken_at_once(found: Installation, acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Again and again, each time without waiting for the next turn by schedule; other spaces rest on."""
    monkeypatch.setattr(schedule, "BUSY", timedelta(hours=1))
    with rounds(found) as going:
        until(lambda: standing(found, going).well)
        for number in range(10):
            going.wake(SpaceId("rohbau"), {PlaceId("rohbau-one"): frozenset({Ref(str(number))})})
            until(lambda number=number: frozenset({str(number)}) in acts.sought["rohbau-one"])  # type: ignore[misc]
    assert len(acts.sought["elektro-one"]) == 1
    assert len(acts.sought["rohbau-one"]) == 11


def test_the_log_is_sealed_at_the_start_and_a_failed_seal_is_told_and_repeated(
    found: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is locked at midnight costs minutes, not a day, and /health says so meanwhile."""
    sealed, failures = list[date](), [Unusable("The database is locked.")]

    def seal(_: object, __: str, before: date, ___: object) -> int:
        if failures:
            raise failures.pop()
        sealed.append(before)
        return 0

    monkeypatch.setattr(type(found.log), "seal", seal)
    monkeypatch.setattr(scheduler, "QUIET", timedelta(seconds=0.2))
    with rounds(found) as going:
        until(lambda: going.troubles)
        assert going.troubles == {DAILY: "The database is locked."}
        assert not standing(found, going).well
        until(lambda: sealed)
        until(lambda: not going.troubles)
    assert sealed == [datetime.now(found.network.zone).date()]
