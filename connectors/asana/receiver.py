"""The ear of one Asana connection: a webhook's delivery says that something happened in a project, and no more."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo
from threading import Lock

from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Received, Reply, Request
from connectors.asana.deliveries import BY, PLACE, SIGN, Kept, is_signed, is_too_old, read_events
from connectors.layers.heard import Heard

HANDSHAKE = "x-hook-secret"
TEXT = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
TAKEN = Reply(200)
FORGED = Reply(401, TEXT, b"This is none of our webhooks, or the signature is not Asana's.")
STRANGE = Reply(400, TEXT, b"This is no delivery of Asana's.")
OLD = Reply(400, TEXT, b"This is too long ago.")


class Ear:
    """Understands what Asana delivers to a connection; promises as the port says. It calls nobody.

    What our own account did is no news.
    """

    def __init__(
        self,
        connection: Connection,
        places: Sequence[Place],
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """`places` are the connection's; among `secrets` are those that Asana gives."""
        del connection, origin, budget, zone
        self._places = {place.container: place.id for place in places}
        self._kept = Kept(secrets)
        self._clock = clock
        self._heard = Heard()
        self._shaking = Lock()

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Ear()"

    def receive(self, request: Request) -> Received:
        """What the delivery means; the secret that Asana gives for a webhook of ours is kept, and given back."""
        project = request.query.get(PLACE, "")
        place = self._places.get(project)
        if place is None or not self._kept.is_sign(project, request.query.get(SIGN, "")):
            return Received(FORGED)
        if HANDSHAKE in request.headers:
            return self._shaken(project, request.headers[HANDSHAKE])
        secret, signature = self._kept.secret(project), request.headers.get("x-hook-signature", "")
        if not (secret and is_signed(request.body, secret, signature)):
            return Received(FORGED)
        return self._understood(request, place, signature)

    def _shaken(self, project: str, offered: str) -> Received:
        with self._shaking:
            taken = self._kept.take(project, offered)
        return Received(Reply(200, {"X-Hook-Secret": offered}) if taken else FORGED)

    def _understood(self, request: Request, place: PlaceId, signature: str) -> Received:
        events = read_events(request.body)
        if events is None:
            return Received(STRANGE)
        if is_too_old(events, self._clock.now()):
            return Received(OLD)
        is_news = any(each.by != request.query.get(BY) for each in events) and self._heard.is_new(signature)
        return Received(TAKEN, frozenset({place}) if is_news else frozenset())
