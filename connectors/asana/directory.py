"""Who has an account at Asana: everybody in the project's workspace, who can all be put on its tasks."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.model.ids import Account
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.directory import Holder
from connectors.asana.client import Client
from connectors.asana.sending import Access
from connectors.asana.signin import tokens_of


class People:
    """`bridge.ports.directory.Directory` of one connection."""

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
        del zone
        self._client = Client(Access(origin, tokens_of(connection, secrets, origin, clock), budget, clock))

    def accounts(self, place: Place) -> Sequence[Holder]:
        """See `Directory`."""
        workspace = self._client.project(place.container)["workspace"]["gid"]
        found, own = self._client.people(workspace), self._client.me()
        return [
            Holder(Account(each["gid"]), str(each.get("name") or ""), str(each.get("email") or ""))
            for each in found
            if each["gid"] != own
        ]
