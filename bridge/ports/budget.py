"""How many calls a vendor still allows."""

from __future__ import annotations

from typing import Protocol


class Budget(Protocol):
    """The rest of the limits that one credential lives under; shared by all connections that use the credential."""

    def take(self, limit: str = "") -> None:
        """Wait until one more call may be sent, then count it. `limit` names a special limit such as search."""
        ...

    def refused(self, seconds: float) -> None:
        """The vendor answered 429 and asked for so much time: nobody calls before it has passed."""
        ...
