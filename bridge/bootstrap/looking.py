"""What the doctor looks at beside the places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bridge.adapters.vault.opening import KEY
from bridge.bootstrap.connections import Connections
from bridge.service.addresses import Addresses
from bridge.service.doctor import Surroundings
from bridge.service.people.known import Clash
from connectors import registry


def surroundings(connections: Connections, clashes: Sequence[Clash]) -> Surroundings:
    """What the service stands on."""
    from bridge.adapters.address import cobridge_answers
    from bridge.adapters.vendor_time import vendor_time

    def time_of(tool: str) -> datetime | None:
        return vendor_time(connections.origin(tool))

    settings = connections.settings
    beside = settings.data_dir / KEY
    tools = sorted({place.tool for terms in connections.terms for place in terms.space.places})
    return Surroundings(
        beside if beside.exists() else None,
        {tool: registry.limits(tool) for tool in tools},
        time_of,
        Addresses(settings.public_url, connections.with_lines(), cobridge_answers),
        clashes=clashes,
    )
