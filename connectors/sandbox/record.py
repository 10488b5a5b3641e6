"""What was asked of each vendor, for tests that count calls."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

MOST_CALLS = 100_000
"""Calls shown one by one; older ones remain in the counts only."""
_READS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    `status` is None where no answer was sent; `actions` are the methods of a batch's actions; `reading` says whether it
    only read where the vendor's HTTP methods do not tell.
    """

    vendor: str
    method: str
    path: str
    status: int | None
    actor: str | None
    at: str
    actions: tuple[str, ...] = ()
    unknown: bool = False
    reading: bool | None = None

    def shown(self) -> dict[str, Any]:
        """As `GET /requests` shows it: `actions` where it is a batch, `unknown` where the vendor has no such call."""
        shown = {key: getattr(self, key) for key in ("vendor", "method", "path", "status", "actor", "at")}
        batch = {"actions": list(self.actions)} if self.actions else {}
        return {**shown, **batch, **({"unknown": True} if self.unknown else {})}

    def reads(self) -> bool:
        """Whether it only read: a batch reads when all its actions do."""
        if self.reading is not None:
            return self.reading
        return all(method in _READS for method in self.actions or (self.method,))


@dataclass(slots=True)
class _Counts:
    read: int = 0
    write: int = 0
    batched: int = 0
    status: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Record:
    """The calls since the start or since the record was last cleared."""

    _calls: deque[Call] = field(default_factory=lambda: deque(maxlen=MOST_CALLS))
    _counts: defaultdict[str, _Counts] = field(default_factory=lambda: defaultdict(_Counts))

    def add(self, call: Call) -> None:
        """Take down one call."""
        counts = self._counts[call.vendor]
        counts.read += call.reads()
        counts.write += not call.reads()
        counts.batched += len(call.actions)
        counts.status["none" if call.status is None else str(call.status)] += 1
        self._calls.append(call)

    def clear(self) -> None:
        """Forget all calls, so that one step can be measured."""
        self._calls.clear()
        self._counts.clear()

    def shown(self, vendors: tuple[str, ...]) -> dict[str, Any]:
        """The calls and counts of these vendors; a vendor never called counts zero."""
        counts = {vendor: self._counts.get(vendor, _Counts()) for vendor in vendors}
        return {
            "calls": [call.shown() for call in self._calls if call.vendor in vendors],
            "counts": {
                vendor: {"read": of.read, "write": of.write, "batched": of.batched, "status": dict(of.status)}
                for vendor, of in counts.items()
            },
        }
