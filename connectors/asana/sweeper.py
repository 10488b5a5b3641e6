"""Deletes tags that name somebody erased and that no task has any more: they belong to the workspace, and stay."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from datetime import tzinfo

from bridge.core.errors import Replan
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.sweeper import Clean
from connectors.asana.client import Client
from connectors.asana.sending import Access
from connectors.asana.signin import tokens_of


class Sweeper:
    """`bridge.ports.sweeper.Sweeper` of one connection."""

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

    def sweep(self, place: Place, clean: Clean) -> int:
        """See `Sweeper`. Nobody can tell who made a tag, so one that people still use is theirs."""
        workspace = self._client.project(place.container)["workspace"]["gid"]
        tags = self._client.tags(workspace)
        named = [str(each["gid"]) for each in tags if clean(each.get("name") or "") != (each.get("name") or "")]
        unused = [tag for tag in named if not self._client.is_used(tag)]
        for tag in unused:
            with suppress(Replan):  # gone already, which is what was wanted
                self._client.delete_tag(tag)
        return len(unused)
