"""Q0: who has to stand behind a figure before anything is counted; decided from rosters, never from what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from bridge.core.log.evaluations import Threshold

Group = Mapping[str, AbstractSet[str]]
"""Those behind a figure, by organisation: each by a name that tells nobody, and once, whatever accounts they have."""
FEW_ORGANISATIONS, SMALL_GROUP = "few_organisations", "small_group"
REMAINING = 2
"""Organisations that have to remain whichever one is left out: of two each computes the other's part."""


def lacking(group: Group, threshold: Threshold) -> str:
    """Why there is no figure for the group; empty where there may be one (Q0).

    As many organisations and persons as the threshold says, and enough of both whichever organisation subtracts its
    own part.
    """
    organisations = present(group)
    if len(organisations) < threshold.organisations:
        return FEW_ORGANISATIONS
    if size(group) < threshold.persons:
        return SMALL_GROUP
    for each in organisations:
        others = {name: group[name] for name in organisations if name != each}
        if size(others) < threshold.without_one or len(others) < REMAINING:
            return SMALL_GROUP
    return ""


def size(group: Group) -> int:
    """How many persons, each once."""
    return len(set[str]().union(*group.values()))


def present(group: Group) -> tuple[str, ...]:
    """The organisations that have anybody there."""
    return tuple(sorted(name for name, members in group.items() if members))


def joined(groups: Iterable[Group]) -> Group:
    """All of them as one group."""
    found: dict[str, set[str]] = {}
    for group in groups:
        for name, members in group.items():
            found.setdefault(name, set()).update(members)
    return found


def passing(spaces: Mapping[str, Group], threshold: Threshold) -> tuple[str, ...]:
    """The spaces that may be counted, in the order of their ids, which nobody's activity changes."""
    return tuple(sorted(space for space, group in spaces.items() if not lacking(group, threshold)))
