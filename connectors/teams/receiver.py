"""The ear of one Teams connection: what Graph notifies us of about the channel of comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Received, Reply, Request
from connectors.teams.channel import channel_of
from connectors.teams.notices import client_state, is_ours, read_notices, understood

TOKEN = "validationToken"  # noqa: S105  the name of a parameter
LONGEST_TOKEN = 2_000
TEXT = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
TAKEN = Reply(202)
FORGED = Reply(401, TEXT, b"The clientState is not ours.")
STRANGE = Reply(400, TEXT, b"This is no notification of Microsoft Graph.")
ENDING = frozenset(("reauthorizationRequired", "subscriptionRemoved"))
MISSED = "missed"


class Ear:
    """Understands what Graph delivers to a connection; promises as the port says. It calls nobody.

    A notification says neither which task a comment is on nor who wrote it: the places seek the comment.
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
        """`places` are the connection's; of `secrets` it takes `client_secret`."""
        del origin, budget, clock, zone
        self._channel = channel_of(connection.settings.get("channel", "")) or ("", "")
        self._places = frozenset(place.id for place in places)
        self._state = client_state(connection.id, secrets)

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Ear()"

    def receive(self, request: Request) -> Received:
        """What the delivery means; what does not bear our secret is left alone, and refused where nothing does."""
        if TOKEN in request.query:
            return Received(_echoed(request.query[TOKEN]))
        notices = read_notices(request.body)
        if notices is None:
            return Received(STRANGE)
        ours = [each for each in notices if is_ours(each, self._state)]
        return Received(FORGED) if notices and not ours else self._told(ours)

    def _told(self, notices: Sequence[Mapping[str, Any]]) -> Received:
        said = [understood(each, *self._channel) for each in notices]
        lifecycle = {each.lifecycle for each in said}
        replies = frozenset(each.reply for each in said if each.reply)
        missed = self._places if MISSED in lifecycle else frozenset()
        hints = self._places if replies or missed else frozenset()
        return Received(
            TAKEN,
            hints,
            dict.fromkeys(self._places, replies) if replies else {},
            missed=missed,
            lapsed=self._places if lifecycle & ENDING else frozenset(),
        )


def _echoed(token: str) -> Reply:
    """The token as it was sent, by which Graph knows that the address is served."""
    return Reply(200, TEXT, token.encode()) if 0 < len(token) <= LONGEST_TOKEN else STRANGE
