"""What speaks where people of a place talk."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import PlaceId
from bridge.core.sync.terms import Terms
from bridge.ports.announcer import Announcer
from connectors import registry


def announcers(connections: Connections, terms: Terms) -> Mapping[PlaceId, Announcer]:
    """For each place that names a channel, where its tool has such and its secrets are there."""
    made = dict[PlaceId, Announcer]()
    for place in terms.space.places:
        make, connection = registry.announcer(place.tool), connections.of(place.connection)
        if make and place.conversation and not connections.missing(connection):
            made[place.id] = make(
                connections.with_login(connection),
                connections.secrets(connection),
                connections.origin(place.tool),
                connections.budget(connection),
                connections.clock,
            )
    return made
