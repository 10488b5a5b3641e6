"""Clocks: the machine's, and the sandbox's, whose time moves when somebody waits; and the end of all waiting."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from ipaddress import ip_address
from threading import Condition, Event, Lock, get_ident
from time import monotonic
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from bridge.core.errors import Retry, Unusable

TIMEOUT = 10.0
"""How long the sandbox may take to answer, in seconds."""
FRESH = 0.5
"""For how many seconds of the machine's time an answer of the sandbox counts: others move its time too."""
AWAKE = 0.1
"""For how many seconds of the machine's time a thread that asked for the time is taken to be at work."""


class Ending:
    """Whether this process is to end. What is not begun by then is left to the next start, which finds it again."""

    def __init__(self) -> None:
        self._begun = Event()

    def begin(self) -> None:
        """From now on every wait is over, and whoever would begin something gets Retry."""
        self._begun.set()

    def wait(self, seconds: float) -> None:
        """Wait so long. Raises Retry as soon as the process is to end."""
        if self._begun.wait(max(seconds, 0)):
            raise Retry("Cobridge was stopped before this was done; the next start goes on with it.", code="stopped")

    def check(self) -> None:
        """Raises Retry when the process is to end."""
        self.wait(0)


class RealClock:
    """The machine's clock: `bridge.ports.clock.Clock`."""

    def __init__(self, ending: Ending | None = None) -> None:
        self._ending = ending or Ending()

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """See `Clock`."""
        self._ending.wait(seconds)


class SandboxClock:
    """The sandbox's clock: what it showed when it was last asked, and it runs as fast as the machine's.

    Waiting moves the sandbox's time forward, for everybody who works in it. So the time moves only when nobody else is
    at work, and to where the first who waits wakes up: threads that wait side by side wait as long as on a real clock,
    and not one after the other. Others may move the time as well: the sandbox is asked again when its last answer is
    older than `FRESH`, by one thread at a time.
    """

    def __init__(self, url: str, ending: Ending | None = None) -> None:
        """`url` is the sandbox's control, such as `http://127.0.0.1:9400`. Raises Unusable when it is no such clock."""
        _refuse_others(url)
        self._ending = ending or Ending()
        self._url = f"{url.rstrip('/')}/clock"
        # Without proxies: an address of this machine is never asked for elsewhere.
        self._opener = build_opener(ProxyHandler({}))
        self._offset = timedelta()
        self._asked_at = monotonic()
        self._asking = Lock()
        self._stirred = dict[int, float]()
        self._wakes = dict[int, datetime]()
        self._waking = Condition()
        self._ask(None)

    def now(self) -> datetime:
        """See `Clock`. A sandbox that does not answer any more leaves the clock as it was."""
        self._stirred[get_ident()] = monotonic()
        return self._shown()

    def _shown(self) -> datetime:
        if monotonic() - self._asked_at > FRESH and self._asking.acquire(blocking=False):
            try:
                self._ask(None)
            except Unusable:
                self._asked_at = monotonic()
            finally:
                self._asking.release()
        return datetime.now(UTC) + self._offset

    def sleep(self, seconds: float) -> None:
        """See `Clock`."""
        self._ending.check()
        if seconds <= 0:
            return
        me, wakes = get_ident(), self._shown() + timedelta(seconds=seconds)
        with self._waking:
            self._wakes[me] = wakes
            try:
                while (left := (wakes - self._shown()).total_seconds()) > 0 and not self._moved(me, left):
                    self._waking.wait(AWAKE / 10)
                    self._ending.check()
            finally:
                del self._wakes[me]
                self._stirred[me] = monotonic()
                self._waking.notify_all()

    def _moved(self, me: int, seconds: float) -> bool:
        """Move the time, if everybody else waits for longer or has nothing to do."""
        if self._wakes[me] > min(self._wakes.values()) or self._others_work():
            return False
        with self._asking:
            self._ask({"advance": seconds})
        return True

    def _others_work(self) -> bool:
        since = monotonic() - AWAKE
        return any(at > since for thread, at in self._stirred.copy().items() if thread not in self._wakes)

    def _ask(self, order: dict[str, float] | None) -> None:
        data = None if order is None else json.dumps(order).encode()
        request = Request(self._url, data, {"Content-Type": "application/json"})  # noqa: S310  http on loopback only
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                shown = datetime.fromisoformat(json.load(response)["now"])
        except (URLError, HTTPException, TimeoutError, ConnectionError) as fault:
            raise Unusable(f"The sandbox's clock at {self._url} does not answer: is the sandbox running?") from fault
        except (KeyError, TypeError, ValueError) as fault:
            raise Unusable(f"{self._url} is no clock of a sandbox: look at COBRIDGE_CLOCK_URL.") from fault
        self._offset = shown - datetime.now(UTC)
        self._asked_at = monotonic()


def _refuse_others(url: str) -> None:
    """Only this machine may set our time."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not _is_loopback(parts.hostname or ""):
        raise Unusable(
            "COBRIDGE_CLOCK_URL must be an address of this machine, such as http://127.0.0.1:9400: it is for the "
            "sandbox alone. Leave it out to use the real time."
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
