"""What the copy of Petra's data has to hold, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bridge.core.model.activity import EntryType
from tests.unit.service.rights.sown import ACTS
from tests.unit.service.rights.world import TOOLS, account

ORACLE: Mapping[str, frozenset[str]] = {
    "identity": frozenset({"petra-weber"}),
    "accounts": frozenset(account(tool) for tool in TOOLS),
    "names": frozenset({"petra.w"}),
    "tasks": frozenset({"task-trello lead", "task-asana helper", "task-slack created"}),
    "comments": frozenset(f"comment-{tool}" for tool in TOOLS),
    "mentions": frozenset({"task-teams"}),
    "edits": frozenset(f"task-{tool}" for tool in TOOLS),
    "copies": frozenset(
        {"item-trello", "item-asana", "item-slack", "item-nord", "native-nord", *(f"native-{tool}" for tool in TOOLS)}
    ),
    "left_out": frozenset({"task-teams"}),
    "submissions": frozenset({"haus-7-trello"}),
    "conflicts": frozenset({"lost"}),
    "operations": frozenset({"waiting haus-7-nord", "parked haus-7-slack"}),
    "log": frozenset({*ACTS.values(), EntryType.RELEASED, EntryType.HANDED_OVER}),
    "journal": frozenset({"comment-trello"}),
    "cases": frozenset({"access"}),
    "accesses": frozenset({"own_data"}),
    "looks": frozenset({"persons", "own_data"}),
    "reidentifications": frozenset({"az-8"}),
    "holds": frozenset({"az-7"}),
    "starts": frozenset({"codes"}),
    "offices": frozenset({"sysadmin", "alerts", "code"}),
}
"""By kind what the copy of Petra's data has to hold, and nothing beside it: one word of each record (`SIGNS`)."""

SIGNS: Mapping[str, tuple[str, ...]] = {
    "identity": ("person",),
    "accounts": ("account",),
    "names": ("name",),
    "tasks": ("task", "part"),
    "comments": ("comment",),
    "mentions": ("task",),
    "edits": ("task",),
    "copies": ("ref",),
    "left_out": ("task",),
    "submissions": ("place",),
    "conflicts": ("fate",),
    "operations": ("state", "place"),
    "log": ("event_type",),
    "journal": ("id",),
    "cases": ("act",),
    "accesses": ("resource",),
    "looks": ("resource",),
    "reidentifications": ("case",),
    "holds": ("case",),
    "starts": ("data_type",),
    "offices": ("office",),
}


def signs(values: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The copy of an answer, as JSON holds it, in the words of the oracle."""
    return {
        kind: frozenset(" ".join(str(each[name]) for name in SIGNS[kind]) for each in records)
        for kind, records in values["copy"].items()
    }
