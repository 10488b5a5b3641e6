"""A running Slack with a small network in it, clients that act in it, and an app that listens."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests

from connectors.sandbox.limits import Limits
from connectors.sandbox.serve import Sandbox, running

SEED = json.loads(Path(__file__).with_name("seed.json").read_text(encoding="utf-8"))
GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"


@dataclass
class Client:
    """Somebody who calls the Web API with a token."""

    origin: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def send(self, method: str, /, **args: Any) -> requests.Response:
        """One call with a JSON body."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json; charset=utf-8"}
        body = json.dumps(args).encode()
        return self.session.post(f"{self.origin}/api/{method}", data=body, headers=headers, timeout=10)

    def ok(self, method: str, /, **args: Any) -> Any:
        """The answer to a call that must succeed."""
        answer = self.send(method, **args).json()
        assert answer["ok"], (method, answer)
        return answer

    def refused(self, method: str, /, **args: Any) -> str:
        """Slack's word for a call that it refuses, which it does with status 200."""
        response = self.send(method, **args)
        assert response.status_code == 200
        assert response.json()["ok"] is False
        error: str = response.json()["error"]
        return error

    def post(self, text: str, channel: str = GENERAL, **args: Any) -> str:
        """Post a message; its time stamp."""
        ts: str = self.ok("chat.postMessage", channel=channel, text=text, **args)["ts"]
        return ts

    def history(self, channel: str = GENERAL, **args: Any) -> list[Any]:
        """The messages of a channel, newest first."""
        messages: list[Any] = self.ok("conversations.history", channel=channel, **args)["messages"]
        return messages


@dataclass
class Heard:
    """A request that the app was sent."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> Any:
        """The event in it."""
        return json.loads(self.body)["event"]

    @property
    def payload(self) -> Any:
        """The interaction in it."""
        return json.loads(parse_qs(self.body.decode())["payload"][0])

    @property
    def form(self) -> dict[str, str]:
        """The command in it."""
        return {key: values[0] for key, values in parse_qs(self.body.decode()).items()}


class Listener:
    """An app's own server. `answers` is asked for status and body, `hook` may do something before that."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answer: Callable[[Heard], tuple[int, Any]] = lambda _: (200, "")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard = Heard({name.lower(): value for name, value in self.headers.items()}, body)
                if b"url_verification" in body:
                    answer: tuple[int, Any] = 200, {"challenge": json.loads(body)["challenge"]}
                else:
                    outer.heard.append(heard)
                    answer = outer.answer(heard)
                status, said = answer
                content = (said if isinstance(said, str) else json.dumps(said)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):  # whoever gave up waiting
                    self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                return

        self.headers: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def wait(self, count: int, seconds: float = 5.0) -> list[Heard]:
        """What was heard, once it is so many."""
        ends = time.monotonic() + seconds
        while len(self.heard) < count:
            assert time.monotonic() < ends, f"heard {len(self.heard)}, not {count}"
            time.sleep(0.005)
        return list(self.heard)

    def events(self, count: int) -> list[Any]:
        """The events that were heard, once they are so many."""
        return [heard.event for heard in self.wait(count)]


@dataclass
class Control:
    """The sandbox's control."""

    url: str

    def send(self, method: str, path: str, body: Any = None) -> requests.Response:
        """One call."""
        return requests.request(method, self.url + path, json=body, timeout=20)

    def ok(self, method: str, path: str, body: Any = None) -> Any:
        """The answer to a call that must succeed."""
        response = self.send(method, path, body)
        assert response.status_code == 200, response.text
        return response.json()

    def act(self, do: str, person: str = "anna", **wanted: Any) -> Any:
        """Somebody does something without the API."""
        return self.ok("POST", "/act", {"tool": "slack", "person": person, "do": do, **wanted})

    def cannot(self, do: str, person: str = "anna", **wanted: Any) -> str:
        """Why an act is not possible."""
        response = self.send("POST", "/act", {"tool": "slack", "person": person, "do": do, **wanted})
        assert response.status_code == 400, response.text
        sentence: str = response.json()["error"]
        return sentence

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.ok("POST", "/clock", {"advance": seconds})

    def plant(self, *faults: Any) -> None:
        """Plant faults in Slack."""
        self.ok("PUT", "/faults", [{"vendor": "slack", **fault} for fault in faults])


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
def control(sandbox: Sandbox) -> Control:
    """Its control."""
    return Control(sandbox.control_url)


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Callable[[str], Client]]:
    """Whoever has a token."""
    with requests.Session() as session:
        session.trust_env = False
        yield lambda token: Client(sandbox.urls["slack"], token, session)


@pytest.fixture
def app(client: Callable[[str], Client]) -> Client:
    """The service's bot."""
    return client("xoxb-app")


@pytest.fixture
def anna(client: Callable[[str], Client]) -> Client:
    return client("slack-anna")


@pytest.fixture
def bob(client: Callable[[str], Client]) -> Client:
    return client("slack-bob")


@pytest.fixture
def listener(control: Control) -> Iterator[Listener]:
    """The app's server, registered with Slack."""
    listening = Listener()
    assert control.act("register", url=listening.url)["status"] == 200
    yield listening
    listening.server.shutdown()
    listening.server.server_close()


@pytest.fixture
def items(control: Control) -> Callable[[], dict[str, Any]]:
    """The items as a reader sees them, by ref."""
    return lambda: {item["ref"]: item for item in control.ok("GET", "/state/slack?form=items")}


@pytest.fixture
def started() -> Iterator[Callable[..., Sandbox]]:
    """Start further sandboxes, with another section or another service account."""
    with contextlib.ExitStack() as stack:

        def start(slack: Any = None, service: Any = None, limits: Limits = "off") -> Sandbox:
            accounts = {"slack": {**SEED["service"]["slack"], **(service or {})}}
            seed = {**SEED, "slack": {**SEED["slack"], **(slack or {})}, "service": accounts}
            return stack.enter_context(running(seed, limits))

        yield start
