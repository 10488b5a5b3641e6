"""The vault in a plain dictionary, for tests: it forgets with the process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from secrets import token_bytes
from threading import Lock

from bridge.adapters.vault.codes import MemoryCodes
from bridge.adapters.vault.identities import joined, parted
from bridge.adapters.vault.memory_reidentifications import MemoryReidentifications
from bridge.adapters.vault.pseudonym import KEY_BYTES, Domain, keyed_hash, of_person, of_thing
from bridge.adapters.vault.signing import VaultSigner
from bridge.core.log.roots import Anchor
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.roster import Roster


class MemoryVault:
    """`bridge.ports.vault.Vault` without a file."""

    def __init__(self, draw: Callable[[int], bytes] = token_bytes) -> None:
        """`draw` gives so many random bytes: the machine's own unless a test wants the same again."""
        self._draw = draw
        self._keys: dict[Domain, bytes] = {}
        self._persons: dict[tuple[str, PersonId], bytes] = {}
        self._held = defaultdict[ConnectionId, Lock](Lock)
        self._renewed: dict[tuple[ConnectionId, str], tuple[str, str]] = {}
        self.rosters = MemoryRosters()
        self.reidentifications = MemoryReidentifications()
        self.codes = MemoryCodes()
        self.signer = VaultSigner(self._key, MemoryAnchors())

    def pseudonym(self, network: str, purpose: str, day: date, person: PersonId) -> str:
        """See `Vault`."""
        domain = Domain.of(network, purpose, day)
        own = self._persons.get((network, person)) or self._persons.setdefault((network, person), self._draw(KEY_BYTES))
        return of_person(self._key(domain), domain, own, person)

    def reference(self, network: str, purpose: str, day: date, thing: str) -> str:
        """See `Vault`."""
        return of_thing(self._key(Domain.of(network, purpose, day)), thing)

    def pseudonyms(self, network: str, purpose: str, person: PersonId) -> Sequence[str]:
        """See `Vault`."""
        own = self._persons.get((network, person))
        domains = [each for each in self._keys if (each.network, each.purpose) == (network, purpose) and each.quarter]
        return [of_person(self._key(each), each, own, person) for each in domains if own]

    def whose(self, network: str, purpose: str, pseudonym: str) -> PersonId | None:
        """See `Vault`."""
        known = (person for of, person in self._persons if of == network)
        return next((each for each in known if pseudonym in self.pseudonyms(network, purpose, each)), None)

    def holders(self, network: str) -> Mapping[str, PersonId]:
        """See `Vault`."""
        return {self.hashed("names of persons", person): person for of, person in self._persons if of == network}

    def destroy(self, network: str, person: PersonId) -> None:
        """See `Vault`."""
        self._persons.pop((network, person), None)
        self.rosters.forget(network, person)
        self.reidentifications.forget(network, person)
        self.codes.forget(network, person)

    def hashed(self, purpose: str, text: str) -> str:
        """See `Vault`."""
        return keyed_hash(self._key(Domain.always(purpose)), text)

    def renewed(self, connection: ConnectionId, name: str, configured: str) -> str:
        """See `Vault`."""
        instead_of, value = self._renewed.get((connection, name), ("", ""))
        return value if instead_of == configured else ""

    def renew(self, connection: ConnectionId, name: str, configured: str, value: str) -> None:
        """See `Vault`."""
        self._renewed[connection, name] = configured, value

    def alone(self, connection: ConnectionId) -> AbstractContextManager[object]:
        """See `Vault`."""
        return self._held[connection]

    def _key(self, domain: Domain) -> bytes:
        if domain not in self._keys:
            self._keys[domain] = self._draw(KEY_BYTES)
        return self._keys[domain]


class MemoryRosters:
    """`bridge.ports.rosters.Rosters` without a file."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, PartnerId], Roster] = {}
        self._lock = Lock()

    def of(self, network: str) -> Mapping[PartnerId, Roster]:
        """See `Rosters`."""
        return {partner: roster for (of, partner), roster in sorted(self._kept.items()) if of == network}

    def change(self, network: str, partner: PartnerId, change: Callable[[Roster], Roster]) -> Roster:
        """See `Rosters`."""
        with self._lock:
            after = change(self._kept.get((network, partner), Roster()))
            self._kept[network, partner] = after
            if after == Roster():
                del self._kept[network, partner]
            return after

    def forget(self, network: str, person: PersonId) -> None:
        """What is known of the person goes with the person's key."""
        for partner in self.of(network):
            self.change(network, partner, lambda roster: _without(roster, person))


def _without(roster: Roster, person: PersonId) -> Roster:
    known = parted(roster)
    return joined(each for each in known.values() if each.id != person)


class MemoryAnchors(dict[str, Anchor]):
    """The last signed root of each network."""

    def put(self, network: str, anchor: Anchor) -> None:
        """In place of the one before."""
        self[network] = anchor
