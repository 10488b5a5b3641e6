"""Who has an account in the memory tool: everybody whom its world knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.directory import Holder
from connectors.memory.client import Client
from connectors.memory.manifest import MANIFESTS
from connectors.memory.world import World, world_at


class People:
    """`bridge.ports.directory.Directory` of one connection."""

    def __init__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """As `connectors.memory.connector.Memory`."""
        del zone
        world = world_at(origin) or World(MANIFESTS[connection.settings.get("reach", "full")], clock)
        self._client = Client(world, secrets.get("token", ""), budget)

    def accounts(self, place: Place) -> Sequence[Holder]:
        """See `Directory`."""
        del place

        def read(world: World) -> Sequence[Holder]:
            return [Holder(account, name, world.emails.get(account, "")) for account, name in world.people.items()]

        return self._client.read("reading who is there", read)
