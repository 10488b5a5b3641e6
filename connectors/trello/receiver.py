"""The ear of one Trello connection: a webhook's delivery says that something happened on a board, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Received, Reply, Request
from connectors.layers.heard import Heard
from connectors.trello.deliveries import BY, Told, callback, is_signed, read_delivery

TEXT = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
TAKEN = Reply(200)
FORGED = Reply(401, TEXT, b"The signature is not Trello's.")
STRANGE = Reply(400, TEXT, b"This is no delivery of Trello's.")
OLD = Reply(400, TEXT, b"This is too long ago.")


class Ear:
    """Understands what Trello delivers to a connection; promises as the port says. It calls nobody.

    Without the app's secret nothing is believed. What our own account did is no news.
    """

    def __init__(
        self,
        connection: Connection,
        places: Sequence[Place],
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """`places` are the connection's; of `secrets` it takes `secret`, of the settings `address`."""
        del origin, budget, zone
        self._address = connection.settings.get("address", "")
        self._secret = secrets.get("secret", "").strip()
        self._places = {place.container: place.id for place in places}
        self._clock = clock
        self._heard = Heard()

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Ear()"

    def receive(self, request: Request) -> Received:
        """What the delivery means. A HEAD tries the address before a webhook is made."""
        if request.method == "HEAD":
            return Received(TAKEN)
        if not self._is_signed(request):
            return Received(FORGED)
        told = read_delivery(request.body)
        if told is None:
            return Received(STRANGE)
        return self._understood(told, request) if told.is_recent(self._clock.now()) else Received(OLD)

    def _is_signed(self, request: Request) -> bool:
        """The url is ours as configured: what a request says of itself could be anything."""
        if not (self._secret and self._address):
            return False
        url = callback(self._address, request.query.get(BY, ""))
        return is_signed(request.body, url, self._secret, request.headers.get("x-trello-webhook", ""))

    def _understood(self, told: Told, request: Request) -> Received:
        place = self._places.get(told.board)
        if place is None or told.by == request.query[BY] or not self._heard.is_new(f"{told.board} {told.action}"):
            return Received(TAKEN)
        return Received(TAKEN, frozenset({place}))
