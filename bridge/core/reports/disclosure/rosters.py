"""Who stands behind the figures of each space: the confirmed persons who have access to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.reports.disclosure.basis import Spaces


def rosters(network: Network, ready: Collection[PartnerId], named: Callable[[PersonId], str]) -> Spaces:
    """By space and organisation, each person once under what `named` calls them.

    Persons of a partner's roster whose account was confirmed at a place of the space, where contents may pass. A second
    account, a bot, a guest or an account that nobody confirmed is nobody.
    """
    hosts = {link.id: (partner, link) for partner in network.partners for link in partner.connections}
    return {
        space.id: _group(hosts, {each.connection for each in space.places}, ready, named) for space in network.spaces
    }


def _group(
    hosts: Mapping[ConnectionId, tuple[Partner, Connection]],
    used: Collection[ConnectionId],
    ready: Collection[PartnerId],
    named: Callable[[PersonId], str],
) -> Mapping[str, frozenset[str]]:
    found = dict[str, frozenset[str]]()
    for partner, link in (hosts[each] for each in sorted(used) if each in hosts):
        if partner.id in ready:
            there = frozenset(named(person.id) for person in partner.roster if person.id in link.accounts)
            found[partner.id] = found.get(partner.id, frozenset()) | there
    return found
