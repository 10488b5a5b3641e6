"""The vault as an SQLite file of its own: keys of pseudonyms and persons, renewed secrets and rosters, each sealed.

A sealed key is bound to its domain or person (associated data), so that no row can be passed off as another's; a sealed
secret to the one that was configured, so that it no longer opens once another is.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from secrets import token_bytes
from threading import Lock

from cryptography.exceptions import InvalidTag

from bridge.adapters.vault.anchors import SealedAnchors
from bridge.adapters.vault.codes import SealedCodes
from bridge.adapters.vault.expiring import Expiring
from bridge.adapters.vault.persons import PersonKeys
from bridge.adapters.vault.pseudonym import KEY_BYTES, Domain, keyed_hash, of_person, of_thing
from bridge.adapters.vault.reidentifications import SealedReidentifications
from bridge.adapters.vault.rosters import SealedRosters
from bridge.adapters.vault.sealed import SealedFile
from bridge.adapters.vault.signing import VaultSigner
from bridge.core.errors import Unusable
from bridge.core.model.ids import ConnectionId, PersonId

CHECK = Domain.always("check")
"""A key like the others that nothing is hashed with: it tells at the start whether the master key is the right one."""


class SqliteVault:
    """`bridge.ports.vault.Vault` on a file; for all threads of a process, and for several processes."""

    def __init__(self, path: Path, master: bytes) -> None:
        """Open it, made where it is missing, for this account alone.

        Raises Unusable when the file cannot be used or was sealed with another master key.
        """
        self._file = SealedFile(path, master)
        self._keys: dict[Domain, bytes] = {}
        self._lock = Lock()
        self._key(CHECK)
        self._persons = PersonKeys(self._file, self._key)
        self.rosters = SealedRosters(self._file, self._persons)
        self.reidentifications = SealedReidentifications(self._file, self._persons)
        self.codes = SealedCodes(self._file)
        self.signer = VaultSigner(self._key, SealedAnchors(self._file))
        self.expiring = Expiring(self._file, self._let_go)

    def pseudonym(self, network: str, purpose: str, day: date, person: PersonId) -> str:
        """See `Vault`."""
        domain = Domain.of(network, purpose, day)
        return of_person(self._key(domain), domain, self._persons.found_or_made(network, person), person)

    def reference(self, network: str, purpose: str, day: date, thing: str) -> str:
        """See `Vault`."""
        return of_thing(self._key(Domain.of(network, purpose, day)), thing)

    def pseudonyms(self, network: str, purpose: str, person: PersonId) -> Sequence[str]:
        """See `Vault`."""
        own = self._persons.found(network, person)
        return list(self._pseudonyms(self._domains(network, purpose), own, person))

    def whose(self, network: str, purpose: str, pseudonym: str) -> PersonId | None:
        """See `Vault`."""
        domains = self._domains(network, purpose)
        everybody = self._persons.everybody(network)
        return next((each for each, own in everybody if pseudonym in self._pseudonyms(domains, own, each)), None)

    def holders(self, network: str) -> Mapping[str, PersonId]:
        """See `Vault`."""
        return {self._persons.name(network, person): person for person, _ in self._persons.everybody(network)}

    def destroy(self, network: str, person: PersonId) -> None:
        """See `Vault`; overwritten in the file too, and in use by no process any more when this returns."""
        self._persons.destroy(network, person)

    def hashed(self, purpose: str, text: str) -> str:
        """See `Vault`."""
        return keyed_hash(self._key(Domain.always(purpose)), text)

    def renewed(self, connection: ConnectionId, name: str, configured: str) -> str:
        """See `Vault`."""
        query = "SELECT nonce, sealed FROM secrets WHERE connection = ? AND name = ?"
        with self._file.transaction() as opened:
            row = opened.execute(query, (connection, name)).fetchone()
        if row is None:
            return ""
        nonce, sealed = row
        try:
            return self._file.open(nonce, sealed, _instead_of(connection, name, configured)).decode()
        except InvalidTag:  # another one is configured by now
            return ""

    def renew(self, connection: ConnectionId, name: str, configured: str, value: str) -> None:
        """See `Vault`."""
        nonce, sealed = self._file.seal(value.encode(), _instead_of(connection, name, configured))
        with self._file.transaction() as opened:
            opened.execute("INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?)", (connection, name, nonce, sealed))

    @contextmanager
    def alone(self, connection: ConnectionId) -> Iterator[None]:
        """See `Vault`. No transaction is open meanwhile; the hold ends with the process, however it ends."""
        path = self._file.path
        with ExitStack() as held:
            try:
                file = held.enter_context(path.with_name(f"sign-in-{connection}.lock").open("a"))
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError as fault:
                raise Unusable(f"Beside the vault {path} nothing can be written: {fault.strerror}.") from fault
            yield

    def _domains(self, network: str, purpose: str) -> Sequence[Domain]:
        """Those of all quarters that have keys."""
        query = "SELECT quarter FROM keys WHERE network = ? AND purpose = ? AND quarter <> '' ORDER BY quarter"
        return [Domain(network, purpose, quarter) for (quarter,) in self._file.read(query, (network, purpose))]

    def _pseudonyms(self, domains: Sequence[Domain], own: bytes | None, person: PersonId) -> Iterator[str]:
        for each in domains:
            if not each.knows_persons:
                yield keyed_hash(self._key(each), person)
            elif own is not None:
                yield of_person(self._key(each), each, own, person)

    def _key(self, domain: Domain) -> bytes:
        with self._lock:
            if domain not in self._keys:
                self._keys[domain] = self._found_or_made(domain)
            return self._keys[domain]

    def _let_go(self) -> None:
        with self._lock:
            self._keys.clear()

    def _found_or_made(self, domain: Domain) -> bytes:
        drawn = self._file.seal(token_bytes(KEY_BYTES), _bound_to(domain))
        row = (domain.network, domain.purpose, domain.quarter)
        with self._file.transaction() as connection:
            # Another process may be first; whoever is, the key that stands there counts.
            connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?, ?)", (*row, *drawn))
            query = "SELECT nonce, sealed FROM keys WHERE network = ? AND purpose = ? AND quarter = ?"
            nonce, sealed = connection.execute(query, row).fetchone()
        return self._opened(domain, nonce, sealed)

    def _opened(self, domain: Domain, nonce: bytes, sealed: bytes) -> bytes:
        try:
            return self._file.open(nonce, sealed, _bound_to(domain))
        except InvalidTag as fault:
            raise self._file.other_key() from fault


def _bound_to(domain: Domain) -> bytes:
    return json.dumps([domain.network, domain.purpose, domain.quarter]).encode()


def _instead_of(connection: ConnectionId, name: str, configured: str) -> bytes:
    return json.dumps({"connection": connection, "name": name, "configured": configured}).encode()
