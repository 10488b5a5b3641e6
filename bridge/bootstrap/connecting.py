"""What `cobridge connect` works with."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import ConnectionId
from bridge.service.connect import Connecting
from connectors import registry


def connecting(connections: Connections, tool: str) -> Mapping[ConnectionId, Connecting]:
    """Each connection of the tool, if somebody has to sign in there."""
    make = registry.sign_in(tool) if tool in registry.TOOLS else None
    made = dict[ConnectionId, Connecting]()
    for each in connections.all() if make else ():
        if make and each.tool == tool:
            secrets, login = connections.secrets(each), connections.with_login(each)
            sign_in = make(login, connections.origin(tool), connections.budget(each), connections.clock)
            made[each.id] = Connecting(sign_in, secrets, secrets.keep)
    return made
