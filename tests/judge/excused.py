"""The faults of the published files themselves, one by one; each says how we know."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "excused"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A fault of the published file, not of an exchange: where, which, and why we know."""

    place: str
    rule: str
    reason: str


def excuses(vendor: str) -> list[Excuse]:
    """The faults listed for a vendor."""
    listed = tomllib.loads((FOLDER / f"{vendor}.toml").read_text(encoding="utf-8"))
    return [Excuse(**each) for each in listed["excused"]]
