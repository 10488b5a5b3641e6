"""What Trello tells an app of accounts: https://developer.atlassian.com/cloud/trello/guides/compliance.

An app that keeps members' data asks for this regularly. It is proven by the key's secret, so without one nobody asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Stop
from bridge.core.model.ids import Account
from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.compliance import Told
from connectors.trello.client import Client
from connectors.trello.transport import Access

DELETED, UPDATED = "accountDeleted", "accountUpdated"


class Compliance:
    """`bridge.ports.compliance.Compliance` of one connection."""

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
        del zone
        self._connection, self._key, self._secret = connection.id, secrets.get("key", ""), secrets.get("secret", "")
        self._client = Client(Access(origin, self._key, secrets.get("token", ""), budget, clock))

    def told(self) -> Sequence[Told]:
        """See `Compliance`. That a token was revoked is no news about a person's data."""
        if not self._secret:
            raise Stop(f"Trello is not asked about deleted accounts: the connection {self._connection} has no secret.")
        found = self._client.compliance(self._key, self._secret)
        events = {DELETED: True, UPDATED: False}
        return [Told(Account(str(each["id"])), events[each["event"]]) for each in found if each.get("event") in events]
