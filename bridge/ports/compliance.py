"""What a vendor tells us of accounts whose data we may hold: that somebody deleted theirs, or changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bridge.core.model.ids import Account, ConnectionId


@dataclass(frozen=True, slots=True)
class Told:
    """One account. `deleted`: nothing of it may be kept; else its name is to be asked for anew."""

    account: Account
    deleted: bool


@dataclass(frozen=True, slots=True)
class Poll:
    """When a connection's vendor last answered (aware UTC), and why the last attempt failed, empty where it did not."""

    at: datetime | None = None
    trouble: str = ""


class Compliance(Protocol):
    """One connection's vendor. Raises only `bridge.core.errors.Failure`s."""

    def told(self) -> Sequence[Told]:
        """All that the vendor tells now; the same again as long as it tells it."""
        ...


class PollStore(Protocol):
    """When each connection's vendor was asked."""

    def polled(self, connection: ConnectionId, at: datetime, trouble: str) -> None:
        """It was asked; with a trouble it did not answer, and what it said before stays the last answer."""
        ...

    def last(self, connection: ConnectionId) -> Poll:
        """How that stands."""
        ...
