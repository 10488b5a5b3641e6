"""Statuses and broken connections are decisions."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import requests
import urllib3

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from connectors.http import PAUSE, failure_for, failure_for_exception, retry_after

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WHAT = "Trello, creating a card"


@pytest.mark.parametrize(
    ("status", "harmless", "create"),
    [
        (429, Retry, Retry),
        (401, Stop, Stop),
        (400, Park, Park),
        (403, Park, Park),
        (402, Park, Park),
        (422, Park, Park),
        (404, Replan, Replan),
        (410, Replan, Replan),
        (409, Replan, Replan),
        (412, Replan, Replan),
        (408, Retry, Ambiguous),
        (500, Retry, Ambiguous),
        (502, Retry, Ambiguous),
        (503, Retry, Ambiguous),
        (504, Retry, Ambiguous),
    ],
)
def test_each_status_is_a_decision(status: int, harmless: type[Failure], create: type[Failure]) -> None:
    """What is done next follows from the status, and from whether a second try could make a second item."""
    assert type(failure_for(status, creates=False, retry_after=None, what=WHAT)) is harmless
    assert type(failure_for(status, creates=True, retry_after=None, what=WHAT)) is create


def test_a_refusal_says_when_to_come_back() -> None:
    """A 429 carries the vendor's time, or a pause of ours where the vendor names none."""
    for asked, expected in ((7.0, 7.0), (None, PAUSE), (0.0, 0.0)):
        failure = failure_for(429, creates=True, retry_after=asked, what=WHAT)
        assert isinstance(failure, Retry)
        assert failure.after == expected


def test_sentences_name_the_tool_and_the_act() -> None:
    """A person reads what could not be done where, in one sentence."""
    for status in (400, 401, 404, 409, 429, 500):
        failure = failure_for(status, creates=False, retry_after=None, what=WHAT)
        assert failure.message.startswith(WHAT)
        assert failure.message.endswith(".")
        assert failure.code == str(status)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 17 ", 17.0),
        ("Mon, 23 Nov 2026 08:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 0.0),
        ("999999999", 3600.0),
        (None, PAUSE),
        ("", PAUSE),
        ("bald", PAUSE),
        ("-5", PAUSE),
        ("²", PAUSE),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float) -> None:
    """Both forms of the header are read; nonsense and absence mean our own pause, and no answer means days."""
    assert retry_after(value, NOW) == seconds


@contextmanager
def served(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on loopback that takes one connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(5)
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/1/cards?token=geheim"
        finally:
            thread.join(10)


def broken(url: str, *, creates: bool, timeout: float = 5) -> Failure:
    """What becomes of a real request that breaks."""
    with pytest.raises(requests.RequestException) as caught:
        requests.post(url, timeout=timeout, data={"name": "Vertraulich"})
    return failure_for_exception(caught.value, creates=creates, what=WHAT)


def test_a_connection_that_never_opened_carried_nothing() -> None:
    """A tool that could not be reached was not told anything, so even a create is simply tried later."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    failure = broken(f"http://127.0.0.1:{port}/1/cards?token=geheim", creates=True)
    assert type(failure) is Retry
    assert "geheim" not in failure.message


def test_a_dropped_create_is_ambiguous() -> None:
    """A connection that broke after sending may have created something."""
    for creates, decision in ((True, Ambiguous), (False, Retry)):
        with served(lambda connection: connection.close()) as url:
            failure = broken(url, creates=creates)
        assert type(failure) is decision
        assert "geheim" not in failure.message


def test_a_create_without_an_answer_is_ambiguous() -> None:
    """A create that timed out may have been carried out."""
    given_up = threading.Event()

    def silent(_: socket.socket) -> None:
        given_up.wait(5)

    with served(silent) as url:
        failure = broken(url, creates=True, timeout=0.2)
        given_up.set()
    assert type(failure) is Ambiguous


def test_an_answer_that_breaks_off_is_ambiguous_for_a_create() -> None:
    """Half an answer is no answer."""
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"
    with served(lambda connection: connection.sendall(half)) as url:
        failure = broken(url, creates=True)
    assert type(failure) is Ambiguous


def test_urllib3s_own_errors_are_understood() -> None:
    """Asana's client raises urllib3's errors: a pool that never connected, and one that lost its connection."""
    pool = urllib3.HTTPConnectionPool("127.0.0.1", 1)
    refused = urllib3.exceptions.NewConnectionError(urllib3.connection.HTTPConnection("127.0.0.1", 1), "refused")
    opened = urllib3.exceptions.MaxRetryError(pool, "/tasks", refused)
    dropped = urllib3.exceptions.MaxRetryError(pool, "/tasks", urllib3.exceptions.ProtocolError("aborted"))
    assert type(failure_for_exception(opened, creates=True, what=WHAT)) is Retry
    assert type(failure_for_exception(dropped, creates=True, what=WHAT)) is Ambiguous


def test_a_fault_of_our_own_is_not_taken_for_the_tools() -> None:
    """A programming error is raised as what it is; it is never tried again as an outage."""
    with pytest.raises(KeyError):
        failure_for_exception(KeyError("id"), creates=True, what=WHAT)
