"""The personal code by which an officer or a person proves that it is them; only its hash is ever kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    """`hashed` is the code under scrypt with `salt`; both are hex.

    `maker` made it on the day `made_on`: the holder in place of one that was proven, or somebody else, who has seen
    it. `reset`: it was put in place of another that nobody proved, and the holder has not been told yet.
    """

    salt: str = field(repr=False)
    hashed: str = field(repr=False)
    maker: str
    made_on: date
    reset: bool = False
