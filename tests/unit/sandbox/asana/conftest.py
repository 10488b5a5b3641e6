"""A running Asana with a small network in it, and clients that act in it."""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asana
import pytest
import requests

from connectors.sandbox.limits import Limits
from connectors.sandbox.serve import Sandbox, running

SEED = json.loads(Path(__file__).with_name("seed.json").read_text(encoding="utf-8"))


@dataclass
class Client:
    """Somebody who calls Asana with a token."""

    origin: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def send(self, method: str, path: str, data: Any = None, **query: Any) -> requests.Response:
        """One call; `data` is what stands under `data` in the body."""
        return self.session.request(
            method,
            f"{self.origin}/api/1.0{path}",
            params=query,
            json=None if data is None else {"data": data},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )

    def get(self, path: str, **query: Any) -> Any:
        """The data of a call that must succeed."""
        return self._data(self.send("GET", path, **query))

    def post(self, path: str, data: Any = None, **query: Any) -> Any:
        """The data of a call that must succeed."""
        return self._data(self.send("POST", path, data or {}, **query))

    def put(self, path: str, data: Any, **query: Any) -> Any:
        """The data of a call that must succeed."""
        return self._data(self.send("PUT", path, data, **query))

    def delete(self, path: str) -> Any:
        """The data of a call that must succeed."""
        return self._data(self.send("DELETE", path))

    def refused(self, method: str, path: str, data: Any = None, **query: Any) -> tuple[int, str]:
        """Status and message of a call that Asana refuses."""
        response = self.send(method, path, data, **query)
        return response.status_code, response.json()["errors"][0]["message"]

    @staticmethod
    def _data(response: requests.Response) -> Any:
        assert response.status_code in (200, 201), response.text
        return response.json()["data"]


@pytest.fixture(scope="module")
def _module_sandbox() -> Iterator[Sandbox]:
    with running(SEED) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_module_sandbox: Sandbox) -> Sandbox:
    """A sandbox as the seed describes it."""
    requests.post(f"{_module_sandbox.control_url}/reset", timeout=10).raise_for_status()
    return _module_sandbox


@pytest.fixture
def anna(sandbox: Sandbox) -> Iterator[Client]:
    """Anna, with a personal access token."""
    with requests.Session() as session:
        yield Client(sandbox.urls["asana"], "asana-anna", session)


@pytest.fixture
def bob(sandbox: Sandbox) -> Iterator[Client]:
    """Bob, with a personal access token."""
    with requests.Session() as session:
        yield Client(sandbox.urls["asana"], "asana-bob", session)


@pytest.fixture
def app(sandbox: Sandbox) -> Iterator[Client]:
    """The service, with the token of an OAuth app."""
    with requests.Session() as session:
        yield Client(sandbox.urls["asana"], "app-one", session)


@pytest.fixture
def items(sandbox: Sandbox) -> Callable[[], dict[str, Any]]:
    """The items as a reader sees them, by ref."""

    def read() -> dict[str, Any]:
        found = requests.get(f"{sandbox.control_url}/state/asana?form=items", timeout=10).json()
        return {item["ref"]: item for item in found}

    return read


@pytest.fixture
def advance(sandbox: Sandbox) -> Callable[[float], None]:
    """Let seconds pass on the sandbox's clock."""

    def move(seconds: float) -> None:
        requests.post(f"{sandbox.control_url}/clock", json={"advance": seconds}, timeout=10).raise_for_status()

    return move


@pytest.fixture
def limited() -> Iterator[Callable[[Limits, str], Sandbox]]:
    """Start further sandboxes, with limits and on a plan."""
    with contextlib.ExitStack() as stack:

        def start(limits: Limits, plan: str) -> Sandbox:
            return stack.enter_context(running({**SEED, "asana": {**SEED["asana"], "plan": plan}}, limits))

        yield start


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Any]:
    """The client, pointed at the sandbox and with its retries off."""
    kept = {name: logging.getLogger(name).level for name in ("asana", "urllib3")}
    configuration = asana.Configuration()
    configuration.host = f"{sandbox.urls['asana']}/api/1.0"
    configuration.access_token = "app-one"
    configuration.retry_strategy = False
    made = asana.ApiClient(configuration)
    yield made
    made.pool.close()
    made.pool.join()
    made.rest_client.pool_manager.clear()
    for name, level in kept.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).handlers.clear()
