"""Takes a card of ours out of Trello, with its history: after an erasure, since no call takes out a former value."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.ids import Ref
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.trello.client import Client
from connectors.trello.transport import Access


class Eraser:
    """`bridge.ports.eraser.Eraser` of one connection."""

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
        del connection, zone
        self._client = Client(Access(origin, secrets.get("key", ""), secrets.get("token", ""), budget, clock))

    def erase(self, place: Place, ref: Ref) -> None:
        """See `Eraser`. A card's actions go with it."""
        del place
        with suppress(Replan):  # gone already, which is what was wanted
            self._client.delete_card(ref)
