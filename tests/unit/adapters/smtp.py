"""A mail server of this machine that writes down what it is told, and refuses what a test wants refused."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Received:
    """One mail as it came: the addresses of the conversation, and the message."""

    sender: str
    to: list[str]
    message: EmailMessage
    guarded: bool
    account: str


@dataclass
class Post:
    """How the server behaves, and what it received.

    `later` are addresses that are put off. `codes` are given in turn instead of taking a mail.
    """

    port: int = 0
    tls: ssl.SSLContext | None = None
    at_once: bool = False
    account: str = ""
    password: str = ""
    refused: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    codes: list[str] = field(default_factory=list)
    mails: list[Received] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    post: Post

    def handle(self) -> None:
        self.guarded, self.who, self.sender = False, "", ""
        self.to: list[str] = []
        if self.post.at_once:
            self._guard()
        self._say("220 ready")
        while line := self.rfile.readline():
            command = line.decode().rstrip("\r\n")
            self.post.said.append(command)
            if not self._answer(command):
                return

    def finish(self) -> None:
        super().finish()
        if self.guarded:
            self.request.close()

    def _answer(self, command: str) -> bool:
        verb, _, rest = command.partition(" ")
        match verb.upper():
            case "EHLO":
                more = ["STARTTLS"] if self.post.tls and not self.guarded else []
                more += ["AUTH PLAIN"] if self.post.account else []
                lines = ["smtp.example", *more]
                for each in lines[:-1]:
                    self._say(f"250-{each}")
                self._say(f"250 {lines[-1]}")
            case "STARTTLS":
                self._say("220 go on")
                self._guard()
            case "AUTH":
                self._let_in(rest)
            case "MAIL":
                self.sender, self.to = _address(rest), []
                self._say("250 ok")
            case "RCPT":
                self._say(self._known(_address(rest)))
            case "DATA":
                self._take()
            case "QUIT":
                self._say("221 bye")
                return False
            case _:
                self._say("250 ok")
        return True

    def _known(self, address: str) -> str:
        if address in self.post.refused:
            return "550 nobody of that name"
        if address in self.post.later:
            return "450 come again"
        self.to.append(address)
        return "250 ok"

    def _take(self) -> None:
        if self.post.codes:
            self._say(f"{self.post.codes.pop(0)} no")
            return
        self._say("354 go on")
        text = b"".join(iter(self.rfile.readline, b".\r\n"))
        message = message_from_bytes(text, policy=policy.default)
        self.post.mails.append(Received(self.sender, self.to, message, self.guarded, self.who))
        self._say("250 taken")

    def _let_in(self, given: str) -> None:
        _, account, password = base64.b64decode(given.partition(" ")[2]).decode().split("\0")
        self.who = account
        right = (account, password) == (self.post.account, self.post.password)
        self._say("235 welcome" if right else "535 no")

    def _guard(self) -> None:
        assert self.post.tls is not None
        self.request = self.post.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.guarded = True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that distrusts us hangs up; that is what its test is about."""


@contextmanager
def mail_server(post: Post) -> Iterator[Post]:
    """The server at a free port of this machine, until the block ends."""
    handler = type("Conversation", (_Conversation,), {"post": post})
    with _Server(("127.0.0.1", post.port), handler) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
