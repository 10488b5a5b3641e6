"""The connector to Trello."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Replan, Stop
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.trello.board import Boards
from connectors.trello.check import findings
from connectors.trello.client import Client
from connectors.trello.feed import Mark
from connectors.trello.manifest import MANIFEST
from connectors.trello.news import news
from connectors.trello.pull import complete
from connectors.trello.reading import Reading
from connectors.trello.refusals import PERMISSION
from connectors.trello.translate import MARKER_URL
from connectors.trello.transport import Access
from connectors.trello.write import Writing


class Trello:
    """One connection to Trello; promises as the port says. A cursor that is not ours reads all of the place."""

    def __init__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet. `secrets` has `key` and `token`, and `secret` where the key's own is known.

        `zone` is where noon stands for a day.

        The connection's setting `marker_url` is the address that our attachments begin with. Raises Stop where the
        package `trello` is not the one we need.
        """
        self._connection = connection.id
        self._client = Client(Access(origin, secrets.get("key", ""), secrets.get("token", ""), budget, clock))
        self._has_secret = bool(secrets.get("secret", "").strip())
        self._clock = clock
        self._zone = zone
        self._marker_url = connection.settings.get("marker_url", MARKER_URL)
        self._boards = Boards()

    def __repr__(self) -> str:
        """The connection's id."""
        return f"Trello({self._connection})"

    @property
    def manifest(self) -> Manifest:
        """What Trello can do."""
        return MANIFEST

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What the board holds, or what happened since the cursor."""
        board = self._boards[place.container]
        reading = Reading(self._client, board, place, self._clock.now(), self._zone, self._marker_url)
        mark = Mark.read(since) if since else None
        return complete(reading, mark) if mark is None or sought.whole else news(reading, mark, sought)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Whether the card was deleted."""
        del place
        try:
            self._client.whereabouts(ref)
        except Replan:
            return True
        except Stop as stop:
            if stop.code == PERMISSION:
                return False
            raise
        return False

    def apply(self, place: Place, operation: Operation) -> Done:
        """Carry out one operation."""
        board = self._boards[place.container]
        return Writing(self._client, board, place, self._zone, self._marker_url).carry_out(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """How long Trello's limits hold any call back."""
        del place, operation
        return self._client.access.budget.delay()

    def check(self, place: Place) -> Sequence[Finding]:
        """Whether credential, board and permission are as needed."""
        return tuple(findings(self._client, place, has_secret=self._has_secret))
