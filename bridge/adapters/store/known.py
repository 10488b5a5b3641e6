"""Rows as they were last read: one whose texts are still the same gives the very same value, and is not taken apart."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from bridge.core.model.ids import SpaceId

Key = TypeVar("Key")
Value = TypeVar("Value")


class Known(Generic[Key, Value]):
    """Values of one table, by space and key, with the texts that they were made from.

    Every row is read from the database each time. Only what the last reading found is kept, so that nothing outlives
    its row.
    """

    def __init__(self, made: Callable[..., Value]) -> None:
        """`made` makes a value, which must be frozen, from a row's texts."""
        self._made = made
        self._last: dict[SpaceId, Mapping[Key, tuple[Any, Value]]] = {}

    def read(self, space: SpaceId, rows: Iterable[tuple[Key, Any]]) -> Iterator[tuple[Key, Value]]:
        """The values of all the space's rows; a row is its key, and its texts as they are compared."""
        before = self._last.get(space, {})
        now: dict[Key, tuple[Any, Value]] = {}
        for key, texts in rows:
            kept = before.get(key)
            if kept is None or kept[0] != texts:
                kept = (texts, self._made(*texts))
            now[key] = kept
            yield key, kept[1]
        self._last[space] = now


@contextmanager
def unsearched() -> Iterator[None]:
    """While many values are made, Python does not look for cycles among them again and again: values hold none.

    Of the time to read a large space for the first time that was nearly half.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
