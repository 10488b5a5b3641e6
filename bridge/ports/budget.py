"""How many calls a vendor still allows."""

from __future__ import annotations

from typing import Literal, Protocol

Scope = Literal["token", "key"]
"""Whose calls a limit counts: one token's, or those of all tokens of one key."""


class Budget(Protocol):
    """The rest of the limits that one credential lives under; shared by all connections that use the credential."""

    def take(self, *limits: str) -> None:
        """Wait until one more call may be sent, then count it. `limits` are special limits that it counts under too.

        They are named as `search`, or as `channel:C1` where each channel has such a limit to itself.

        Raises Retry where that would take too long, or where the process is to end: nothing was sent.
        """
        ...

    def delay(self, *limits: str) -> float:
        """How many seconds `take` would wait now. Nothing is counted."""
        ...

    def refused(self, seconds: float, *limits: str, scope: Scope = "token") -> None:
        """The vendor answered 429 and asked for so much time: nobody calls under these limits before it has passed.

        Without `limits` it is true of every call, with the scope `key` of all tokens of the key.
        """
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
    def scope(self) -> Scope: ...
    @property
    def name(self) -> str: ...
