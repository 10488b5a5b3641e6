"""Who gets a person's data, by name: the partners of the spaces that they work in, and the vendors of their tools."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bridge.core.model.ids import PartnerId, SpaceId
from bridge.core.model.network import Network, Space
from bridge.core.reports.gdpr.disclosure import Recipient
from bridge.core.reports.gdpr.shown import Say


def recipients(network: Network, own: PartnerId, spaces: Collection[SpaceId], say: Say) -> tuple[Recipient, ...]:
    """The person's own partner first; then the others, then the vendors."""
    concerned = [space for space in network.spaces if space.id in spaces]
    hosts = {link.id: partner.id for partner in network.partners for link in partner.connections}
    own_name = next(partner.name for partner in network.partners if partner.id == own)
    return (
        Recipient(own_name, say("report.recipient.own"), tuple(space.name for space in concerned)),
        *(
            Recipient(partner.name, say("report.recipient.partner"), among)
            for partner in network.partners
            if partner.id != own
            and (among := _among(concerned, {link for link, host in hosts.items() if host == partner.id}))
        ),
        *_vendors(concerned, say),
    )


def _among(spaces: Collection[Space], connections: Collection[str]) -> tuple[str, ...]:
    return tuple(space.name for space in spaces if any(place.connection in connections for place in space.places))


def _vendors(spaces: Collection[Space], say: Say) -> Iterator[Recipient]:
    for tool in sorted({place.tool for space in spaces for place in space.places}):
        among = tuple(space.name for space in spaces if any(place.tool == tool for place in space.places))
        name, country = say(f"report.vendor.{tool}"), say(f"report.vendor_country.{tool}")
        yield Recipient(name, say("report.recipient.vendor"), among, country)
