"""Keys and identities, apart from everything else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol, runtime_checkable

from bridge.core.model.ids import ConnectionId, PersonId


class Vault(Protocol):
    """Where the keys of pseudonyms live: its own file, its own backup."""

    def pseudonym(self, network: str, purpose: str, day: date, person: PersonId) -> str:
        """The person's pseudonym for that network and purpose in the quarter of `day` (PL-10).

        A keyed hash under a random 256-bit key per network, purpose and quarter, made on first use: equal for equal
        arguments, unrelated between networks, purposes and quarters.
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
