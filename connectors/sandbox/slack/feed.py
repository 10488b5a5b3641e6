"""Tells the apps what happens: signed to their addresses, or through their sockets where they have any."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from connectors.sandbox.loopback import Answer, post
from connectors.sandbox.outbox import Attempt, Outbox, Parcel
from connectors.sandbox.slack.entities import App, Channel
from connectors.sandbox.slack.signing import signed
from connectors.sandbox.slack.sockets import Sockets
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.told import changed, deleted, posted, wrapped
from connectors.sandbox.slack.values import Obj

Kind = Literal["events_api", "interactive", "slash_commands"]
EVENT_SECONDS = 3.0
EVENT_WAITS = (0.0, 60.0, 300.0)
"""https://docs.slack.dev/apis/events-api/#retries"""
ACT_SECONDS = 10.0
FORGER = "a secret that somebody guessed"


@dataclass(slots=True)
class Feed:
    """`outbox` is None until the sandbox runs: what the seed holds is no news."""

    state: State
    sockets: Sockets
    outbox: Outbox | None = None
    _told: int = field(default=0)

    def event(self, channel: Channel | None, kind: str, content: Obj, name: str = "") -> None:
        """Tell of an event: the apps in the channel, or all apps where it concerns no channel."""
        if self.outbox is None:
            return
        stamp = self.state.new_ts()
        event = {"type": kind, **content, "event_ts": content.get("event_ts", stamp)}
        for app in self.state.apps_in(channel) if channel else list(self.state.apps.values()):
            if app.request_url or self.sockets.of(app):
                self.outbox.send(self.told(app, event, name or kind))

    def told(self, app: App, event: Obj, name: str) -> Parcel:
        """An event for one app, with Slack's retries."""
        self._told += 1
        envelope = wrapped(self.state, app, event, self._told)
        return self.parcel(app, "events_api", envelope, EVENT_SECONDS, f"/events/{name}", EVENT_WAITS)

    def parcel(
        self, app: App, kind: Kind, payload: Obj, seconds: float, name: str, waits: Sequence[float] = ()
    ) -> Parcel:
        """Something for an app; without `waits` it is not repeated. Whoever forges it signs with another secret."""
        attempt, forged = self.attempt(app, kind, payload, seconds), self.attempt(app, kind, payload, seconds, FORGER)
        return Parcel("slack", name, attempt, waits, _no_more, forged=forged)

    def message(self, channel: Channel, message: Obj) -> None:
        """Tell of a new message, and of its metadata."""
        subtype = message.get("subtype")
        self.event(channel, "message", posted(channel, message), f"message.{subtype}" if subtype else "message")
        if metadata := message.get("metadata"):
            content = {"channel_id": channel.id, "message_ts": message["ts"], "metadata": metadata}
            about: Obj = {key: message[key] for key in ("app_id", "bot_id") if key in message}
            whom = {"user_id": message.get("user", ""), "team_id": self.state.team.id}
            self.event(channel, "message_metadata_posted", {**about, **whom, **content})

    def changed(self, channel: Channel, message: Obj, before: Obj) -> None:
        """Tell that a message is another one now."""
        self.event(channel, "message", changed(self.state, channel, message, before), "message.message_changed")

    def deleted(self, channel: Channel, before: Obj) -> None:
        """Tell that a message is gone."""
        self.event(channel, "message", deleted(self.state, channel, before), "message.message_deleted")

    def written(self, channel: Channel, subtype: str, user: str, text: str, **further: str) -> None:
        """A message that Slack itself writes into a channel."""
        ts = self.state.new_ts()
        message = {"type": "message", "subtype": subtype, "ts": ts, "user": user, "text": text, **further}
        channel.keep(message)
        self.message(channel, message)

    def attempt(self, app: App, kind: Kind, payload: Obj, seconds: float, forger: str = "") -> Attempt:
        """How to send something to an app once: through a socket if it has one, else to its address.

        A `forger` knows the address alone, and signs with this secret.
        """

        async def send(number: int, before: Answer) -> Answer:
            reason = _REASONS[before.trouble] if number else ""
            if not forger and (socket := self.sockets.of(app)) is not None:
                return await socket.deliver(kind, payload, number, reason, seconds)
            if not app.request_url:  # its socket closed after this was sent off
                return Answer(trouble="connection")
            retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
            body, content_type = _encoded(kind, payload)
            signature = signed(forger or app.signing_secret, self.state.now(), body)
            headers = {"Content-Type": content_type, "User-Agent": _AGENT, "Accept": "*/*", **signature, **retry}
            return await post(app.request_url, headers, body, seconds)

        return send


def _encoded(kind: Kind, payload: Obj) -> tuple[bytes, str]:
    """Events are JSON, commands a form, everything else JSON in a form."""
    if kind == "slash_commands":
        return urlencode(payload).encode(), _FORM
    content = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if kind == "interactive":
        return urlencode({"payload": content}).encode(), _FORM
    return content.encode(), "application/json"


def _no_more(answer: Answer) -> bool:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.taken or headers.get("x-slack-no-retry") == "1"


_FORM = "application/x-www-form-urlencoded"
_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_REASONS = {"": "http_error", "timeout": "http_timeout", "connection": "connection_failed"}
