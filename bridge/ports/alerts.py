"""What is remembered of alerts and of deliveries: each method one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bridge.core.model.alert import Told
from bridge.core.model.ids import ConnectionId


class AlertStore(Protocol):
    """The troubles that last, and what two persons were told of each: a restart tells nobody twice."""

    def standing(self) -> Sequence[Told]:
        """All of them, the oldest first."""
        ...

    def keep(self, told: Told) -> None:
        """Remember the trouble; one of the same key is replaced."""
        ...

    def forget(self, key: str) -> None:
        """The trouble is over."""
        ...

    def mailing(self, trouble: str) -> None:
        """How the last attempt to send a mail ended: one sentence, empty where it was taken for everybody."""
        ...

    def mail_trouble(self) -> str:
        """What the last attempt failed of, empty where it did not, or where none was made."""
        ...


class DeliveryStore(Protocol):
    """Which tools deliver to us, so that a command beside the service knows."""

    def arranged(self, connection: ConnectionId, until: datetime, trouble: str) -> None:
        """Its deliveries were asked for and are looked after until then (aware UTC); `trouble` is why they fail."""
        ...

    def delivers(self, connection: ConnectionId, now: datetime) -> bool:
        """Whether the connection's tool was last heard to deliver, and that is not over by now."""
        ...
