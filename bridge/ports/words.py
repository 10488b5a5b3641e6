"""The words that commands say to people."""

from __future__ import annotations

from typing import Protocol


class Words(Protocol):
    """One language. Every language has the same keys."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of that key with the values put in; raises KeyError for a key that no language has."""
        ...

    def told(self, sentence: str) -> str:
        """What a connector said, which is English, in this language; as it was where nobody has put it so."""
        ...
