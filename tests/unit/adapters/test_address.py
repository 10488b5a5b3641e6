"""Asking an address whether a Cobridge answers there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bridge.adapters.address import LONGEST, cobridge_answers


@contextmanager
def answering(status: int, body: bytes, location: str = "") -> Iterator[str]:
    """A server that answers everything so."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/health"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "body"), [(200, b'{"well": true, "places": []}'), (503, b'{"well": false}')])
def test_a_cobridge_answers_whether_it_is_well_or_not(status: int, body: bytes) -> None:
    """The question is whether tools reach it; how it is, /health says."""
    with answering(status, body) as url:
        assert cobridge_answers(url)


@pytest.mark.parametrize(
    "body",
    [b"<html>Welcome to nginx</html>", b"", b"[]", b'{"status": "ok"}', b'{"well": "yes"}', b"[" * LONGEST],
    ids=["page", "nothing", "list", "other", "word", "deep"],
)
def test_something_else_that_answers_is_no_cobridge(body: bytes) -> None:
    """A web server that passes nothing on, or another program."""
    with answering(200, body) as url:
        assert not cobridge_answers(url)


def test_nobody_is_followed_elsewhere() -> None:
    """Tools follow no redirect either."""
    with answering(200, b'{"well": true}') as there, answering(302, b"", location=there) as url:
        assert not cobridge_answers(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/health", "https://cobridge.invalid/health"])
def test_where_nobody_is_nothing_answers(url: str) -> None:
    """And the doctor goes on."""
    assert not cobridge_answers(url)
