"""The weekly report as a message in the channel in which people of the place talk, else as a task of the plan.

Messages have no room for a sign: ours is found by its title, which names the week and the space.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan, Retry, Stop
from bridge.core.model.document import plain_document
from bridge.core.model.ids import Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.note import Form, Note
from bridge.core.model.restrict import words
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.layers.posting import Items
from connectors.teams.channel import channel_of
from connectors.teams.client import Channel, Client
from connectors.teams.connector import Teams
from connectors.teams.message import read_message, write_message
from connectors.teams.sending import Access
from connectors.teams.tokens import LOGIN, Tokens
from connectors.teams.translate import Json

ATTEMPTS = 3
"""A task that people change meanwhile is looked at so often."""


class Posting:
    """`bridge.ports.posting.Posting` of one connection; `close` ends what it opened."""

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
        tokens = Tokens(connection.settings.get("login", LOGIN), secrets, clock, connection.id)
        self._access = Access(origin, tokens, budget, clock)
        self._teams = Teams(connection, secrets, origin, budget, clock, zone)
        self._items = Items(self._teams, self._remove)

    def form(self, place: Place) -> Form:
        """A message where a channel is named."""
        return Form.MESSAGE if place.conversation else Form.ITEM

    def put(self, place: Place, note: Note) -> Ref:
        """See `Posting`."""
        if not place.conversation:
            return self._items.put(place, note)
        return Ref(self._channel(place).post(write_message(plain_document(note.text)))["id"])

    def find(self, place: Place, note: Note) -> Ref | None:
        """A message of ours by its title, among the latest: what stands below it may have changed meanwhile."""
        if not place.conversation:
            return self._items.find(place, note)
        me, title = Client(self._access).me(), words(plain_document(note.title))
        roots = [each for each in self._channel(place).roots() if _author(each) == me]
        found = (each for each in roots if title and words(read_message(each)).startswith(title))
        return next((Ref(each["id"]) for each in found), None)

    def take_away(self, place: Place, ref: Ref) -> None:
        """Of a message Teams shows that there was one."""
        if not place.conversation:
            self._items.take_away(place, ref)
            return
        with suppress(Replan):  # gone already, which is what was wanted
            self._channel(place).take_back(ref)

    def close(self) -> None:
        """End the connections to Graph and the threads they live in."""
        self._access.wire.close()
        self._teams.close()

    def _remove(self, place: Place, ref: Ref) -> None:
        del place
        client = Client(self._access)
        for _ in range(ATTEMPTS):
            try:
                client.task(ref)
            except Replan:  # gone already, which is what was wanted
                return
            with suppress(Replan):  # somebody changed it meanwhile
                client.delete_task(ref)
                return
        raise Retry("Teams, deleting a task: people are changing it; it is tried again.", code="outdated")

    def _channel(self, place: Place) -> Channel:
        named = channel_of(place.conversation)
        if named is None:
            sentence = "Teams: conversation is not in the form <team id>/<channel id>; copy both from its link."
            raise Stop(sentence, code="channel")
        return Channel(self._access, *named)


def _author(message: Json) -> str:
    return str(((message.get("from") or {}).get("user") or {}).get("id") or "")
