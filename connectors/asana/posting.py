"""The weekly report as a task, which goes with its stories."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import tzinfo

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.asana.connector import Asana
from connectors.asana.eraser import Eraser
from connectors.layers.posting import Items


class Posting(Items):
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
        """As `connectors.asana.connector.Asana`."""
        given = connection, secrets, origin, budget, clock, zone
        super().__init__(Asana(*given), Eraser(*given).erase)
