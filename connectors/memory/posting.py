"""The weekly report as an item of the memory tool."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.ids import Ref
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.layers.posting import Items
from connectors.memory.client import Client
from connectors.memory.connector import Memory
from connectors.memory.manifest import MANIFESTS
from connectors.memory.world import OWN, World, world_at


class Posting(Items):
    """`bridge.ports.posting.Posting` of one connection."""

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
        world = world_at(origin) or World(MANIFESTS[connection.settings.get("reach", "full")], clock)
        client = Client(world, secrets.get("token", ""), budget)

        def remove(place: Place, ref: Ref) -> None:
            del place
            with suppress(Replan):  # gone already, which is what was wanted
                client.write("deleting an item", lambda world: world.delete(ref, OWN))

        super().__init__(Memory(connection, secrets, origin, budget, clock, zone), remove)
