"""What `cobridge people` asks: each connection's tool, for who has an account there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Connection
from bridge.service.people.asking import Askable
from connectors import registry


@contextmanager
def directories(connections: Connections, only: ConnectionId | None) -> Iterator[Sequence[Askable]]:
    """All connections, or one; what was opened for it is closed in the end."""
    made = [_askable(connections, each) for each in connections.all() if only in (None, each.id)]
    try:
        yield made
    finally:
        for each in made:
            if close := getattr(each.directory, "close", None):
                close()


def _askable(connections: Connections, connection: Connection) -> Askable:
    places = connections.places(connection)
    for name in connections.missing(connection):
        return Askable(connection, places, None, connections.lacks(connection, name))
    directory = registry.directory(connection.tool)(
        connections.with_login(connection),
        connections.secrets(connection),
        connections.origin(connection.tool),
        connections.budget(connection),
        connections.clock,
        connections.network.zone,
    )
    return Askable(connection, places, directory)
