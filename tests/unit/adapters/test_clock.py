"""The clocks: the machine's, and the sandbox's, which moves when somebody waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Lock, Thread, Timer
from time import monotonic, sleep

import pytest

from bridge.adapters import clock as clocks
from bridge.adapters.clock import Ending, RealClock, SandboxClock
from bridge.core.errors import Retry, Unusable

SHOWN = datetime(2031, 5, 1, 12, tzinfo=UTC)
SLACK = timedelta(seconds=30)


class Control(BaseHTTPRequestHandler):
    """As much of the sandbox's control as its clock."""

    now = SHOWN
    asked = 0
    asking = Lock()
    together = False

    def do_GET(self) -> None:
        type(self).asked += 1
        if not self.asking.acquire(blocking=False):
            type(self).together = True
            return
        sleep(0.01)
        self.asking.release()
        self._answer()

    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).now += timedelta(seconds=order["advance"])
        self._answer()

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        answer = {"now": self.now.isoformat()} if self.path == "/clock" else {"error": "not here"}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())


@pytest.fixture
def control() -> Iterator[str]:
    Control.now = SHOWN
    with ThreadingHTTPServer(("127.0.0.1", 0), Control) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_real_clock_is_aware_and_in_utc() -> None:
    """No naive time enters the service."""
    assert RealClock().now().utcoffset() == timedelta()


def test_the_sandboxs_time_is_the_services_time(control: str) -> None:
    """In the sandbox everybody lives on its day."""
    assert SHOWN <= SandboxClock(control).now() < SHOWN + SLACK


def test_waiting_moves_the_sandboxs_time_instead_of_ours(control: str) -> None:
    """An hour of a rate limit passes at once, and the clock shows it."""
    clock, began = SandboxClock(f"{control}/"), datetime.now(UTC)
    clock.sleep(3_600)
    assert SHOWN + timedelta(hours=1) <= clock.now() < SHOWN + timedelta(hours=1) + SLACK
    assert datetime.now(UTC) - began < SLACK


def test_others_move_the_services_time_too(control: str) -> None:
    """Who tells the sandbox that a day has passed tells the running service as well, within a second."""
    clock, ends = SandboxClock(control), monotonic() + 5
    Control.now += timedelta(days=1)
    while clock.now() < SHOWN + timedelta(days=1):
        assert monotonic() < ends, "the service did not notice"
        sleep(0.01)


def test_the_time_is_asked_for_by_one_thread_at_a_time_and_now_and_then(
    control: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that looks at the clock a thousand times asks the sandbox a few times."""
    Control.asked, Control.together = 0, False
    clock = SandboxClock(control)
    for _ in range(1_000):
        clock.now()
    assert Control.asked < 10
    monkeypatch.setattr(clocks, "FRESH", 0.0)
    threads = [Thread(target=lambda: [clock.now() for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not Control.together


def test_a_sandbox_that_is_gone_leaves_the_time_running(control: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing breaks that asks what time it is; what asks the tools is told that they are gone."""
    clock = SandboxClock(control)
    monkeypatch.setattr(clocks, "FRESH", 0.0)
    monkeypatch.setattr(clock, "_url", "http://127.0.0.1:1/clock")
    assert SHOWN <= clock.now() <= clock.now() < SHOWN + SLACK


def test_waiting_for_nothing_asks_nobody(control: str) -> None:
    """A wait of zero or less returns at once and moves nothing."""
    clock = SandboxClock(control)
    clock.sleep(0)
    clock.sleep(-1)
    assert Control.now == SHOWN


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org:9400",
        "http://10.0.0.1:9400",
        "https://127.0.0.1:9400",
        "file:///etc/passwd",
        "http://127.0.0.1.example.org",
        "9400",
    ],
)
def test_only_this_machine_may_set_our_time(url: str) -> None:
    """A clock from elsewhere is refused before it is asked."""
    with pytest.raises(Unusable, match="must be an address of this machine"):
        SandboxClock(url)


def test_a_sandbox_that_is_not_running_is_told(control: str) -> None:
    """One sentence, with the address."""
    with pytest.raises(Unusable, match="does not answer: is the sandbox running"):
        SandboxClock("http://127.0.0.1:1")
    with pytest.raises(Unusable, match="is no clock of a sandbox"):
        SandboxClock(f"{control}/elsewhere")


def test_waiting_ends_when_the_process_is_to_end(control: str) -> None:
    """Nobody sleeps on in a service that was asked to stop: neither who waits now nor who would wait later."""
    ending = Ending()
    real, virtual = RealClock(ending), SandboxClock(control, ending)
    real.sleep(0)
    virtual.sleep(0)
    Timer(0.05, ending.begin).start()
    with pytest.raises(Retry, match="next start"):
        real.sleep(600)
    for wait in (real.sleep, virtual.sleep):
        with pytest.raises(Retry):
            wait(600)
    assert virtual.now() - SHOWN < SLACK


def test_threads_that_wait_side_by_side_wait_as_long_as_on_a_real_clock(control: str) -> None:
    """One waits ten seconds, another five times two meanwhile: together ten seconds pass, not twenty."""
    clock, ends, start = SandboxClock(control), list[datetime](), Barrier(2)

    def wait(seconds: float, times: int) -> None:
        clock.now()
        start.wait()
        for _ in range(times):
            clock.now()
            clock.sleep(seconds)
        ends.append(clock.now())

    threads = [Thread(target=wait, args=waits) for waits in ((10, 1), (2, 5))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert timedelta(seconds=8) < Control.now - SHOWN < timedelta(seconds=14)
    assert min(ends) - SHOWN > timedelta(seconds=8)


def test_who_waits_lets_others_do_first_what_takes_no_time(control: str) -> None:
    """While a thread is at work the time does not jump on; once it is done, it does."""
    clock, worked = SandboxClock(control), list[datetime]()

    def work() -> None:
        for _ in range(20):
            worked.append(clock.now())
            sleep(0.01)

    thread = Thread(target=work)
    thread.start()
    while not worked:
        sleep(0.001)
    clock.sleep(3_600)
    thread.join()
    assert max(worked) - SHOWN < SLACK
    assert Control.now - SHOWN > timedelta(minutes=59)
