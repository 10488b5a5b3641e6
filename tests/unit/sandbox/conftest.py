"""A running sandbox for each module, back at its seed for each test. A module's LIMITS chooses how limits count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from connectors.sandbox.serve import Sandbox, running
from tests.judge.exchange import Side

SEED = Path(__file__).with_name("seed.json")


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who calls one origin, with values sent along in every query."""

    session: requests.Session
    origin: str
    always: dict[str, str]

    def call(self, method: str, path: str, *, body: Any = None, timeout: float = 10, **query: Any) -> requests.Response:
        """Call; underscores stand for nothing, the query is sent as it is."""
        url = self.origin + path
        return self.session.request(method, url, params={**self.always, **query}, json=body, timeout=timeout)

    def get(self, path: str, **query: Any) -> Any:
        """What a read that works answers."""
        return self.done("GET", path, **query)

    def done(self, method: str, path: str, *, body: Any = None, **query: Any) -> Any:
        """What a call that works answers."""
        response = self.call(method, path, body=body, **query)
        assert response.status_code == 200, (method, path, response.status_code, response.text)
        return response.json()


@pytest.fixture(scope="session")
def judged_sides() -> tuple[Side, ...]:
    """The answers alone: the clients here are tests, which send on purpose what no client should."""
    return ("answer",)


@pytest.fixture(scope="session")
def seed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SEED.read_text())
    return found


@pytest.fixture(scope="session")
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture(scope="module")
def sandbox(request: pytest.FixtureRequest, seed: dict[str, Any]) -> Iterator[Sandbox]:
    with running(seed, limits=getattr(request.module, "LIMITS", "off")) as started:
        yield started


@pytest.fixture
def control(sandbox: Sandbox, session: requests.Session) -> Client:
    client = Client(session, sandbox.control_url, {})
    client.done("POST", "/reset")
    return client


@pytest.fixture
def trello_as(sandbox: Sandbox, control: Client) -> Callable[[str], Client]:
    """Trello as a person of the seed calls it."""
    return lambda person: Client(
        control.session, sandbox.urls["trello"] + "/1", {"key": "any-key", "token": f"trello-{person}"}
    )


@pytest.fixture
def anna(trello_as: Callable[[str], Client]) -> Client:
    return trello_as("anna")


@pytest.fixture
def bob(trello_as: Callable[[str], Client]) -> Client:
    return trello_as("bob")
