"""Writes the messages anew below which comments stand, and frees labels that no task has any more.

Both outlive what they were written for: the message holds a task's title as it was, the plan keeps a label's name.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from datetime import tzinfo
from html import escape, unescape

from bridge.core.errors import Replan
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.sweeper import Clean
from connectors.teams.channel import channel_of
from connectors.teams.client import Channel, Client
from connectors.teams.sending import Access
from connectors.teams.tokens import LOGIN, Tokens
from connectors.teams.translate import Json


class Sweeper:
    """`bridge.ports.sweeper.Sweeper` of one connection."""

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """As `connectors.teams.connector.Teams`."""
        del zone
        tokens = Tokens(connection.settings.get("login", LOGIN), secrets, clock, connection.id)
        self._access = Access(origin, tokens, budget, clock)
        self._client = Client(self._access)
        named = channel_of(connection.settings.get("channel", ""))
        self._channel = Channel(self._access, *named) if named else None

    def sweep(self, place: Place, clean: Clean) -> int:
        """See `Sweeper`. A label that people still use is theirs."""
        try:
            return self._labels(place.container, clean) + self._messages(clean)
        finally:
            self._access.wire.close()

    def _labels(self, plan: str, clean: Clean) -> int:
        outline = self._client.outline(plan)
        used = {slot for task in outline.tasks.values() for slot in task.get("appliedCategories") or ()}
        names = outline.labels.get("categoryDescriptions") or {}
        named = [slot for slot, name in names.items() if name and slot not in used and clean(name) != name]
        if named:
            self._client.name_labels(plan, outline.labels, dict.fromkeys(named))
        return len(named)

    def _messages(self, clean: Clean) -> int:
        if self._channel is None:
            return 0
        number, me = 0, self._client.me()
        for message in self._channel.everything():
            content = str((message.get("body") or {}).get("content") or "")
            cleaned = _cleaned(content, clean)
            if _is_ours(message, me) and cleaned != content:
                with suppress(Replan):  # deleted meanwhile
                    self._channel.change(str(message["id"]), {"body": {**message["body"], "content": cleaned}})
                    number += 1
        return number


def _cleaned(content: str, clean: Clean) -> str:
    """HTML, whose words may be written with entities; where nobody is named not a sign of it changes."""
    words = unescape(content)
    return content if clean(words) == words else clean(content) if clean(content) != content else escape(clean(words))


def _is_ours(message: Json, me: str) -> bool:
    sender = (message.get("from") or {}).get("user") or {}
    return sender.get("id") == me and not message.get("deletedDateTime")
