"""What real objects look like: learnt from objects a vendor itself gave out, where it publishes no schema of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NAMES = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    type(None): "null",
    list: "array",
    dict: "object",
}
LONGEST = 24
ITEMS = "[]"
"""Stands in a way for the elements of a list."""


@dataclass(slots=True)
class Shape:
    """Every type, key and element seen at one place of some objects; of texts the short ones, which may be a vendor's
    fixed words. What has a name is one kind of object wherever it stands.
    """

    name: str = ""
    types: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    keys: dict[str, Shape] = field(default_factory=dict)
    items: Shape | None = None

    def learn(self, value: Any) -> None:
        """Take one more real value in."""
        self.types.add(NAMES[type(value)])
        if isinstance(value, str) and len(value) <= LONGEST:
            self.words.add(value)
        elif isinstance(value, Mapping):
            for key, each in value.items():
                self.keys.setdefault(key, Shape()).learn(each)
        elif isinstance(value, list):
            self.items = self.items or Shape()
            for each in value:
                self.items.learn(each)

    def take(self, other: Shape) -> None:
        """Take in what was seen of the same objects elsewhere."""
        self.types |= other.types
        self.words |= other.words
        for key, each in other.keys.items():
            self.keys.setdefault(key, Shape()).take(each)
        if other.items:
            self.items = self.items or Shape()
            self.items.take(other.items)

    def put(self, way: Sequence[str], known: Shape) -> None:
        """Take the objects at the end of a way for others that are known, with what was seen of them there.

        Raises KeyError where nothing was seen on the way.
        """
        found, holder = self.at(way), self.at(way[:-1])
        if holder is None:
            raise KeyError("/".join(way))
        if found:
            known.take(found)
        if way[-1] == ITEMS:
            holder.items = known
        else:
            holder.keys[way[-1]] = known

    def liken(self, way: Sequence[str], other: Sequence[str]) -> None:
        """Let the key at the end of a way hold, too, what was seen along another. Raises KeyError where nothing was
        seen along that one, or on the way to the key.
        """
        holder, like = self.at(way[:-1]), self.at(other)
        if holder is None or like is None:
            raise KeyError("/".join((*way, *other)))
        holder.keys.setdefault(way[-1], Shape()).take(like)

    def at(self, way: Sequence[str]) -> Shape | None:
        """What was seen along keys and `ITEMS`; None where nothing was."""
        found: Shape | None = self
        for key in way:
            if found is not None:
                found = found.items if key == ITEMS else found.keys.get(key)
        return found

    def strange(self, value: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
        """Each value unlike all that was seen: where, what is strange, and the value. What was only ever seen empty
        says nothing of what it holds.
        """
        place, kind = self.name or place, NAMES[type(value)]
        if self.types and kind not in self.types and self.types != {"null"}:
            yield place, f"type: {' or '.join(sorted(self.types))}, is {kind}", value
        elif isinstance(value, Mapping) and self.keys:
            for key, each in value.items():
                if key in self.keys:
                    yield from self.keys[key].strange(each, f"{place}/{key}")
                else:
                    yield place, f"unnamed: {key}", each
        elif isinstance(value, list) and self.items:
            for each in value:
                yield from self.items.strange(each, f"{place}/{ITEMS}")
