"""A vendor's limit as data: each manifest module lists its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` calls in any `seconds`, for one token or for all tokens of one key.

    Without a name it counts every call; with one only those that `take` announces: by the name alone, or with what
    each has such a limit to itself, such as `channel:C1`.
    """

    count: int
    seconds: float
    scope: Literal["token", "key"] = "token"
    name: str = ""
