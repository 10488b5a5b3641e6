"""Somebody's own server, which webhooks lead to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests


@dataclass(frozen=True)
class Sent:
    """A request that was sent there; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


@dataclass
class Server:
    """`status` is what it answers with, `echoes` whether it gives a handshake's secret back."""

    url: str = ""
    status: int = 200
    echoes: bool = True
    heard: list[Sent] = field(default_factory=list)

    def wait(self, count: int) -> list[Sent]:
        """What was heard, once it is so many."""
        until(lambda: len(self.heard) >= count)
        return list(self.heard)


def until(holds: Callable[[], bool]) -> None:
    """Look again and again, for ten seconds at most; for what comes by itself and tells nobody."""
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def noted(control_url: str, count: int) -> list[Any]:
    """The attempts that the sandbox has on record, once they are so many.

    A sandbox notes an attempt, and when the next one is due, a moment after the address gave its answer: whoever moves
    the clock in between moves it before the wait begins.
    """
    shown: list[Any] = []

    def so_many() -> bool:
        shown[:] = requests.get(f"{control_url}/deliveries", timeout=10).json()
        return len(shown) >= count

    until(so_many)
    return shown


@contextmanager
def listening() -> Iterator[Server]:
    """On a free port, until the block ends."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answered()

        def do_POST(self) -> None:
            self._answered()

        def _answered(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", "0")))
            status = server.status
            server.heard.append(Sent(self.command, self.path, headers, body))  # before whoever sent it can go on
            self.send_response(status)
            if server.echoes and "x-hook-secret" in headers:
                self.send_header("X-Hook-Secret", headers["x-hook-secret"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as opened:
        opened.daemon_threads = True
        server.url = f"http://127.0.0.1:{opened.server_port}/hooks"
        threading.Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        opened.shutdown()
