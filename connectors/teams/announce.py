"""A message to everybody in a channel, by the service user."""

from __future__ import annotations

from collections.abc import MutableMapping

from bridge.core.errors import Stop
from bridge.core.model.document import plain_document
from bridge.core.model.network import Connection
from bridge.core.model.restrict import words
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.teams.channel import channel_of
from connectors.teams.client import Channel
from connectors.teams.message import read_message, write_message
from connectors.teams.sending import Access
from connectors.teams.tokens import LOGIN, Tokens


class Announcer:
    """See `bridge.ports.announcer.Announcer`. A channel is `<team id>/<channel id>`."""

    def __init__(
        self, connection: Connection, secrets: MutableMapping[str, str], origin: str, budget: Budget, clock: Clock
    ) -> None:
        """Call nobody yet."""
        tokens = Tokens(connection.settings.get("login", LOGIN), secrets, clock, connection.id)
        self._access = Access(origin, tokens, budget, clock)

    def say(self, channel: str, key: str, text: str) -> None:
        """Messages have no room for a marker."""
        del key
        try:
            self._channel(channel).post(write_message(plain_document(text)))
        finally:
            self._access.wire.close()

    def was_said(self, channel: str, key: str, text: str) -> bool:
        """By its words, among the latest messages."""
        del key
        try:
            return any(words(read_message(each)) == text for each in self._channel(channel).roots())
        finally:
            self._access.wire.close()

    def _channel(self, channel: str) -> Channel:
        named = channel_of(channel)
        if named is None:
            sentence = "Teams: conversation is not in the form <team id>/<channel id>; copy both from its link."
            raise Stop(sentence, code="channel")
        return Channel(self._access, *named)
