"""What a demo found, and how `--json` and `demo.json` tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bridge.entry.demo.agreement import Difference
from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Scene, Sight

Calls = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Cycle:
    """How much one cycle read and wrote."""

    changes: int
    writes: int


@dataclass(frozen=True, slots=True)
class Log:
    """How many entries were exported, by type, and whether all fit their commitments."""

    types: Mapping[str, int]
    verified: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person was told of themselves, in records, and of how many copies the receipt of their erasure speaks.

    `left` of these are for others to remove.
    """

    found: int
    copies: int
    left: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a space's places show in the end."""

    scene: Scene
    sight: Sight

    @property
    def differences(self) -> Sequence[Difference]:
        """What keeps the places from agreeing."""
        return self.scene.differences(self.sight)

    def as_values(self) -> dict[str, object]:
        """As JSON."""
        places = [
            {"tool": place.tool.id, "items": len(items), "comments": comments(items)}
            for place in self.scene.places
            for items in (self.sight.places[place.id],)
        ]
        return {"id": self.scene.space.id, "places": places, "agree": not self.differences}


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a demo. `lost` counts what people did that did not arrive everywhere.

    `mishaps` says of what went wrong on purpose whether it ended as it has to.
    """

    seen: Sequence[Seen]
    lost: int
    mishaps: Mapping[str, bool]
    calls: Calls
    cycles: Sequence[Cycle]
    log: Log
    rights: Rights
    seconds: float

    @property
    def agree(self) -> bool:
        """Whether the places of each space show the same."""
        return not any(each.differences for each in self.seen)

    @property
    def good(self) -> bool:
        """Everything agrees and arrived, what went wrong was mended, nothing is left to write, the log verifies."""
        mended = all(self.mishaps.values())
        return self.agree and not self.lost and mended and not self.cycles[-1].writes and self.log.verified

    def as_values(self) -> dict[str, object]:
        """As JSON; calls are the service's own."""
        return {
            "spaces": [each.as_values() for each in self.seen],
            "calls": {vendor: dict(counts) for vendor, counts in self.calls.items()},
            "cycles": [{"changes": cycle.changes, "writes": cycle.writes} for cycle in self.cycles],
            "log": {"entries": sum(self.log.types.values()), "verified": self.log.verified},
            "rights": asdict(self.rights),
            "mishaps": dict(self.mishaps),
            "seconds": round(self.seconds, 1),
        }


def comments(items: Sequence[Shown]) -> int:
    """How many there are on these items."""
    return sum(len(item.comments) for item in items)


def difference(after: Calls, before: Calls) -> Calls:
    """The calls between two moments."""
    return {
        vendor: {kind: number - before.get(vendor, {}).get(kind, 0) for kind, number in counts.items()}
        for vendor, counts in after.items()
    }


def total(parts: Sequence[Calls]) -> Calls:
    """All of them together."""
    sums: dict[str, Counter[str]] = {}
    for part in parts:
        for vendor, counts in part.items():
            sums.setdefault(vendor, Counter({"read": 0, "write": 0})).update(counts)
    return sums
