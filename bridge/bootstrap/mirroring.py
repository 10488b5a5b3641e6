"""What a space is mirrored with: a connector for each of its places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from bridge.bootstrap.connections import Connections
from bridge.core.model.ids import ConnectionId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.sync.agreeing import beyond
from bridge.core.sync.terms import Terms
from bridge.ports.connector import Connector
from bridge.ports.journal import Journal
from bridge.service.cycle import Connectors
from connectors import registry
from connectors.layers.apart import Apart
from connectors.layers.stack import layered
from connectors.layers.unconnected import Unconnected


@dataclass(frozen=True, slots=True)
class Mirroring:
    """A connection has one connector in a process, made when it is first needed and shared by all spaces.

    `notes` tells what we have put into a place beside its tasks.
    """

    connections: Connections
    journal: Journal
    notes: Callable[[PlaceId], frozenset[Ref]]
    _made: dict[tuple[ConnectionId, bool], Connector] = field(default_factory=dict, repr=False)
    _making: Lock = field(default_factory=Lock, repr=False)

    def connectors(self, terms: Terms, *, dry_run: bool = False) -> Connectors:
        """A connector for each place of the space. Where a secret is missing, it says so whatever it is asked for.

        One that would read a field on which the partners have not agreed is not started, and says so likewise.
        """
        found: dict[PlaceId, Connector] = {}
        with self._making:
            for place in terms.space.places:
                if names := beyond(place, terms.reaches[place.id]):
                    found[place.id] = Unconnected(terms.reaches[place.id].manifest, _not_agreed(place, names))
                    continue
                key = (place.connection, dry_run)
                if key not in self._made:
                    self._made[key] = self._connector(self.connections.of(place.connection), dry_run=dry_run)
                found[place.id] = self._made[key]
        return found

    def _connector(self, connection: Connection, *, dry_run: bool) -> Connector:
        tool, reaching = connection.tool, self.connections
        for name in reaching.missing(connection):
            return Unconnected(registry.manifest(tool), reaching.lacks(connection, name))
        made = registry.connector(
            tool,
            reaching.with_login(connection),
            reaching.secrets(connection),
            reaching.origin(tool),
            budget=reaching.budget(connection),
            clock=reaching.clock,
            zone=reaching.network.zone,
        )
        return layered(Apart(made, self.notes), reaching.clock, self.journal, dry_run=dry_run)


def _not_agreed(place: Place, names: Sequence[str]) -> str:
    return (
        f"The place {place.id} would read {', '.join(names)}, on which the partners have not agreed: "
        "run cobridge charter propose and let them consent, or take it out of the place."
    )
