"""The terms a decision keeps to: the space, what its places can hold, and who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta, tzinfo

from bridge.core.model.conflict import KEPT_FOR, Conflict
from bridge.core.model.ids import Account, ConnectionId, LaneId, PartnerId, PersonId, PlaceId, TaskId
from bridge.core.model.network import Connection, Network, Place, Space
from bridge.core.model.person import Person, Visibility
from bridge.core.model.phrases import Phrases
from bridge.core.model.policy import Policy
from bridge.core.model.reach import Manifest, Reach
from bridge.core.rules.barred import NOBODY_BARRED, Barred
from bridge.core.rules.reserved import Reserved
from bridge.core.rules.visibility import shown_as


@dataclass(frozen=True, slots=True)
class Terms:
    """A space with everything about its network that decisions need.

    `hosts` names each place's partner, `names` what persons on no roster are called, `lanes` the space's lanes,
    `conflicts` those of each task that nobody has decided. `policies` are the charter's, by field.
    `goes_on` the title under which a task that has become part of another goes on,
    `confirmed` whom of the roster the persons `connection/account` are, `barred` who is neither mirrored nor named.
    `reserved` says between which places references pass alone (`bridge.core.rules.reserved`), `unready` which partners
    have not agreed yet, `unnamed` those whose name alone would tell who a person is, `left_out` which fields of tasks
    the charter leaves out, `kept_for` how long a value that lost is kept.
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
    policies: Mapping[str, Policy] = field(default_factory=dict)
    conflicts: Mapping[TaskId, Sequence[Conflict]] = field(default_factory=dict)
    goes_on: Mapping[TaskId, str] = field(default_factory=dict)
    confirmed: Mapping[PersonId, PersonId] = field(default_factory=dict)
    barred: Barred = NOBODY_BARRED
    reserved: Reserved = field(default_factory=dict)
    unready: frozenset[PartnerId] = frozenset()
    unnamed: frozenset[PartnerId] = frozenset()
    left_out: frozenset[str] = frozenset()
    kept_for: timedelta = KEPT_FOR

    def is_erased(self, person: PersonId) -> bool:
        """Whether the person's data were erased, by any of their ids."""
        return person in self.barred.erased or self.identity(person) in self.barred.erased

    def is_restricted(self, person: PersonId) -> bool:
        """Whether the person's data may be kept, and used no more."""
        return person in self.barred.restricted or self.identity(person) in self.barred.restricted

    def identity(self, person: PersonId) -> PersonId:
        """Who it is: of the roster where an account was confirmed, else as it was met."""
        return self.confirmed.get(person, person)

    def partner_of(self, person: PersonId) -> PartnerId | None:
        """Whose person this is: by roster, else by the connection that the account belongs to."""
        known = self.persons.get(self.identity(person))
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
    made = Terms(
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
        persons={},
        visibility={place.id: network.charter.visible(place.tool) for place in space.places},
        phrases=phrases,
        zone=network.zone,
        policies=network.charter.policies,
    )
    return with_people(made, network)


def with_people(terms: Terms, network: Network) -> Terms:
    """The terms with the network's rosters and confirmed accounts as they are now; all else stays."""
    connections = {link.id: link for partner in network.partners for link in partner.connections}
    confirmed = identities(connections.values())
    reaches = {
        place: replace(reach, accounts=connections[reach.connection].accounts, confirmed=confirmed)
        for place, reach in terms.reaches.items()
    }
    persons = {person.id: person for partner in network.partners for person in partner.roster}
    return replace(terms, reaches=reaches, persons=persons, confirmed=confirmed)


def identities(connections: Iterable[Connection]) -> Mapping[PersonId, PersonId]:
    """Whom of the roster each confirmed account's person is."""
    return {
        PersonId(f"{link.id}/{account}"): person for link in connections for person, account in link.accounts.items()
    }


def _reach(network: Network, connection: Connection, manifest: Manifest, place: Place) -> Reach:
    if manifest.comment_setting and not connection.settings.get(manifest.comment_setting):
        manifest = replace(manifest, comments=False)
    archive = connection.settings.get("archive_lane", manifest.archive_lane)
    return Reach(
        manifest,
        connection.id,
        network.zone,
        archive_lane=archive,
        custom=frozenset(name for name, _ in place.custom),
        priority=bool(place.priority),
    )


def person_at(reach: Reach, account: str) -> PersonId:
    """The person as met at this place, `connection/account`; tasks remember people so.

    Who that is on a roster may be confirmed and taken back later, and must not change what somebody did by hand.
    """
    return PersonId(f"{reach.connection}/{account}")


def known_as(reach: Reach, person: str) -> PersonId:
    """Who it is: of the roster where an account was confirmed, else as it was met. Equal for one and the same."""
    return reach.confirmed.get(PersonId(person), PersonId(person))


def actor_at(reach: Reach, account: str) -> PersonId:
    """Whose act it is that this account did."""
    return known_as(reach, person_at(reach, account))


def account_at(reach: Reach, person: str) -> Account | None:
    """The person's native account at this place, None where there is none."""
    connection, _, account = person.partition("/")
    if account and connection == reach.connection:
        return Account(account)
    return reach.accounts.get(known_as(reach, person))


def settable(reach: Reach, person: str) -> Account | None:
    """The account by which the person is to be set at the item that is looked at, None where words say who it is."""
    account = account_at(reach, person)
    return None if account in reach.quiet.people else account


def mentionable(reach: Reach, person: str) -> Account | None:
    """The account by which the person is to be mentioned there, None where the name alone is said."""
    return None if person in reach.quiet.mentions else account_at(reach, person)


def called(person: PersonId, terms: Terms, host: PlaceId, otherwise: str = "") -> str:
    """What readers at the place `host` see for a person: colleagues by name, others as the charter allows."""
    if terms.barred and (terms.is_erased(person) or terms.is_restricted(person)):
        return terms.phrases.a_partner
    known, partner = terms.persons.get(terms.identity(person)), terms.partner_of(person)
    name = known.name if known else terms.names.get(person, otherwise)
    organisation = terms.partners.get(partner, "") if partner else ""
    anonymous = terms.phrases.a_partner
    if partner == terms.hosts[host]:
        return name or organisation
    if partner in terms.unready:
        return anonymous
    return shown_as(name, known.role if known else "", organisation or anonymous, anonymous, terms.visibility[host])


def organisation_at(place: PlaceId, terms: Terms, host: PlaceId) -> str:
    """What readers at `host` see for the organisation of another place, where its name is not a person's as good as."""
    partner, anonymous = terms.hosts[place], terms.phrases.a_partner
    if partner != terms.hosts[host] and (partner in terms.unnamed or terms.visibility[host] is Visibility.NONE):
        return anonymous
    return terms.partners.get(partner, anonymous)
