"""The connector to Asana."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Park, Replan
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.asana.check import findings
from connectors.asana.client import Client
from connectors.asana.manifest import ARCHIVE_LANE, MANIFEST
from connectors.asana.news import news
from connectors.asana.project import Projects
from connectors.asana.pull import complete
from connectors.asana.reading import Reading
from connectors.asana.sending import Access
from connectors.asana.signin import tokens_of
from connectors.asana.write import Writing


class Asana:
    """One connection to Asana; promises as the port says."""

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet. `secrets` has `token`, and beside one that ends what renews it (`connectors.oauth`).

        Asana needs no `zone`, since it has days beside instants.

        Settings of the connection: `sign_in = "oauth"` where the token belongs to an OAuth app, which alone may keep
        markers in `external` (else they are the notes' last line); `archive_lane`, the archive section's name.
        """
        del zone
        self._connection = connection.id
        self._client = Client(Access(origin, tokens_of(connection, secrets, origin, clock), budget, clock))
        self._clock = clock
        self._signs_in = connection.settings.get("sign_in") == "oauth"
        self._archive_lane = connection.settings.get("archive_lane", ARCHIVE_LANE)
        self._projects = Projects()

    def __repr__(self) -> str:
        """The connection's id."""
        return f"Asana({self._connection})"

    @property
    def manifest(self) -> Manifest:
        """What Asana can do."""
        return MANIFEST

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What the project holds, or what happened since the cursor."""
        project = self._projects[place.container]
        reading = Reading(self._client, project, place, self._clock.now(), self._archive_lane, self._signs_in)
        return news(reading, since, sought) if since else complete(reading)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Whether the task was deleted: what is in the trash answers as if it were not there."""
        del place
        try:
            self._client.task(ref)
        except Replan:
            return True
        except Park as refused:
            if refused.code != "403":
                raise
        return False

    def apply(self, place: Place, operation: Operation) -> Done:
        """Carry out one operation."""
        project = self._projects[place.container]
        return Writing(self._client, project, place, self._archive_lane, self._signs_in).carry_out(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """How long Asana's limits hold any call back."""
        del place, operation
        return self._client.access.budget.delay()

    def check(self, place: Place) -> Sequence[Finding]:
        """Whether credential, project and marker are as needed."""
        return tuple(findings(self._client, place, signs_in=self._signs_in))
