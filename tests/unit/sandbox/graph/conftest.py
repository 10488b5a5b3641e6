"""A running Graph with two teams in it, and clients that act in it."""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from connectors.sandbox.serve import Sandbox, running

SEED = json.loads(Path(__file__).with_name("seed.json").read_text(encoding="utf-8"))
DIRECTORY = SEED["graph"]["tenant"]
SECRETS = {key: SEED["service"]["teams"][key] for key in ("client_id", "client_secret")}


@dataclass
class Client:
    """Somebody who calls Graph with a token."""

    origin: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def send(
        self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None, **query: Any
    ) -> requests.Response:
        """One call; `_top` in the query stands for `$top`."""
        return self.session.request(
            method,
            path if path.startswith("http") else f"{self.origin}/v1.0{path}",
            params={f"${name[1:]}" if name.startswith("_") else name: value for name, value in query.items()},
            json=data,
            headers={"Authorization": f"Bearer {self.token}", **(headers or {})},
            timeout=10,
        )

    def get(self, path: str, **query: Any) -> Any:
        """What a read that works answers."""
        response = self.send("GET", path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    def post(self, path: str, data: Any = None) -> Any:
        """What a creation that works answers."""
        response = self.send("POST", path, data)
        assert response.status_code == 201, response.text
        return response.json()

    def change(self, path: str, data: Any) -> Any:
        """What a change on the newest version answers."""
        headers = {"If-Match": self.get(path)["@odata.etag"], "Prefer": "return=representation"}
        response = self.send("PATCH", path, data, headers)
        assert response.status_code == 200, response.text
        return response.json()

    def refused_change(self, path: str, data: Any) -> tuple[int, str]:
        """Status and message of a change on the newest version that Graph refuses."""
        response = self.send("PATCH", path, data, {"If-Match": self.get(path)["@odata.etag"]})
        return response.status_code, response.json()["error"]["message"]

    def refused(self, method: str, path: str, data: Any = None, **query: Any) -> tuple[int, str, str]:
        """Status, code and message of a call that Graph refuses."""
        response = self.send(method, path, data, **query)
        error = response.json()["error"]
        return response.status_code, error["code"], error["message"]


@dataclass
class Listener:
    """An address on this machine that takes notifications. `answers` decides about validations."""

    url: str
    notices: "queue.Queue[Any]" = field(default_factory=queue.Queue)
    validated: list[str] = field(default_factory=list)
    answers: Callable[[str], tuple[int, str, str]] = lambda token: (200, "text/plain", token)
    statuses: list[int] = field(default_factory=list)

    def next(self) -> Any:
        """The next notification."""
        return self.notices.get(timeout=10)


@pytest.fixture(scope="module")
def _module_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with running(SEED, limits=getattr(request.module, "LIMITS", "off")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_module_sandbox: Sandbox) -> Sandbox:
    """A sandbox as the seed describes it."""
    requests.post(f"{_module_sandbox.control_url}/reset", timeout=10).raise_for_status()
    return _module_sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Callable[[str], Client]]:
    """Graph as the owner of a token calls it."""
    with requests.Session() as session:
        session.trust_env = False
        yield lambda token: Client(sandbox.urls["graph"], token, session)


@pytest.fixture
def anna(client: Callable[[str], Client]) -> Client:
    """In the team, owns it."""
    return client("teams-anna")


@pytest.fixture
def bob(client: Callable[[str], Client]) -> Client:
    """In the team."""
    return client("teams-bob")


@pytest.fixture
def dora(client: Callable[[str], Client]) -> Client:
    """Not in the team."""
    return client("teams-dora")


@pytest.fixture
def sign_in(sandbox: Sandbox) -> Callable[..., requests.Response]:
    """One call of the token endpoint with the service's secrets."""

    def send(directory: str = DIRECTORY, **form: Any) -> requests.Response:
        url = f"{sandbox.urls['graph']}/{directory}/oauth2/v2.0/token"
        return requests.post(url, data={**SECRETS, **form}, timeout=10)

    return send


@pytest.fixture
def app(client: Callable[[str], Client], sign_in: Callable[..., requests.Response]) -> Client:
    """The service with application permission."""
    scope = "https://graph.microsoft.com/.default"
    return client(sign_in(grant_type="client_credentials", scope=scope).json()["access_token"])


@pytest.fixture
def service(client: Callable[[str], Client], sign_in: Callable[..., requests.Response]) -> Client:
    """The service, signed in as its licensed user."""
    return client(sign_in(grant_type="refresh_token", refresh_token="the-refresh").json()["access_token"])


@pytest.fixture
def items(sandbox: Sandbox) -> Callable[[], dict[str, Any]]:
    """The items as a reader sees them, by ref."""

    def read() -> dict[str, Any]:
        found = requests.get(f"{sandbox.control_url}/state/graph?form=items", timeout=10).json()
        return {item["ref"]: item for item in found}

    return read


@pytest.fixture
def control(sandbox: Sandbox) -> Callable[..., Any]:
    """One call of the control."""

    def send(method: str, path: str, body: Any = None) -> Any:
        response = requests.request(method, f"{sandbox.control_url}{path}", json=body, timeout=10)
        assert response.status_code == 200, response.text
        return response.json()

    return send


@pytest.fixture
def listener() -> Iterator[Listener]:
    """An address that takes notifications."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            token = parse_qs(urlsplit(self.path).query).get("validationToken")
            if token:
                listening.validated.append(token[0])
                status, kind, text = listening.answers(token[0])
            else:
                status, kind, text = listening.statuses.pop(0) if listening.statuses else 202, "text/plain", ""
                listening.notices.put((self.path, json.loads(body)))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening = Listener(f"http://127.0.0.1:{server.server_port}/hooks/teams")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield listening
    server.shutdown()
    server.server_close()
    thread.join()
