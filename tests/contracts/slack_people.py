"""People in the sandbox's Slack: calls with their own tokens, acts without, and where deliveries about both arrive."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from bridge.core.model.ids import Account
from bridge.ports.receiver import Reply, Request
from connectors.sandbox.serve import Sandbox


@dataclass(frozen=True)
class People:
    """Calls of one person, or of the sandbox's control."""

    sandbox: Sandbox
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, who: str, method: str, **sent: Any) -> Any:
        """A call by a person of the seed."""
        url, token = f"{self.sandbox.urls['slack']}/api/{method}", {"Authorization": f"Bearer slack-{who}"}
        answer = self.session.post(url, json=sent, headers=token, timeout=10).json()
        assert answer["ok"], answer
        return answer

    def control(self, method: str, path: str, **sent: Any) -> Any:
        """A call to the sandbox itself."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", timeout=60, **sent)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def act(self, who: str, do: str, **wanted: Any) -> Any:
        """What a person does in Slack itself; the answer is ours to it."""
        answer = self.control("POST", "/act", json={"tool": "slack", "person": who, "do": do, **wanted})
        assert answer["status"] == 200, answer
        return answer["body"]

    def account(self, who: str) -> Account:
        """A person's user id."""
        return Account(self.call(who, "auth.test")["user_id"])

    def new_channel(self, name: str, members: list[Account]) -> str:
        """A channel of Anna's, where the members are too."""
        channel = str(self.call("anna", "conversations.create", name=name)["channel"]["id"])
        self.call("anna", "conversations.invite", channel=channel, users=",".join(members))
        return channel


class Door:
    """An address on this machine; whoever stands behind it answers."""

    def __init__(self) -> None:
        """Nobody does at first."""
        self.url = ""
        self.answer: Callable[[Request], Reply] = lambda _: Reply(503)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever waited for the answer may have gone."""


@contextmanager
def open_door() -> Iterator[Door]:
    """A door that is open as long as the block runs."""
    door = Door()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers: Mapping[str, str] = {name.lower(): value for name, value in self.headers.items()}
            reply = door.answer(Request("POST", self.path, {}, headers, body))
            self.send_response(reply.status)
            for name, value in {**reply.headers, "content-length": str(len(reply.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    door.url = f"http://127.0.0.1:{server.server_address[1]}/slack"
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
