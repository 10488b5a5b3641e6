"""Tombstones of erased and restricted persons: keyed hashes by which a person is known again, and never told."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Mark(StrEnum):
    """What a hash stands for."""

    ERASED = "erased"
    """The id of a person whose data were erased."""
    NAME = "name"
    """What such a person was called, where a text can be searched for it."""
    RESTRICTED = "restricted"
    """The id of a person whose data may be kept and used no more (Art. 18)."""
    OBJECTED = "objected"
    """The same, until an objection is decided (Art. 21)."""
    KEY = "key"
    """What the key of these hashes makes of nothing: under another key nobody would be known again."""


class Tombstones(Protocol):
    """Kept apart from everything that a restored backup puts back. `tests/contracts/erasures.py` holds every promise.

    It holds no date, no order and no case: what is the same for several hashes would tell that they are one person's.
    """

    def put(self, mark: Mark, hashes: Collection[str]) -> None:
        """Keep these; what is there already stays. On the disk when this returns."""
        ...

    def take(self, mark: Mark, hashes: Collection[str]) -> int:
        """Take these out, and return how many were there."""
        ...

    def marked(self, mark: Mark) -> frozenset[str]:
        """All of that mark, as they are now, also after another process changed them."""
        ...
