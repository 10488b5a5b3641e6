"""Waits on this machine for the person whom a vendor sends back after they agreed. Logs nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1")
LONGEST = 60.0
"""How long one browser may take for its request, in seconds."""


class AddressError(Exception):
    """Nobody can be waited for there; the message is one sentence."""


class Back(HTTPServer):
    """The address to which the person comes back."""

    request_queue_size = 5

    def __init__(self, redirect: str, thanks: str) -> None:
        parts = urlsplit(redirect)
        self.path, self.thanks, self.came = parts.path or "/", thanks, ""
        try:
            super().__init__(("127.0.0.1", parts.port or 80), _Answer)
        except OSError as fault:
            raise AddressError(f"Port {parts.port or 80} of this machine is taken ({fault.strerror}).") from None

    def wait(self, seconds: float) -> str:
        """The address with which the person came, empty where nobody came in time."""
        ends = monotonic() + seconds
        while not self.came and (left := ends - monotonic()) > 0:
            self.timeout = left
            self.handle_request()
        return self.came

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away harms nothing."""


class _Answer(BaseHTTPRequestHandler):
    server: Back
    timeout = LONGEST

    def do_GET(self) -> None:
        """Whoever asks for anything else, such as an icon, is not the person."""
        parts = urlsplit(self.path)
        if parts.path != self.server.path or not parts.query:
            self.send_error(404)
            return
        self.server.came = self.path
        body = self.server.thanks.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The address bears a code."""


@contextmanager
def waiting(redirect: str, thanks: str) -> Iterator[Back]:
    """Answer at a loopback address until the block ends, with `thanks` for the person. Raises AddressError."""
    with Back(redirect, thanks) as back:
        yield back


def leads_here(redirect: str) -> bool:
    """Whether the address leads to this machine, so that somebody can wait there."""
    parts = urlsplit(redirect)
    return parts.scheme == "http" and parts.hostname in LOOPBACK
