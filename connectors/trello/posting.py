"""The weekly report as a card, which goes with its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.layers.posting import Items
from connectors.trello.connector import Trello
from connectors.trello.eraser import Eraser


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
        """As `connectors.trello.connector.Trello`."""
        given = connection, secrets, origin, budget, clock, zone
        super().__init__(Trello(*given), Eraser(*given).erase)
