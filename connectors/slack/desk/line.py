"""Deliveries over a connection that we open ourselves (Socket Mode), for who has no public address.

Source: docs.slack.dev/apis/events-api/using-socket-mode. Slack's own client asks for a new connection when Slack says
so, and drops one over which nothing is heard any more; whoever holds the line opens that again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient

from bridge.core.errors import Failure, Retry
from bridge.ports.receiver import Received
from connectors.http import TIMEOUT, failure_for_exception
from connectors.slack.client import silent
from connectors.slack.desk.receiver import Ear
from connectors.slack.refusals import refusal

WHAT = "Slack, opening a connection for what people do"
Take = Callable[[Received], None]
"""Stores what was received; returns when it is stored."""


class _Client(SocketModeClient):
    """Slack's own, which sleeps within the call when it is refused for now; whoever holds the line tries again."""

    def issue_new_wss_url(self) -> str:
        return str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])


class Line:
    """One connection's line; promises as the port says."""

    def __init__(self, ear: Ear, secrets: Mapping[str, str], origin: str, take: Take) -> None:
        """Call nobody yet. `secrets` has `app_token`, which begins with `xapp-`."""
        self._ear = ear
        self._take = take
        self._token = secrets.get("app_token", "")
        self._origin = origin
        self._client: _Client | None = None

    def open(self) -> None:
        """Connect. Raises Stop where Slack does not take the token, Retry where it cannot be reached."""
        self.close()
        web = WebClient(base_url=f"{self._origin}/api/", timeout=int(TIMEOUT[1]), retry_handlers=[], logger=silent())
        web.proxy = None
        client = _Client(self._token, web_client=web, logger=silent(), auto_reconnect_enabled=False)
        client.proxy = None
        client.socket_mode_request_listeners.append(self._hear)
        self._client = client
        try:
            client.connect()
        except SlackApiError as error:
            word = str(error.response.get("error") or "")
            failure: Failure = refusal(200, word, creates=False, after=None, what=WHAT)
        except SlackClientError:
            failure = Retry(f"{WHAT}: Slack's answer makes no sense; it is tried again later.", code="answer")
        except (OSError, HTTPException) as error:
            kept = error if isinstance(error, OSError) else ConnectionError()
            failure = failure_for_exception(kept, creates=False, what=WHAT)
        else:
            if client.is_connected():
                return
            failure = Retry(f"{WHAT}: the connection broke off at once; it is tried again later.", code="dropped")
        self.close()
        raise failure

    @property
    def is_open(self) -> bool:
        """Whether deliveries can arrive now."""
        return self._client is not None and bool(self._client.is_connected())

    def close(self) -> None:
        """Let go of the connection; nothing arrives any more."""
        if self._client is not None:
            self._client.close()
            self._client.disconnect()  # from what Slack's client connected to while it was being closed
            self._client = None

    def _hear(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Store, then acknowledge with our answer. What is not acknowledged Slack sends again or calls failed.

        An event that nobody here wants is acknowledged too.
        """
        received = self._ear.understand(request.payload)
        self._take(received)
        reply = received.reply
        if reply.status < 500:
            text = reply.body.decode() if reply.status == 200 else ""
            payload = json.loads(text) if text.startswith("{") else {"text": text} if text else None
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
