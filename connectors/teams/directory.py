"""Who has an account at Teams: the members of the group that the plan belongs to."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Stop
from bridge.core.model.ids import Account
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.directory import Holder
from connectors.teams.client import Client
from connectors.teams.sending import Access
from connectors.teams.tokens import LOGIN, Tokens
from connectors.teams.translate import Json

USER = "#microsoft.graph.user"
"""What members that are people are; there are groups and devices too."""


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
        """As `connectors.teams.connector.Teams`."""
        del zone
        tokens = Tokens(connection.settings.get("login", LOGIN), secrets, clock, connection.id)
        self._access = Access(origin, tokens, budget, clock)
        self._client = Client(self._access)
        self._posts = bool(connection.settings.get("channel"))

    def close(self) -> None:
        """End the connections to Graph and the thread they live in; a later call opens them again."""
        self._access.wire.close()

    def accounts(self, place: Place) -> Sequence[Holder]:
        """See `Directory`. An app writes to Planner and is nobody; what is said in channels, our service user says."""
        found = self._client.members(_group(self._client.plan(place.container)))
        own = self._client.me() if self._posts else ""
        return [
            Holder(Account(each["id"]), str(each.get("displayName") or ""), str(each.get("mail") or ""))
            for each in found
            if each.get("@odata.type", USER) == USER and each["id"] != own
        ]


def _group(plan: Json) -> str:
    """The id of the group; older plans name it as their owner."""
    container = plan.get("container") or {}
    group = container.get("containerId") or str(container.get("url") or "").rpartition("/")[2] or plan.get("owner")
    if not group:
        raise Stop("Teams: the plan belongs to no group, so nobody can be told who works there.", code="group")
    return str(group)
