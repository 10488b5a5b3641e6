"""How many calls a vendor still allows."""

from __future__ import annotations

from typing import Literal, Protocol


class Budget(Protocol):
    """The rest of the limits that one credential lives under; shared by all connections that use the credential."""

    def take(self, limit: str = "") -> None:
        """Wait until one more call may be sent, then count it. `limit` names a special limit such as search.

        Raises Retry where that would take too long, or where the process is to end: nothing was sent.
        """
        ...

    def refused(self, seconds: float) -> None:
        """The vendor answered 429 and asked for so much time: nobody calls before it has passed."""
        ...


class Allowance(Protocol):
    """A limit as a vendor publishes it: at most `count` calls in any `seconds`, for one token or for one key's tokens.

    `name` is empty where every call counts.
    """

    @property
    def count(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def scope(self) -> Literal["token", "key"]: ...
    @property
    def name(self) -> str: ...
