"""The package `trello` reaches Trello only by our transport, which shows nobody a credential."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread, current_thread
from types import ModuleType
from typing import Any

import pytest
import requests
import trello

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from connectors.http import TIMEOUT
from connectors.trello.client import Client
from connectors.trello.transport import MODULES, Access, Transport, senders
from tests.contracts.bench import WatchedBudget
from tests.contracts.promises.trouble import told_by
from tests.contracts.trello_world import RealClock

KEY, TOKEN = "key-4711", "token-0815"


class Server(ThreadingHTTPServer):
    """Answers every call alike, or tells each caller who it is; `silent` never answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body = 200, ""
        self.headers: dict[str, str] = {}
        self.silent = False
        self.seen: list[tuple[str, str, str]] = []
        self.connections: set[tuple[str, int]] = set()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        who = self.headers.get("Authorization", "")
        self.server.seen.append((self.path, sent, who))
        self.server.connections.add(self.client_address)
        if self.server.silent:
            self.close_connection = True
            return
        body = (self.server.body or json.dumps({"id": who})).encode()
        self.send_response(self.server.status)
        for name, value in {**self.server.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  the library's names
    do_PUT = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on the console."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def client(origin: str, key: str = KEY, token: str = TOKEN) -> Client:
    return Client(Access(origin, key, token, WatchedBudget(), RealClock()))


def failure_of(act: Callable[[], object]) -> Failure:
    with pytest.raises(Failure) as caught:
        act()
    return caught.value


def test_calls_of_two_credentials_in_eight_threads_are_never_mixed_up(server: Server) -> None:
    """Several connections share the package: 200 calls in 8 threads each carry the credential they belong to."""
    clients = {name: client(server.origin, f"key-{name}", f"token-{name}") for name in ("a", "b")}
    together, threads = Barrier(8), set()

    def work(number: int) -> list[bool]:
        together.wait(timeout=10)
        threads.add(current_thread().ident)
        names = ["ab"[(number + index) % 2] for index in range(25)]
        return [f'oauth_token="token-{name}"' in clients[name].account()["id"] for name in names]

    with ThreadPoolExecutor(8) as pool:
        answers = [right for done in pool.map(work, range(8)) for right in done]
    assert (len(answers), all(answers)) == (200, True)
    assert len(threads) == len(server.connections) == 8, "each thread keeps one connection"


def test_the_credential_goes_into_a_header_and_nowhere_else(server: Server) -> None:
    """Urls and bodies end in logs and error texts, so key and token are in neither."""
    mine = client(server.origin)
    mine.account()
    mine.update_card("c1", {"name": "Neu", "dueComplete": True})
    for path, sent, who in server.seen:
        assert KEY not in path + sent
        assert TOKEN not in path + sent
        assert who == f'OAuth oauth_consumer_key="{KEY}", oauth_token="{TOKEN}"'
    assert server.seen[1][:2] == ("/1/cards/c1", "name=Neu&dueComplete=true")


@pytest.mark.parametrize("module", [module.__name__ for module in senders(trello)])
def test_every_module_of_the_package_calls_through_us(module: str) -> None:
    """Not one module of the package still has the library that prints credentials."""
    client("http://127.0.0.1:9")
    assert isinstance(next(each for each in senders(trello) if each.__name__ == module).requests, Transport)


@pytest.mark.parametrize(
    ("status", "body", "decision"),
    [
        (401, "invalid token", Stop),
        (401, "unauthorized card permission requested", Stop),
        (404, "The requested resource was not found.", Replan),
        (400, "invalid value for idMembers", Park),
        (400, "invalid value for idList", Replan),
        (429, '{"error":"API_TOKEN_LIMIT_EXCEEDED"}', Retry),
        (500, "Internal Server Error", Retry),
        (301, "elsewhere", Retry),
        (200, "<html>Please sign in</html>", Retry),
    ],
)
def test_every_answer_is_a_decision_in_one_sentence(
    server: Server, status: int, body: str, decision: type[Failure]
) -> None:
    """Whatever Trello answers, the sentence says what was tried, and nothing of what was sent or received."""
    server.status, server.body, server.headers = status, f"{body} {TOKEN}", {"Location": f"{server.origin}/2"}

    def act() -> object:
        return client(server.origin).update_card("c1", {"name": "Vertraulich"})

    told = told_by(act)
    assert told.startswith(f"{decision.__name__}('Trello, ")
    assert not [secret for secret in (KEY, TOKEN, "Vertraulich") if secret in told]
    server.seen.pop()
    assert type(failure_of(act)) is decision
    assert len(server.seen) == 1, "no redirect is followed, nothing is sent twice"


def test_a_refused_call_tells_the_budget(server: Server) -> None:
    """A 429 closes the budget for the time Trello asks for, or for its longest short window."""
    for headers, seconds in (({"Retry-After": "7"}, 7.0), ({}, 10.0)):
        server.status, server.headers = 429, headers
        mine = client(server.origin)
        failure = failure_of(mine.account)
        assert isinstance(failure, Retry)
        assert failure.after == seconds
        budget = mine.access.budget
        assert isinstance(budget, WatchedBudget)
        assert (budget.refusals, budget.taken) == ([seconds], 1)


def test_a_field_that_is_refused_is_named(server: Server) -> None:
    """Who has to look is told which field Trello did not take."""
    server.status, server.body = 400, "invalid value for idMembers"
    failure = failure_of(lambda: client(server.origin).update_card("c1", {"idMembers": "x"}))
    assert "its people (is each of them a member of the board?)" in failure.message


def test_nobody_there_carried_nothing_out() -> None:
    """A connection that never opened is a plain later try, even for a create; the text shows no credential."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        origin = f"http://127.0.0.1:{free.getsockname()[1]}"

    def act() -> object:
        return client(origin).create_card({"name": "Neu", "idList": "l1"})

    assert type(failure_of(act)) is Retry
    assert not [part for part in (KEY, TOKEN) if part in told_by(act)]


@pytest.mark.parametrize("silent", [True, False])
def test_a_create_without_a_proper_answer_is_ambiguous(server: Server, *, silent: bool) -> None:
    """Dropped, or answered by something that is not Trello: the card may be there."""
    server.silent, server.body = silent, "<html></html>"
    assert type(failure_of(lambda: client(server.origin).create_card({"name": "Neu", "idList": "l1"}))) is Ambiguous
    assert len(server.seen) == 1


def test_nobody_is_waited_for_without_end(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    """Every call has a time limit; the package by itself has none."""
    asked: list[Any] = []

    def request(_: object, *__: object, **sent: Any) -> None:
        asked.append((sent["timeout"], sent["allow_redirects"]))
        raise requests.ReadTimeout(f"{server.origin}/?token={TOKEN}")

    monkeypatch.setattr(requests.Session, "request", request)
    told = told_by(client(server.origin).account)
    assert told.startswith("Retry(")
    assert asked == [(TIMEOUT, False)]
    assert TOKEN not in told


@pytest.mark.parametrize("token", ["", "with space", "zeile\nneu", 'quo"te', "ümlaut"])
def test_a_credential_that_cannot_be_one_is_said_to_be_so(token: str) -> None:
    """A token pasted with a line break would stand in the text of the library's own error."""
    failure = failure_of(client("http://127.0.0.1:9", token=token).account)
    assert type(failure) is Stop
    assert "copy both again" in failure.message
    assert not token or token not in failure.message


def test_another_package_of_the_same_name_is_refused() -> None:
    """py-trello installs the same import name; the sentence says what to do."""
    other = ModuleType("trello")
    other.__path__ = []
    failure = failure_of(lambda: senders(other))
    assert type(failure) is Stop
    assert "uninstall py-trello" in failure.message
    assert len(senders(trello)) == MODULES


def test_a_representation_shows_no_credential() -> None:
    """A client in a traceback or a log line is no leak."""
    assert not [part for part in (KEY, TOKEN) if part in repr(client("http://127.0.0.1:9"))]
