"""Clocks: the machine's, and the sandbox's, whose time moves when somebody waits."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from ipaddress import ip_address
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from bridge.core.errors import Unusable

TIMEOUT = 10.0
"""How long the sandbox may take to answer, in seconds."""


class RealClock:
    """The machine's clock: `bridge.ports.clock.Clock`."""

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """See `Clock`."""
        time.sleep(seconds)


class SandboxClock:
    """The sandbox's clock: what it showed when it was last asked, and it runs as fast as the machine's.

    Waiting moves the sandbox's time forward at once, for everybody who works in it.
    """

    def __init__(self, url: str) -> None:
        """`url` is the sandbox's control, such as `http://127.0.0.1:9400`. Raises Unusable when it is no such clock."""
        _refuse_others(url)
        self._url = f"{url.rstrip('/')}/clock"
        # Without proxies: an address of this machine is never asked for elsewhere.
        self._opener = build_opener(ProxyHandler({}))
        self._offset = timedelta()
        self._asked(None)

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC) + self._offset

    def sleep(self, seconds: float) -> None:
        """See `Clock`."""
        if seconds > 0:
            self._asked({"advance": seconds})

    def _asked(self, order: dict[str, float] | None) -> None:
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
