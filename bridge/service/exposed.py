"""Whom the participation log speaks of, so that each of them learns that somebody read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.core.log.commitment import FIELDS
from bridge.core.log.entry import Purpose
from bridge.core.log.written import Line
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Network
from bridge.ports.log import LogStore
from bridge.ports.vault import Vault

ACTOR = FIELDS.index("actor_ref")
Exposed = tuple[PersonId, PartnerId | None]


def actors(log: LogStore, network: Network) -> frozenset[str]:
    """The pseudonyms in all sealed entries."""
    with log.view(network.id) as view:
        return frozenset(leaf.values[ACTOR].decode() for leaf in view.leaves() if leaf.values and leaf.values[ACTOR])


def actors_of(proof: Line | None) -> frozenset[str]:
    """The pseudonym in the entry that is proven, if there is one."""
    match proof:
        case {"included": {"entry": {"actor_ref": str(ref)}}} if ref:
            return frozenset({ref})
    return frozenset()


def exposed(people: Network, met: Iterable[PersonId], vault: Vault, refs: frozenset[str]) -> Iterator[Exposed]:
    """Whose the pseudonyms are, each person once.

    `people` is the network with its persons as they are known now, `met` those whom nobody matched, as
    `connection/account`. Nobody is told: the answer goes into the access log under other pseudonyms.
    """
    hosts = {link.id: partner.id for partner in people.partners for link in partner.connections}
    ids = {
        PersonId(f"{link.id}/{account}"): person
        for partner in people.partners
        for link in partner.connections
        for person, account in link.accounts.items()
    }
    homes = {person.id: partner.id for partner in people.partners for person in partner.roster}
    found = dict[PersonId, PartnerId | None]()
    for identity in (*homes, *ids, *met):
        if refs and not refs.isdisjoint(vault.pseudonyms(people.id, Purpose.TRANSPARENCY, identity)):
            person = ids.get(identity, identity)
            found[person] = homes.get(person) or hosts.get(ConnectionId(person.partition("/")[0]))
    yield from found.items()
