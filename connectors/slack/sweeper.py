"""Writes messages of ours anew that name somebody erased beside what they were written for.

Such as the board with the names of lanes, the menus of lanes on all cards, and messages about items of a List.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from datetime import tzinfo
from typing import Any

from bridge.core.errors import Replan
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.sweeper import Clean
from connectors.slack.client import Client
from connectors.slack.manifest import is_list
from connectors.slack.signin import tokens_of
from connectors.slack.translate import CARD, Json, Terms, is_own, kind, metadata, payload


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
        """As `connectors.slack.connector.Slack`."""
        del zone
        self._client = Client(origin, tokens_of(connection, secrets, origin, clock), budget)
        self._talk = connection.settings.get("channel", "")

    def sweep(self, place: Place, clean: Clean) -> int:
        """See `Sweeper`."""
        number = 0
        for channel, message in self._ours(place):
            said = {name: message[name] for name in ("text", "blocks") if message.get(name)}
            cleaned = {name: _cleaned(value, clean) for name, value in said.items()}
            if cleaned != said:
                with suppress(Replan):  # deleted meanwhile
                    self._client.update(
                        "changing a message", channel=channel, ts=message["ts"], **_sent(message, cleaned)
                    )
                    number += 1
        return number

    def _ours(self, place: Place) -> Iterator[tuple[str, Json]]:
        channel = self._talk if is_list(place.container) else place.container
        terms = Terms(str(self._client.me()["user_id"]))
        if channel:
            yield from ((channel, each) for each in self._client.messages(channel) if is_own(each, terms))


def _sent(message: Json, cleaned: Json) -> Json:
    """With what the message tells machines: of a card a sum over its blocks."""
    if kind(message) != CARD:
        return {**cleaned, **({"metadata": message["metadata"]} if message.get("metadata") else {})}
    told = payload(message)
    return {**cleaned, "metadata": metadata(str(told.get("task") or ""), int(told.get("rev") or 0), cleaned["blocks"])}


def _cleaned(value: Any, clean: Clean) -> Any:
    """Each text of it, however deep."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _cleaned(each, clean) for key, each in value.items()}
        case list():
            return [_cleaned(each, clean) for each in value]
        case _:
            return value
