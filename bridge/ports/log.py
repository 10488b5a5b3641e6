"""The participation log: entries wait, are sealed once a day, and can be read as they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from bridge.core.log.checking import Leaf
from bridge.core.log.entry import Entry, Sealed
from bridge.core.log.roots import Anchor, Signed


class LogView(Protocol):
    """One network's log as it stands at one moment; nothing is held in memory but what is asked for."""

    def roots(self) -> Sequence[Signed]:
        """The signed roots, oldest first, as they stand there."""
        ...

    def last_root(self) -> Signed | None:
        """The newest of them."""
        ...

    def leaves(self, start: int = 0, end: int | None = None) -> Iterator[Leaf]:
        """The leaves from one position up to, and without, another, in their order, with their entries."""
        ...

    def commitments(self, start: int, end: int) -> Iterator[bytes]:
        """What these leaves commit to."""
        ...

    def position(self, event_id: str) -> int | None:
        """The position of the entry's leaf; None where there is none."""
        ...

    def strays(self, *, search: bool) -> Iterator[str]:
        """The ids of entries and salts that have no leaf. Without `search` only where their numbers are unlike."""
        ...


class LogStore(Protocol):
    """The participation log."""

    def seal(self, network: str, before: date, sign: Callable[[bytes], bytes]) -> int:
        """Move what was staged for days before `before` into the log, and sign its root for the last of these days.

        Shuffled, each entry with its own random salt: nothing in the log tells an order within a day (PL-04). A day
        has one root, so what comes later for it is sealed with the next day. Returns the number of entries sealed.
        """
        ...

    def entries(self, network: str) -> Sequence[Sealed]:
        """All sealed entries of a network, ordered by day and then by their random id."""
        ...

    def about(self, network: str, actors: Collection[str]) -> Sequence[Sealed]:
        """The sealed entries of these pseudonyms, in the same order; as quick to find as they are few."""
        ...

    def waiting(self, network: str, actors: Collection[str]) -> Sequence[Entry]:
        """Those that wait for their day's seal, in the same order."""
        ...

    def staged(self, network: str) -> int:
        """How many entries wait for their day's seal."""
        ...

    def erase(self, network: str, ids: Sequence[str]) -> int:
        """Destroy these entries and their salts; their leaves stay and no longer say whose they were (PL-21, PL-22).

        Those that still wait for their day's seal go too, and are never sealed. Returns how many there were.
        """
        ...

    def forget(self, network: str, before: date, held: frozenset[str]) -> int:
        """Destroy all entries of days before this one, as `erase` does, and those that still wait for their seal.

        What `held` pseudonyms did stays. Returns how many there were (deletion rule).
        """
        ...

    def view(self, network: str) -> AbstractContextManager[LogView]:
        """The network's log as it stands now."""
        ...


class Signer(Protocol):
    """Signs the roots of the log with a key that never leaves the vault, and remembers the last one apart from it."""

    def sign(self, network: str, statement: bytes) -> bytes:
        """Ed25519, under the network's own key, made on first use."""
        ...

    def public_key(self, network: str) -> bytes:
        """What a signature is checked with."""
        ...

    def is_authentic(self, network: str, statement: bytes, signature: bytes) -> bool:
        """Whether the network's key has signed this."""
        ...

    def anchor(self, network: str) -> Anchor | None:
        """The last signed root that was kept here."""
        ...

    def keep_anchor(self, network: str, anchor: Anchor) -> None:
        """Keep it in place of the one before."""
        ...
