"""What was delivered lately: a delivery that comes again has no effect."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

MOST = 2_000
"""How many are remembered; the oldest is forgotten first."""


@dataclass(slots=True)
class Heard:
    """The signs of deliveries; threads may share it."""

    _signs: OrderedDict[str, None] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def is_new(self, sign: str) -> bool:
        """Whether this one did not come before, as far as is remembered; from now on it did."""
        with self._lock:
            known = sign in self._signs
            self._signs[sign] = None
            self._signs.move_to_end(sign)
            if len(self._signs) > MOST:
                self._signs.popitem(last=False)
        return not known
