"""Takes a task of ours out of Asana with its stories: after an erasure, since they keep what a change replaced."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from datetime import tzinfo

import asana

from bridge.core.errors import Replan
from bridge.core.model.ids import Ref
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.asana.client import Client
from connectors.asana.sending import Access, Act
from connectors.asana.signin import tokens_of


class Eraser:
    """`bridge.ports.eraser.Eraser` of one connection."""

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

    def erase(self, place: Place, ref: Ref) -> None:
        """See `Eraser`. Asana empties its trash after thirty days."""
        del place
        with suppress(Replan):  # gone already, which is what was wanted
            self._client.call(Act("deleting a task"), asana.TasksApi, "delete_task", ref)
