"""Keys of people whom nothing speaks of any more: who left without a trace, or acted by an account that is nobody's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from bridge.core.model.ids import PersonId, SpaceId
from bridge.core.model.network import Network
from bridge.core.rules.retention import DataType
from bridge.ports.retention import Due, StartStore
from bridge.ports.rosters import Rosters
from bridge.ports.vault import Vault
from bridge.service.people.known import known

Named = Callable[[SpaceId], AbstractSet[PersonId]]
"""Whose names the space remembers."""


def forget_strangers(vault: Vault, rosters: Rosters, named: Named, starts: StartStore, due: Due) -> int:
    """Destroy the keys of persons who are on no roster and named at no task since long enough; return how many.

    Since when is remembered under the names of their keys, which tell nobody. `due.held` persons keep theirs.
    """
    network = due.network
    at_tasks = (person for space in network.spaces for person in named(space.id))
    there = frozenset((*_listed(network, rosters), *at_tasks)) | due.held
    strangers = {name: person for name, person in vault.holders(network.id).items() if person not in there}
    since = starts.since(network.id, DataType.PERSON_KEYS, frozenset(strangers), due.today)
    gone = frozenset(name for name, day in since.items() if day <= due.through)
    for name in gone:
        vault.destroy(network.id, strangers[name])
    starts.forget(network.id, DataType.PERSON_KEYS, gone)
    return len(gone)


def _listed(network: Network, rosters: Rosters) -> Iterator[PersonId]:
    """Whoever is on a roster or had an account, and their accounts as they were met."""
    kept = rosters.of(network.id)
    for roster in kept.values():
        for each in roster.assignments:
            yield from (each.person, PersonId(f"{each.connection}/{each.account}"))
    for partner in known(network, kept).network.partners:
        yield from (person.id for person in partner.roster)
        for link in partner.connections:
            yield from (PersonId(f"{link.id}/{account}") for account in link.accounts.values())
