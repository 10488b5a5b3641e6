"""The addresses of a running service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
import requests

from bridge.core.errors import Unusable
from bridge.core.model.ids import PlaceId
from bridge.entry.web.health import routes
from bridge.entry.web.server import AddressError, listening, serving
from bridge.service.health import Health, PlaceHealth
from tests.unit.connectors.virtual_clock import START

HOST = "127.0.0.1"
WELL = PlaceHealth(PlaceId("board"), "trello", START, late=False, trouble="", paused=False)


@contextmanager
def served(health: Callable[[], Health]) -> Iterator[str]:
    with listening(HOST, 0) as opened, serving([routes(health)], opened, lambda: None):
        yield f"http://{HOST}:{opened.getsockname()[1]}"


def test_200_when_all_is_well() -> None:
    """A watcher that looks at the status alone is told the truth, and so is one that reads."""
    with served(lambda: Health((WELL,))) as url:
        answer = requests.get(f"{url}/health", timeout=10)
        assert requests.head(f"{url}/health", timeout=10).status_code == 200
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json() == {
        "well": True,
        "places": [
            {
                "id": "board",
                "tool": "trello",
                "last_read": "2026-11-23T08:00:00+00:00",
                "late": False,
                "trouble": "",
                "paused": False,
            }
        ],
        "trouble": [],
    }


def test_503_and_what_it_is_when_something_is_not() -> None:
    """Also when the store itself cannot be asked."""

    def unreadable() -> Health:
        raise Unusable("The database cannot be used.")

    with served(unreadable) as url:
        answer = requests.get(f"{url}/health", timeout=10)
    assert answer.status_code == 503
    assert answer.json() == {"well": False, "places": [], "trouble": ["The database cannot be used."]}


def test_nothing_else_is_answered() -> None:
    """No list of addresses, no documentation, no way to write."""
    with served(Health) as url:
        assert {requests.get(f"{url}/{path}", timeout=10).status_code for path in ("", "docs", "openapi.json")} == {404}
        assert requests.post(f"{url}/health", timeout=10).status_code == 405


def test_a_port_that_is_taken_is_one_sentence() -> None:
    """Before anything is begun."""
    with listening(HOST, 0) as opened, pytest.raises(AddressError, match="--port"):
        listening(HOST, opened.getsockname()[1]).__enter__()


def test_who_waits_is_told_when_serving_ends() -> None:
    """So that a service never goes on without its addresses."""
    ended = Event()
    with listening(HOST, 0) as opened, serving([], opened, ended.set):
        assert not ended.is_set()
    assert ended.is_set()
