"""Deleting from the vault what may no longer be kept: keys of past quarters, and secrets of connections that are gone.

What is deleted is overwritten in the file.
"""

from __future__ import annotations

from collections.abc import Callable

from bridge.adapters.vault.sealed import SealedFile
from bridge.core.model.ids import ConnectionId

QUARTER_DIGITS = len("2026-Q4")
OLD = "SELECT purpose, quarter FROM keys WHERE network = ? AND quarter <> ''"


class Expiring:
    """`bridge.ports.retention.Expiring` on the vault's file."""

    def __init__(self, file: SealedFile, let_go: Callable[[], None]) -> None:
        """`let_go` forgets the keys that the process has in memory."""
        self._file, self._let_go = file, let_go

    def forget_keys(self, network: str, last_quarter: str, meant: Callable[[str], bool]) -> int:
        """See `Expiring`."""
        with self._file.transaction() as opened:
            old = [
                (purpose, quarter)
                for purpose, quarter in opened.execute(OLD, (network,)).fetchall()
                if quarter[:QUARTER_DIGITS] <= last_quarter and meant(purpose)
            ]
            for purpose, quarter in old:
                gone = (network, purpose, quarter)
                opened.execute("DELETE FROM keys WHERE network = ? AND purpose = ? AND quarter = ?", gone)
        if old:
            self._file.rebuild()
        self._let_go()
        return len(old)

    def holders(self, network: str) -> frozenset[str]:
        """See `Expiring`."""
        rows = self._file.read("SELECT holder FROM codes WHERE network = ?", (network,))
        return frozenset(holder for (holder,) in rows)

    def forget_code(self, network: str, holder: str) -> None:
        """See `Expiring`."""
        with self._file.transaction() as opened:
            opened.execute("DELETE FROM codes WHERE network = ? AND holder = ?", (network, holder))

    def forget_secrets(self, connection: ConnectionId) -> int:
        """See `Expiring`."""
        with self._file.transaction() as opened:
            gone = opened.execute("DELETE FROM secrets WHERE connection = ?", (connection,)).rowcount
        if gone:
            self._file.rebuild()
        return gone
