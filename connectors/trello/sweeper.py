"""Takes labels off a board that name somebody erased and that no card has any more: they outlive the cards."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.sweeper import Clean
from connectors.trello.client import Client
from connectors.trello.transport import Access


class Sweeper:
    """`bridge.ports.sweeper.Sweeper` of one connection."""

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

    def sweep(self, place: Place, clean: Clean) -> int:
        """See `Sweeper`. Nobody can tell who made a label, so one that people still use is theirs."""
        labels = self._client.outline(place.container).get("labels") or ()
        named = {str(each["id"]) for each in labels if clean(each["name"]) != each["name"]}
        unused = named - {label for card in self._client.cards(place.container) for label in card["idLabels"]}
        for label in sorted(unused):
            with suppress(Replan):  # gone already, which is what was wanted
                self._client.delete_label(label)
        return len(unused)
