"""The terms a decision keeps to: the space, what its places can hold, and who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from bridge.core.model.ids import Account, ConnectionId, LaneId, PartnerId, PersonId, PlaceId
from bridge.core.model.network import Connection, Network, Place, Space
from bridge.core.model.person import Person, Visibility
from bridge.core.model.phrases import Phrases
from bridge.core.model.reach import Manifest, Reach
from bridge.core.rules.visibility import shown_as


@dataclass(frozen=True, slots=True)
class Terms:
    """A space with everything about its network that decisions need.

    `hosts` names each place's partner, `names` what persons on no roster are called, `lanes` the space's lanes.
    """

    space: Space
    reaches: Mapping[PlaceId, Reach]
    hosts: Mapping[PlaceId, PartnerId]
    partners: Mapping[PartnerId, str]
    connections: Mapping[ConnectionId, PartnerId]
    persons: Mapping[PersonId, Person]
    visibility: Mapping[PlaceId, Visibility]
    phrases: Phrases
    zone: tzinfo
    names: Mapping[PersonId, str] = field(default_factory=dict)
    lanes: Mapping[LaneId, str] = field(default_factory=dict)

    def partner_of(self, person: PersonId) -> PartnerId | None:
        """Whose person this is: by roster, else by the connection that the account belongs to."""
        known = self.persons.get(person)
        if known:
            return known.partner
        return self.connections.get(ConnectionId(person.partition("/")[0]))


def terms_of(
    network: Network,
    space: Space,
    manifests: Mapping[str, Manifest],
    phrases: Phrases,
    apart: Mapping[PlaceId, Manifest] | None = None,
) -> Terms:
    """The terms of one space; `manifests` has one for each tool that the space's places use.

    `apart` has those of places that can do other things than the rest of their tool's.
    """
    connections = {link.id: (partner, link) for partner in network.partners for link in partner.connections}
    hosts = {place.id: connections[place.connection][0].id for place in space.places}
    return Terms(
        space=space,
        reaches={
            place.id: _reach(
                network,
                connections[place.connection][1],
                (apart or {}).get(place.id) or manifests[place.tool],
                place,
            )
            for place in space.places
        },
        hosts=hosts,
        partners={partner.id: partner.name for partner in network.partners if partner.id in hosts.values()},
        connections={identity: partner.id for identity, (partner, _) in connections.items()},
        persons={person.id: person for partner in network.partners for person in partner.roster},
        visibility={place.id: network.charter.visible(place.tool) for place in space.places},
        phrases=phrases,
        zone=network.zone,
    )


def _reach(network: Network, connection: Connection, manifest: Manifest, place: Place) -> Reach:
    if manifest.comment_setting and not connection.settings.get(manifest.comment_setting):
        manifest = replace(manifest, comments=False)
    archive = connection.settings.get("archive_lane", manifest.archive_lane)
    return Reach(
        manifest,
        connection.id,
        network.zone,
        connection.accounts,
        archive_lane=archive,
        custom=frozenset(name for name, _ in place.custom),
        priority=bool(place.priority),
    )


def person_at(reach: Reach, account: str) -> PersonId:
    """The person behind a native account: the confirmed one, else `connection/account`."""
    for person, native in reach.accounts.items():
        if native == account:
            return person
    return PersonId(f"{reach.connection}/{account}")


def account_at(reach: Reach, person: str) -> Account | None:
    """The person's native account at this place, None where there is none."""
    native = reach.accounts.get(PersonId(person))
    if native is not None:
        return native
    connection, _, account = person.partition("/")
    return Account(account) if account and connection == reach.connection else None


def called(person: PersonId, terms: Terms, host: PlaceId, otherwise: str = "") -> str:
    """What readers at the place `host` see for a person: colleagues by name, others as the charter allows."""
    known, partner = terms.persons.get(person), terms.partner_of(person)
    name = known.name if known else terms.names.get(person, otherwise)
    organisation = terms.partners.get(partner, "") if partner else ""
    anonymous = terms.phrases.a_partner
    if partner == terms.hosts[host]:
        return name or organisation
    return shown_as(name, known.role if known else "", organisation or anonymous, anonymous, terms.visibility[host])
