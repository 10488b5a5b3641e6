"""Socket Mode, with Slack's own client."""

import contextlib
import http.client
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"
Answering = Callable[[SocketModeRequest], Any]


class Listening:
    """An app that listens through a WebSocket and acknowledges what `answer` does not return False for."""

    def __init__(self, origin: str) -> None:
        self.heard: list[SocketModeRequest] = []
        self.answer: Answering = lambda _: None
        self.came = threading.Condition()
        web = WebClient(token="xoxb-app", base_url=f"{origin}/api/", retry_handlers=[])
        quiet = logging.getLogger("quiet")
        quiet.setLevel(logging.CRITICAL)
        self.client = SocketModeClient(
            app_token="xapp-app", web_client=web, logger=quiet, auto_reconnect_enabled=False, ping_interval=60
        )
        self.client.socket_mode_request_listeners.append(self._take)
        self.client.connect()
        assert self.client.current_session is not None
        assert self.client.current_session.sock is not None
        self.client.current_session.sock.settimeout(0.2)  # closing waits as long as a read does

    def _take(self, client: Any, request: SocketModeRequest) -> None:
        with self.came:
            self.heard.append(request)
            self.came.notify_all()
        said = self.answer(request)
        if said is not False:
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=said))

    def wait(self, count: int, seconds: float = 5.0) -> list[SocketModeRequest]:
        """What was heard, once it is so many."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.heard) >= count, seconds), f"heard {len(self.heard)}"
            return list(self.heard)


@pytest.fixture
def listening(sandbox: Any) -> Iterator[Callable[[], Listening]]:
    """Start such apps; their connections are closed in the end."""
    with contextlib.ExitStack() as stack:

        def start() -> Listening:
            made = Listening(sandbox.urls["slack"])
            stack.callback(made.client.close)
            return made

        yield start


def test_events_come_through_the_socket(listening: Any, anna: Any) -> None:
    """An app without an address hears of a message, and acknowledges it once."""
    app = listening()
    anna.post("Hallo")
    (request,) = app.wait(1)
    assert (request.type, request.payload["event"]["text"]) == ("events_api", "Hallo")
    assert (request.retry_attempt, request.accepts_response_payload) == (0, False)
    time.sleep(0.2)
    assert len(app.heard) == 1


def test_what_is_not_acknowledged_comes_again(listening: Any, anna: Any) -> None:
    """After three seconds the same event comes once more, numbered."""
    app = listening()
    app.answer = lambda request: None if request.retry_attempt else False
    anna.post("Hallo")
    first, second = app.wait(2, 6)
    assert (second.retry_attempt, second.retry_reason) == (1, "timeout")
    assert first.payload["event_id"] == second.payload["event_id"]
    assert first.envelope_id != second.envelope_id


def test_an_acknowledgement_carries_the_answer_to_a_command(listening: Any, control: Any) -> None:
    """What the app answers in its acknowledgement is what the person gets."""
    app = listening()
    app.answer = lambda request: {"text": f"zu {request.payload['text']}"}
    answer = control.act("slash", channel=CARDS, values={"text": "Plakate"})
    assert answer == {"status": 200, "body": {"text": "zu Plakate"}}
    assert app.wait(1)[0].type == "slash_commands"


def test_the_newest_socket_is_told_and_the_address_no_more(listening: Any, listener: Any, anna: Any) -> None:
    """With Socket Mode on, nothing goes to the address; of two sockets one hears each event."""
    first, second = listening(), listening()
    anna.post("Hallo")
    second.wait(1)
    time.sleep(0.1)
    assert (len(first.heard), len(second.heard), len(listener.heard)) == (0, 1, 0)


def test_an_address_for_a_socket_is_good_once(client: Any) -> None:
    """Only an app-level token gets one, and no other token opens a socket."""
    assert client("xoxb-app").refused("apps.connections.open") == "not_allowed_token_type"
    url = client("xapp-app").ok("apps.connections.open")["url"]
    assert url.startswith("ws://127.0.0.1:")
    parts = urlsplit(url)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    statuses = []
    for _ in range(2):
        connection = http.client.HTTPConnection(parts.netloc, timeout=5)
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        connection.request("GET", f"{parts.path}?{parts.query}", headers={**upgrade, **key})
        statuses.append(connection.getresponse().status)
        connection.close()
    assert statuses == [101, 403]


def test_slack_asks_for_another_socket_after_five_hours(listening: Any, control: Any, anna: Any) -> None:
    """The app is told to come again, and the connection ends; another one works."""
    app = listening()
    told: list[str] = []
    app.client.on_message_listeners.append(told.append)
    control.advance(18_061)
    for _ in range(200):
        if any("refresh_requested" in text for text in told):
            break
        time.sleep(0.01)
    assert any("refresh_requested" in text for text in told)
    time.sleep(0.3)  # the client opens another one by itself
    anna.post("Hallo")
    app.wait(1)
