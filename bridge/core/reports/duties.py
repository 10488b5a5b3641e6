"""What partners promised to do for the network, and whether they do: acts, never how fast (READERS 7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How an agreed duty stands."""

    FULFILLED = "fulfilled"
    OPEN = "open"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One organisation's duties together. `others`: so many further organisations see only their own standing."""

    organisation: str
    standing: Standing
    others: int = 0
