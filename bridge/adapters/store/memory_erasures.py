"""Tombstones in a plain set, for tests: `Tombstones`."""

from __future__ import annotations

from collections.abc import Collection

from bridge.ports.erasures import Mark


class MemoryErasures:
    """See `Tombstones`; it forgets with the process."""

    def __init__(self) -> None:
        self._kept = set[tuple[Mark, str]]()

    def put(self, mark: Mark, hashes: Collection[str]) -> None:
        """See `Tombstones`."""
        self._kept |= {(mark, each) for each in hashes}

    def take(self, mark: Mark, hashes: Collection[str]) -> int:
        """See `Tombstones`."""
        there = self._kept & {(mark, each) for each in hashes}
        self._kept -= there
        return len(there)

    def marked(self, mark: Mark) -> frozenset[str]:
        """See `Tombstones`."""
        return frozenset(each for kind, each in self._kept if kind is mark)
