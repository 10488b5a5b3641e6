"""The weekly report as a message: where people of the place talk, else among the cards."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.ids import Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.note import Form, Note
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.slack.client import Client
from connectors.slack.desk.pieces import escaped
from connectors.slack.manifest import is_list
from connectors.slack.signin import tokens_of
from connectors.slack.translate import kind, payload

NOTE = "cobridge_weekly"
"""What the metadata of such a message calls it."""


class Posting:
    """`bridge.ports.posting.Posting` of one connection."""

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

    def form(self, place: Place) -> Form | None:
        """A List is no channel: without one beside it there is room for no message."""
        return None if is_list(_channel(place)) else Form.MESSAGE

    def put(self, place: Place, note: Note) -> Ref:
        """Mention nobody."""
        marked = {"event_type": NOTE, "event_payload": {"key": note.sign}}
        sent = {"channel": _channel(place), "text": escaped(note.text), "metadata": marked}
        return Ref(self._client.post("the weekly report", **sent, unfurl_links=False)["ts"])

    def find(self, place: Place, note: Note) -> Ref | None:
        """By its metadata."""
        me = str(self._client.me()["user_id"])
        found = (
            each for each in self._client.messages(_channel(place)) if each.get("user") == me and kind(each) == NOTE
        )
        return next((Ref(each["ts"]) for each in found if payload(each).get("key") == note.sign), None)

    def take_away(self, place: Place, ref: Ref) -> None:
        """See `Posting`."""
        with suppress(Replan):  # gone already, which is what was wanted
            self._client.delete(_channel(place), ref)


def _channel(place: Place) -> str:
    return place.conversation or place.container
