"""A space's terms under the charter that holds now: who sees what of whom, which fields, and where references pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bridge.core.model.charter import COMMENTS, EEA, MIRRORED, Points
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.person import Visibility
from bridge.core.model.policy import policy_of
from bridge.core.model.reach import Reach
from bridge.core.rules import catalogue
from bridge.core.rules.agreement import fallen, values
from bridge.core.rules.consent import ALONE, Force
from bridge.core.rules.reserved import Side, reserved
from bridge.core.rules.retention import DataType
from bridge.core.sync.terms import Terms


def under(terms: Terms, network: Network, force: Force) -> Terms:
    """The terms, made from the network file, as the charter in force lets them be."""
    points = force.points
    fields, custom = frozenset(values(points, "field")), frozenset(values(points, "custom"))
    shared = reserved(sides(network, terms.space, force))
    return replace(
        terms,
        reaches={
            place.id: _narrowed(terms.reaches[place.id], fields, custom, place.priority) for place in terms.space.places
        },
        visibility={place.id: _visibility(points, place.tool) for place in terms.space.places},
        policies={
            point.partition(":")[2]: policy
            for point, text in points.items()
            if point.startswith("policy:") and (policy := policy_of(text))
        },
        reserved=shared,
        unready=frozenset(partner.id for partner in network.partners) - force.ready,
        unnamed=frozenset(each.id for each in network.partners if _is_person(each) and shared),
        left_out=MIRRORED - fields,
        kept_for=timedelta(days=catalogue.under(points)[DataType.CONFLICTS].period.days),
    )


def sides(network: Network, space: Space, force: Force) -> Iterator[Side]:
    """How each place of the space stands to the others."""
    links = {link.id: (partner, link) for partner in network.partners for link in partner.connections}
    for place in space.places:
        partner, link = links[place.connection]
        yield Side(
            place.id,
            ready=is_ready(partner, link, force),
            guarded=f"eea:{partner.id}" in force.points,
            outside=force.points.get(f"region:{link.id}") != EEA,
        )


def is_ready(partner: Partner, link: Connection, force: Force) -> bool:
    """Whether contents may pass: every gate is there, all agreed to the vendor, and the transfer still has a ground."""
    agreed = partner.id in force.ready and f"partner:{partner.id}:{link.tool}" in force.points
    return agreed and not fallen(force.points, partner.id, link.tool)


def beyond(place: Place, reach: Reach) -> tuple[str, ...]:
    """The custom fields that the place names and the charter does not: its connector must not read them.

    `reach` is that of the terms that `under` made.
    """
    named = [name for name, _ in place.custom if name not in reach.custom]
    return tuple(sorted([*named, place.priority] if place.priority and not reach.priority else named))


def _is_person(partner: Partner) -> bool:
    """Whether the organisation is one person, so that its name is one's (PL-42)."""
    return len(partner.roster) <= ALONE


def _visibility(points: Points, tool: str) -> Visibility:
    return Visibility(points.get(f"visibility:{tool}", Visibility.ORGANISATION))


def _narrowed(reach: Reach, fields: frozenset[str], custom: frozenset[str], priority: str) -> Reach:
    manifest, stands = reach.manifest, priority in custom and "priority" in fields
    if fields >= MIRRORED and custom >= reach.custom and stands >= reach.priority:
        return reach
    held = frozenset(name for name in manifest.holds if name in fields or name not in MIRRORED)
    manifest = replace(manifest, holds=held, comments=manifest.comments and COMMENTS in fields)
    return replace(
        reach, manifest=manifest, custom=reach.custom & custom, priority=reach.priority and "priority" in fields
    )
