"""The memory connector: pulls and writes one world (world.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Failure, Stop
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import Done, Operation
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.memory.client import Client
from connectors.memory.manifest import ARCHIVE_LANE, MANIFESTS
from connectors.memory.native import Missing
from connectors.memory.pull import Pull
from connectors.memory.translate import Terms
from connectors.memory.world import OWN, World, world_at
from connectors.memory.write import Write


class Memory:
    """One connection to the world at `origin`; see `bridge.ports.connector.Connector` for what it promises.

    `secrets` holds `token`. Settings: `reach` (full, plainly, narrow) for a world that nobody opened yet, and
    `archive_lane`, its name where the tool archives by lane.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        settings = connection.settings
        self._world = world_at(origin) or World(MANIFESTS[settings.get("reach", "full")], clock)
        self._client = Client(self._world, secrets.get("token", ""), budget)
        self._terms = Terms(self._world.manifest, zone, OWN, settings.get("archive_lane", ARCHIVE_LANE))
        self._clock = clock

    @property
    def manifest(self) -> Manifest:
        return self._world.manifest

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """As the port promises; complete where the feed no longer reaches back to `since`."""
        pull = Pull(self._client, place, self._terms, self._clock)
        number = None if since is None else int(since)
        try:
            return pull.complete(number) if number is None or sought.whole else pull.incremental(number, sought)
        except Missing:
            raise _no_board() from None

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        del place
        try:
            self._client.read("looking for an item", lambda world: world.item(ref))
        except Missing:
            return True
        return False

    def apply(self, place: Place, operation: Operation) -> Done:
        return Write(self._client, place, self._terms).apply(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        del place, operation
        return self._client.delay()

    def check(self, place: Place) -> Sequence[Finding]:
        try:
            self._client.read("checking the board", lambda world: world.overview(place.container))
        except Missing:
            return (Finding("board", well=False, advice=_no_board().message),)
        except Stop as failure:
            return (Finding("credential", well=False, advice=failure.message),)
        return (Finding("credential and board", well=True),)


def _no_board() -> Failure:
    return Stop("Memory: the board does not exist; name another in the network file.", code="place")
