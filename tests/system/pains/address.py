"""An address of this machine at which the tools deliver to the service."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from unittest.mock import patch

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import ConnectionId
from bridge.entry.web import hooks
from bridge.entry.web.server import listening, serving
from bridge.ports.receiver import Received, Receiver, Request
from bridge.service.ingest import ingest, note_missed
from bridge.service.subscribe import Arranged, subscribe
from tests.system.pains.ground import Ground

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """Where a service listens that is told of deliveries and wakes nobody for them, so that only looking helps."""

    here: Ground
    found: Installation
    port: int
    _heard: list[Received] = field(default_factory=list)

    def subscribe(self) -> Mapping[ConnectionId, Arranged]:
        """Ask every tool to deliver here, as a service does when it starts and later."""
        wanted = self.found.subscriptions()
        said = {name: subscribe(each, self.found.visits, self.found.clock) for name, each in wanted.items()}
        assert not [each.trouble for each in said.values() if each.trouble]
        return said

    def telling(self) -> set[str]:
        """The vendors that have told of something here since `forget`."""
        vendors = {"trello": "trello", "dach-trello": "trello", "asana": "asana", "dach-asana": "asana"}
        return {vendors.get(place, "graph") for each in self._heard for place in each.hints}

    def lost(self) -> set[str]:
        """The vendors that have something told that never arrived."""
        told = self.here.control("GET", "/deliveries")
        return {each["vendor"] for each in told if each["trouble"] == "lost-webhook"}

    def forget(self) -> None:
        """What was told here so far."""
        self._heard.clear()

    def standing(self) -> set[str]:
        """The ids of the subscriptions that lead here now."""
        named = (("trello", "webhooks", "id", "callbackURL"), ("asana", "webhooks", "gid", "target"),
                 ("graph", "subscriptions", "id", "notificationUrl"))  # fmt: skip
        return {
            each[identity]
            for vendor, kind, identity, url in named
            for each in self.here.control("GET", f"/state/{vendor}")[kind]
            if f":{self.port}/" in each[url]
        }

    def ends(self) -> Mapping[str, datetime]:
        """When those end that do so by themselves."""
        found = self.here.control("GET", "/state/graph")["subscriptions"]
        return {each["id"]: datetime.fromisoformat(each["expirationDateTime"]) for each in found}

    def take(self, request: Request, receiver: Receiver) -> Received:
        """See `bridge.entry.web.hooks.Take`."""
        space_of = {place.id: terms.space.id for terms in self.found.terms for place in terms.space.places}
        received = ingest(request, receiver, self.found.inbox, space_of)
        note_missed(received, self.found.visits)
        return received


@contextmanager
def address(here: Ground, port: int = 0) -> Iterator[Address]:
    """At this port, or a free one, until the block ends."""
    with listening(LOOPBACK, port) as opened:
        port = int(opened.getsockname()[1])
        public = {"COBRIDGE_PUBLIC_URL": f"http://{LOOPBACK}:{port}"}
        with patch.dict(os.environ, public), installation(alone=False) as found:
            there = Address(here, found, port)
            router = hooks.routes(found.receivers(), there.take, there._heard.append)  # noqa: SLF001  its own ear
            with serving([router], opened, lambda: None):
                yield there
