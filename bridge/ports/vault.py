"""Keys and identities, apart from everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol, runtime_checkable

from bridge.core.model.ids import ConnectionId, PersonId


class Vault(Protocol):
    """Where the keys of pseudonyms live: its own file, its own backup."""

    def pseudonym(self, network: str, purpose: str, day: date, person: PersonId) -> str:
        """The person's pseudonym for that network and purpose in the quarter of `day` (PL-10).

        A keyed hash under two random 256-bit keys, made on first use: one per network, purpose and quarter, and one
        per network and person. Equal for equal arguments, unrelated between networks, purposes, quarters and persons.
        `person` is of a roster, or an account that nobody confirmed, as `connection/account`.
        """
        ...

    def reference(self, network: str, purpose: str, day: date, thing: str) -> str:
        """The pseudonym of what is nobody, such as a task: under the first of these keys alone."""
        ...

    def pseudonyms(self, network: str, purpose: str, person: PersonId) -> Sequence[str]:
        """The person's pseudonyms of all quarters for which there are keys; makes none. Nothing once destroyed."""
        ...

    def whose(self, network: str, purpose: str, pseudonym: str) -> PersonId | None:
        """Whose pseudonym it is; None for nobody's, or somebody's whose key was destroyed.

        `bridge.service.reidentify` alone asks this: it sees to it that two officers agreed (PL-12).
        """
        ...

    def holders(self, network: str) -> Mapping[str, PersonId]:
        """Everybody who has a key, by a name that tells nobody: a keyed hash of the id."""
        ...

    def destroy(self, network: str, person: PersonId) -> None:
        """Destroy the person's key, and with it what rosters keep of them, requests about them and their code.

        Safe to repeat. When this returns no process uses the key any more. Every pseudonym of the person, in any copy
        of the log, leads to nobody from then on, also for who has all the vault's other keys. `pseudonym` for the same
        id draws a new key, and nothing connects what it makes with anything before: it is for whoever begins anew. That
        nobody comes back by a sync is not for the vault to see to; erased persons are stopped before a pseudonym is
        made.
        """
        ...

    def hashed(self, purpose: str, text: str) -> str:
        """A keyed hash, so that a secret can be known again without being kept.

        Equal for equal arguments, unrelated between purposes, and between installations.
        """
        ...

    def renewed(self, connection: ConnectionId, name: str, configured: str) -> str:
        """What the tool gave last in place of this configured secret; empty where it gave nothing.

        For a secret that was configured anew it gave nothing yet: what a person enters always counts.
        """
        ...

    def renew(self, connection: ConnectionId, name: str, configured: str, value: str) -> None:
        """Keep what the tool gives in place of this configured secret; the one kept before is gone."""
        ...

    def alone(self, connection: ConnectionId) -> AbstractContextManager[object]:
        """Wait until nobody else holds this connection's secrets, in any process, and hold them.

        For whoever renews them: many a refresh token may be used once, and who used it first has the next.
        """
        ...


@runtime_checkable
class Shared(Protocol):
    """Secrets that others may renew as well."""

    def alone(self) -> AbstractContextManager[object]:
        """See `Vault.alone`."""
        ...
