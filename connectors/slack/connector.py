"""The connector to Slack."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.slack.check import findings
from connectors.slack.client import Client
from connectors.slack.known import Channels, People
from connectors.slack.limits import limit_of
from connectors.slack.lists.known import Known
from connectors.slack.lists.mark import Mark as ListMark
from connectors.slack.lists.pull import Reading as ListReading
from connectors.slack.lists.write import Writing as ListWriting
from connectors.slack.manifest import ARCHIVE_LANE, MANIFEST, is_list
from connectors.slack.mark import Mark
from connectors.slack.pull import Reading
from connectors.slack.signin import tokens_of
from connectors.slack.words import words_in
from connectors.slack.write import Writing


class Slack:
    """One connection to Slack; promises as the port says. A cursor that is not ours reads all of the place.

    A place is a List or a channel of cards, as its id says. People edit cards by what they submit
    (`connectors.slack.desk`); here cards are only read and written. Items of a List they edit in Slack itself.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet. `secrets` has `token`; Slack needs no `zone`, since cards have days beside instants.

        The connection's setting `language` is the cards': `de` or `en`; `archive_lane` names an option of Lists,
        `channel` the channel in which items of Lists are talked about.
        """
        del zone
        self._connection = connection.id
        self._client = Client(origin, tokens_of(connection, secrets, origin, clock), budget)
        self._clock = clock
        self._words = words_in(connection.settings.get("language", "de"))
        self._channels = Channels()
        self._people = People(self._client)
        self._archive_lane = connection.settings.get("archive_lane", ARCHIVE_LANE)
        self._talk = connection.settings.get("channel", "")
        self._lists = Known(self._client, self._archive_lane, self._talk)

    def __repr__(self) -> str:
        """The connection's id."""
        return f"Slack({self._connection})"

    @property
    def manifest(self) -> Manifest:
        """What Slack can do with cards; `connectors.slack.manifest.manifest_at` tells of each place."""
        return MANIFEST

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What the List or channel holds, or what happened since the cursor."""
        since = None if sought.whole else since
        if is_list(place.container):
            read = ListMark.read(since) if since else None
            return ListReading(
                self._client, self._lists, self._people, place, self._clock.now(), read, sought
            ).snapshot()
        channel, mark = self._channels[place.container], Mark.read(since) if since else None
        return Reading(self._client, channel, self._people, place, self._clock.now(), mark, sought).snapshot()

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Whether a stone says that the card was deleted; one that is merely not shown may be hidden.

        An item of a List is never hidden: one that cannot be asked for any more was deleted.
        """
        if is_list(place.container):
            return not self._has_row(place, ref)
        try:
            return self._client.message(place.container, ref).get("subtype") == "tombstone"
        except Replan:
            return False

    def apply(self, place: Place, operation: Operation) -> Done:
        """Carry out one operation."""
        if is_list(place.container):
            return ListWriting(self._client, self._lists, self._people, place).carry_out(operation)
        channel = self._channels[place.container]
        return Writing(self._client, channel, self._people, place, self._words, self._clock.now()).carry_out(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """How long the limit of its writing call holds the operation back."""
        return self._client.budget.delay(limit_of(operation, place, self._talk))

    def check(self, place: Place) -> Sequence[Finding]:
        """Whether credential, channel and membership, or the List, are as needed."""
        return tuple(findings(self._client, place, self._archive_lane, self._talk))

    def _has_row(self, place: Place, ref: Ref) -> bool:
        try:
            self._client.row(place.container, ref)
        except Replan:
            return False
        return True
