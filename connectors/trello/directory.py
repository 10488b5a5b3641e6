"""Who has an account at Trello: a board's members, by name. Their addresses Trello tells nobody but themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.model.ids import Account
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.directory import Holder
from connectors.trello.client import Client
from connectors.trello.transport import Access


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
        """As `connectors.trello.connector.Trello`."""
        del connection, zone
        self._client = Client(Access(origin, secrets.get("key", ""), secrets.get("token", ""), budget, clock))

    def accounts(self, place: Place) -> Sequence[Holder]:
        """See `Directory`."""
        found, own = self._client.people(place.container), self._client.me()
        return [Holder(Account(each["id"]), str(each.get("fullName") or "")) for each in found if each["id"] != own]
