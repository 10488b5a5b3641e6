"""A plan's labels: 25 slots with a colour, each with a name that people may give it. Without I/O.

Source of the colours: learn.microsoft.com/graph/api/resources/plannercategorydescriptions
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

COLOURS = (
    "Pink", "Red", "Yellow", "Green", "Blue", "Purple", "Bronze", "Lime", "Aqua", "Gray", "Silver", "Brown",
    "Cranberry", "Orange", "Peach", "Marigold", "Light green", "Dark green", "Teal", "Light blue", "Dark blue",
    "Lavender", "Plum", "Light gray", "Dark gray",
)  # fmt: skip
SLOTS = tuple(f"category{number}" for number in range(1, len(COLOURS) + 1))
_COLOUR = dict(zip(SLOTS, COLOURS, strict=True))


def named(descriptions: Mapping[str, str | None]) -> dict[str, str]:
    """The names that people gave to slots."""
    return {slot: name for slot in SLOTS if (name := (descriptions.get(slot) or "").strip())}


def read_labels(applied: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """A task's labels: the slots' names, the colour's word where a slot has none."""
    return frozenset(names.get(slot) or _COLOUR[slot] for slot in applied if slot in _COLOUR)


def slots_by_name(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The slots of each label, the one to use first: a name that people gave comes before a colour's word."""
    found: dict[str, tuple[str, ...]] = {}
    for slot in (*(slot for slot in SLOTS if slot in names), *(slot for slot in SLOTS if slot not in names)):
        name = names.get(slot) or _COLOUR[slot]
        found[name] = (*found.get(name, ()), slot)
    return found


def free_slots(names: Mapping[str, str], used: Collection[str]) -> list[str]:
    """Slots that neither have a name nor are on a task: a name for one changes nobody's task."""
    return [slot for slot in SLOTS if slot not in names and slot not in used]
