"""A message to everybody in a conversation channel."""

from __future__ import annotations

from collections.abc import MutableMapping

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.slack.client import Client
from connectors.slack.desk.pieces import escaped
from connectors.slack.signin import tokens_of
from connectors.slack.translate import kind, payload

SUMMARY = "cobridge_summary"
"""What the metadata of such a message calls it."""


class Announcer:
    """See `bridge.ports.announcer.Announcer`."""

    def __init__(
        self, connection: Connection, secrets: MutableMapping[str, str], origin: str, budget: Budget, clock: Clock
    ) -> None:
        """Call nobody yet."""
        self._client = Client(origin, tokens_of(connection, secrets, origin, clock), budget)

    def say(self, channel: str, key: str, text: str) -> None:
        """Mention nobody."""
        marked = {"event_type": SUMMARY, "event_payload": {"key": key}}
        self._client.post("a summary", channel=channel, text=escaped(text), metadata=marked)

    def was_said(self, channel: str, key: str, text: str) -> bool:
        """By its metadata."""
        del text
        me = str(self._client.me()["user_id"])
        found = (each for each in self._client.messages(channel) if each.get("user") == me and kind(each) == SUMMARY)
        return any(payload(each).get("key") == key for each in found)
