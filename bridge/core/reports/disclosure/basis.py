"""Whom a quarter's figures rest upon: the rosters of the spaces as they were when it began.

Who comes later counts from the next quarter on. Who leaves is missing at once, and does not come back before the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from bridge.core.reports.disclosure.group import Group

Spaces = Mapping[str, Group]
"""The groups of spaces, by the space's id."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The frozen rosters of one quarter. `first`: none was frozen before it, so the network went live on that day.

    `left` are those of `spaces` who have left each space since.
    """

    quarter: str
    frozen_on: date
    first: bool
    spaces: Spaces
    left: Mapping[str, AbstractSet[str]] = field(default_factory=dict)

    def standing(self) -> Spaces:
        """The groups without those who left."""
        return {
            space: {name: members - self.left.get(space, frozenset()) for name, members in group.items()}
            for space, group in self.spaces.items()
        }

    def everybody(self, space: str) -> AbstractSet[str]:
        """Whose acts in the space count, those of before they left too."""
        return frozenset[str]().union(*self.spaces.get(space, {}).values())


def leaving(basis: Basis, now: Spaces) -> Mapping[str, frozenset[str]]:
    """Who has left since it was looked at last, by space; `now` are the rosters of today."""
    found = {}
    for space, group in basis.standing().items():
        there = frozenset[str]().union(*now.get(space, {}).values())
        found[space] = frozenset[str]().union(*group.values()) - there
    return {space: gone for space, gone in found.items() if gone}
