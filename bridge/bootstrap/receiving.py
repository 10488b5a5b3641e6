"""How tools reach us: receivers of what they deliver, lines of our own, and the subscriptions to have them deliver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Connection
from bridge.ports.alerts import DeliveryStore
from bridge.ports.line import Line
from bridge.ports.receiver import Received, Receiver
from bridge.service.subscribe import Wanted
from connectors import registry


def receivers(connections: Connections) -> Mapping[ConnectionId, Receiver]:
    """A receiver for each connection whose tool delivers anything, and whose secrets are there."""
    made = {each.id: _receiver(connections, each) for each in connections.all() if not connections.missing(each)}
    return {identity: receiver for identity, receiver in made.items() if receiver}


def lines(
    connections: Connections, receivers: Mapping[ConnectionId, Receiver], take: Callable[[Received], None]
) -> Mapping[ConnectionId, Line]:
    """A line of our own for each of these whose tool has such and whose secrets for it are there.

    None where there is a public address: then the tools deliver to that.
    """
    made = dict[ConnectionId, Line]()
    for identity in sorted(connections.with_lines() & receivers.keys()):
        connection = connections.of(identity)
        if make := registry.line(connection.tool):
            secrets, origin = connections.secrets(connection), connections.origin(connection.tool)
            made[identity] = make(receivers[identity], secrets, origin, take)
    return made


def subscriptions(connections: Connections) -> Mapping[ConnectionId, Wanted]:
    """What tools are to be asked to deliver to our public address; nothing where there is none."""
    made = dict[ConnectionId, Wanted]()
    for each in connections.all() if connections.settings.public_url else ():
        make, places = registry.subscriber(each.tool), connections.places(each)
        if make and places and not connections.missing(each):
            subscriber = make(
                connections.with_login(each),
                connections.secrets(each),
                connections.origin(each.tool),
                connections.budget(each),
                connections.clock,
                connections.network.zone,
            )
            made[each.id] = Wanted(subscriber, places, connections.address(each))
    return made


def delivers(connections: Connections, identity: ConnectionId, heard: DeliveryStore) -> bool:
    """Whether its tool delivers to our public address: where that has to be asked for, it was and is kept up."""
    if not connections.settings.public_url:
        return False
    tool = connections.of(identity).tool
    return registry.subscriber(tool) is None or heard.delivers(identity, connections.clock.now())


def _receiver(connections: Connections, connection: Connection) -> Receiver | None:
    """Somebody waits for its answer, so it waits for no limit."""
    make = registry.receiver(connection.tool)
    if make is None:
        return None
    login = connections.with_login(connection)
    return make(
        replace(login, settings={**login.settings, "address": connections.address(connection)}),
        connections.places(connection),
        connections.secrets(connection),
        connections.origin(connection.tool),
        connections.budget(connection, timedelta()),
        connections.clock,
        connections.network.zone,
    )
