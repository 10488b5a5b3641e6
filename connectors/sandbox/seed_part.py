"""Reads a seed piece by piece; whatever is wrong becomes one sentence: where, what, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


class SeedError(ValueError):
    """The seed cannot be used; the message is one sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object within the seed and where it stands, such as `trello.boards[0]`."""

    where: str
    value: Mapping[str, Any]

    @classmethod
    def of(cls, where: str, value: object) -> Part:
        """Take an object; null and absence count as an empty one."""
        if value is None:
            return cls(where, {})
        if not isinstance(value, Mapping):
            raise SeedError(f"{where}: expected an object, found {_shown(value)}.")
        return cls(where, value)

    def only(self, *allowed: str) -> None:
        """Refuse any key that nobody reads."""
        for key in self.value:
            if key not in allowed:
                raise SeedError(f"{self.at(key)}: unknown key; allowed here: {', '.join(sorted(allowed))}.")

    def at(self, key: str) -> str:
        """Where the value of a key stands."""
        return f"{self.where}.{key}" if self.where else key

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be empty."""
        value = self.value.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value):
            raise SeedError(f"{self.at(key)}: expected a text, found {_shown(value)}.")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One of the allowed texts."""
        value = self.text(key, default)
        if value not in allowed:
            raise SeedError(f"{self.at(key)}: expected one of {', '.join(allowed)}, found {_shown(value)}.")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A true or false."""
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            raise SeedError(f"{self.at(key)}: expected true or false, found {_shown(value)}.")
        return value

    def instant(self, key: str) -> datetime | None:
        """An ISO instant with its zone, in UTC; None where there is none."""
        value = self.value.get(key)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None:
            raise SeedError(f"{self.at(key)}: expected an instant such as 2026-11-22T09:00:00Z, found {_shown(value)}.")
        return moment.astimezone(UTC)

    def part(self, key: str) -> Part:
        """The object under a key, empty where there is none."""
        return Part.of(self.at(key), self.value.get(key))

    def parts(self, key: str) -> list[Part]:
        """The objects of a list, none where there is no list."""
        return [Part.of(where, value) for where, value in self._entries(key)]

    def texts(self, key: str) -> list[str]:
        """The texts of a list, none where there is no list."""
        found = []
        for where, value in self._entries(key):
            if not isinstance(value, str) or not value:
                raise SeedError(f"{where}: expected a text, found {_shown(value)}.")
            found.append(value)
        return found

    def _entries(self, key: str) -> Iterator[tuple[str, object]]:
        value = self.value.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            raise SeedError(f"{self.at(key)}: expected a list, found {_shown(value)}.")
        for index, entry in enumerate(value):
            yield f"{self.at(key)}[{index}]", entry


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
