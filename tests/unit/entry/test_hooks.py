"""The address at which tools deliver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import requests

from bridge.core.errors import Unusable
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.entry.web import rate
from bridge.entry.web.hooks import MOST_IN_BODY, routes
from bridge.entry.web.server import listening, serving
from bridge.ports.receiver import Received, Receiver, Reply, Request

HOST = "127.0.0.1"
REPLY = Reply(202, {"content-type": "application/json;charset=utf-8", "x-more": "1"}, b'{"ok":true}')


@dataclass
class Desk:
    """One receiver, what it heard, and what was woken for it."""

    reply: Reply = REPLY
    broken: bool = False
    heard: list[Request] = field(default_factory=list)
    woken: list[Received] = field(default_factory=list)

    def receive(self, request: Request) -> Received:
        self.heard.append(request)
        return Received(self.reply, frozenset({PlaceId("cards")}))

    def take(self, request: Request, receiver: Receiver) -> Received:
        received = receiver.receive(request)
        if self.broken:
            raise Unusable("The database is full.")
        return received


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    router = routes({ConnectionId("slack"): desk}, desk.take, desk.woken.append)
    with listening(HOST, 0) as opened, serving([router], opened, lambda: None):
        yield f"http://{HOST}:{opened.getsockname()[1]}/hooks"


def test_the_receiver_gets_what_came_and_its_reply_goes_back_as_it_is() -> None:
    """Signatures cover the very bytes, and a tool reads the very answer."""
    desk, body = Desk(), b"text=T%C3%BCr&b= 1\n"
    with served(desk) as url:
        answer = requests.post(f"{url}/slack?a=1", data=body, headers={"X-Slack-Signature": "v0=1"}, timeout=10)
    (heard,) = desk.heard
    assert (heard.method, heard.path, heard.query, heard.body) == ("POST", "/hooks/slack", {"a": "1"}, body)
    assert heard.headers["x-slack-signature"] == "v0=1"
    assert (answer.status_code, answer.content) == (REPLY.status, REPLY.body)
    assert {name: answer.headers[name] for name in REPLY.headers} == REPLY.headers
    assert [each.reply for each in desk.woken] == [REPLY]


def test_a_connection_that_there_is_not_is_not_found() -> None:
    """And nobody is asked; nor does anything but a delivery get an answer."""
    desk = Desk()
    with served(desk) as url:
        assert requests.post(f"{url}/teams", data=b"{}", timeout=10).status_code == 404
        assert requests.get(f"{url}/slack", timeout=10).status_code == 405
    assert not desk.heard


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_long_is_refused(announced: bool) -> None:  # noqa: FBT001  a case
    """Whether it says so at first or goes on and on; one just as long as is allowed is taken."""
    desk, longest = Desk(), b"x" * MOST_IN_BODY
    with served(desk) as url:
        assert requests.post(f"{url}/slack", data=longest, timeout=10).status_code == REPLY.status
        long = longest + b"x"
        sent = long if announced else iter((long[:10], long[10:]))
        assert requests.post(f"{url}/slack", data=sent, timeout=10).status_code == 413
    assert len(desk.heard) == 1


def test_what_could_not_be_stored_is_to_be_delivered_again() -> None:
    """The tool hears 503, not that all is well, and nothing is woken."""
    desk = Desk(broken=True)
    with served(desk) as url:
        answer = requests.post(f"{url}/slack", data=b"{}", timeout=10)
    assert (answer.status_code, answer.content, desk.woken) == (503, b"", [])


def test_an_address_may_be_tried_before_anything_is_delivered() -> None:
    """By HEAD, which Trello sends first; whether it is welcome says the receiver."""
    desk = Desk(reply=Reply(200))
    with served(desk) as url:
        answer = requests.head(f"{url}/slack?by=1", timeout=10)
        assert (answer.status_code, answer.content) == (200, b"")
        assert requests.head(f"{url}/teams", timeout=10).status_code == 404
    assert [(each.method, each.query) for each in desk.heard] == [("HEAD", {"by": "1"})]


def test_more_than_any_tool_delivers_is_refused_and_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One connection's flood is refused before it is read, and takes nothing from another connection."""
    monkeypatch.setattr(rate, "AT_ONCE", 2)
    monkeypatch.setattr(rate, "PER_SECOND", 0)
    desk = Desk()
    router = routes({ConnectionId("slack"): desk, ConnectionId("teams"): desk}, desk.take, desk.woken.append)
    with listening(HOST, 0) as opened, serving([router], opened, lambda: None):
        url = f"http://{HOST}:{opened.getsockname()[1]}/hooks"
        statuses = [requests.post(f"{url}/slack", data=b"{}", timeout=10).status_code for _ in range(3)]
        assert statuses == [202, 202, 429]
        assert requests.post(f"{url}/teams", data=b"{}", timeout=10).status_code == 202
    assert len(desk.heard) == len(desk.woken) == 3


def test_what_a_tool_may_deliver_is_never_refused() -> None:
    """Slack's 30,000 an hour, spread or a tenth of them at once; a flood is held to the rate, and passes by."""
    times = iter(float(each) for each in [0, *[0] * 3_100, *[61] * 3_100])
    bucket = rate.Rate(lambda: next(times))
    assert [bucket.admits() for _ in range(3_100)] == [True] * 3_000 + [False] * 100
    assert sum(bucket.admits() for _ in range(3_100)) == 3_000
    hour = iter([0.0, *(3600 * number / 30_000 for number in range(30_000))])
    spread = rate.Rate(lambda: next(hour))
    assert all(spread.admits() for _ in range(30_000))
