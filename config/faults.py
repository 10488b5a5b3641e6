"""How a wrong configuration is told: all its faults at once, each in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from bridge.core.errors import Unusable


class ConfigError(Unusable):
    """Nothing starts. `faults` has one sentence per fault; the message is all of them, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def nearest(word: str, allowed: Collection[str]) -> str:
    """The allowed word that was probably meant, else all of them, for the end of a sentence."""
    close = get_close_matches(word, allowed, n=1)
    return f"perhaps {close[0]} was meant" if close else f"allowed: {', '.join(sorted(allowed))}"
