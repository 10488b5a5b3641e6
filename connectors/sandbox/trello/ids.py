"""Ids as Trello forms them, the same in every run of the same calls."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from connectors.sandbox.stand_in import Now

_OBJECT_ID = re.compile(r"[0-9a-f]{24}")
_SHORT_LINK = re.compile(r"[0-9A-Za-z]{8}")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class ObjectIds:
    """Hands out ids: the second of creation, a fixed middle, a counter."""

    def __init__(self, now: Now) -> None:
        """`now` is the sandbox's clock."""
        self._now = now
        self._count = 0
        self._named = ""

    def next_is(self, object_id: str) -> None:
        """Hand out this id next, as a seed names it."""
        self._named = object_id

    def __call__(self) -> str:
        """The next id."""
        if self._named:
            named, self._named = self._named, ""
            return named
        self._count += 1
        return f"{int(self._now().timestamp()):08x}c0b21d9e57{self._count:06x}"


def is_object_id(text: object) -> bool:
    """Whether a text has the form of an id."""
    return isinstance(text, str) and _OBJECT_ID.fullmatch(text) is not None


def is_short_link(text: str) -> bool:
    """Whether a text has the form of a short link."""
    return _SHORT_LINK.fullmatch(text) is not None


def short_link(object_id: str) -> str:
    """The short link of a new card or board."""
    number = int(hashlib.sha256(object_id.encode()).hexdigest()[:16], 16)
    digits = ""
    for _ in range(8):
        number, rest = divmod(number, len(_ALPHABET))
        digits += _ALPHABET[rest]
    return digits


def created(object_id: str) -> datetime:
    """When something with this id was created."""
    return datetime.fromtimestamp(int(object_id[:8], 16), UTC)
