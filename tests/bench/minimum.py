"""The fewest calls with which the vendors' interfaces let one mirror: what was seeded and what people did decide it.

Reading: Trello lists 1,000 cards or actions at once and its actions carry comments; Asana lists 100 tasks at once, and
comments only task by task. Finding that nothing happened is one call for each place. Writing: one call for each task,
comment, lane or label that is new; one for all changed fields of a task, but in Asana one more for another section.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.sandbox import Act

Items = Mapping[str, Mapping[str, Any]]
"""The sandbox's items as people see them, by ref."""
FIELDS = ("title", "description", "state", "due", "people", "archived")


@dataclass(frozen=True, slots=True)
class Tool:
    """What a vendor's interface allows.

    `page` is how many tasks one call lists. `comments` is how many of a place's comments one call lists; None where
    each task is asked for its own. `moves_apart` says that another lane takes a call of its own.
    """

    page: int
    comments: int | None
    moves_apart: bool
    creates: tuple[str, str]
    says: tuple[str, str]


TOOLS = {
    "trello": Tool(1_000, 1_000, moves_apart=False, creates=("POST", "/cards"), says=("POST", "/comments")),
    "asana": Tool(100, None, moves_apart=True, creates=("POST", "/tasks"), says=("POST", "/stories")),
}
PLACES = len(TOOLS)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything a full place was seeded with; its lanes and labels are new to the other place."""

    tasks: int
    comments: int
    lanes: int
    labels: int


def reading(tool: Tool, tasks: int, comments: int) -> int:
    """All of a place."""
    said = tasks if tool.comments is None else _pages(comments, tool.comments)
    return _pages(tasks, tool.page) + said


def first_mirror(source: Tool, extent: Extent) -> int:
    """Read the full place, find the other one empty, create everything there."""
    creates = extent.lanes + extent.labels + extent.tasks + extent.comments
    return reading(source, extent.tasks, extent.comments) + 1 + creates


def idle() -> int:
    """Ask each place once."""
    return PLACES


def changes(acts: Sequence[Act], before: Items, after: Items, source: str, target: str) -> int:
    """Ask each place once, read what people did in `source` where asking does not tell it, write it to `target`.

    Who comments in Asana follows the task from then on: that changes the task as well.
    """
    created, said = (_done(acts, how) for how in (TOOLS[source].creates, TOOLS[source].says))
    edited = {ref for ref in before if any(before[ref][name] != after[ref][name] for name in FIELDS)}
    moved = {ref for ref in before if before[ref]["lane"] != after[ref]["lane"]}
    if not acts:
        raise RuntimeError("Nobody did anything.")
    read = created + len(edited | moved) + (said if TOOLS[source].comments is None else 0)
    written = len(edited) + len(moved) if TOOLS[target].moves_apart else len(edited | moved)
    return PLACES + read + created + said + written


def _done(acts: Sequence[Act], how: tuple[str, str]) -> int:
    method, ending = how
    return sum(act.method == method and act.path.endswith(ending) for act in acts)


def _pages(number: int, page: int) -> int:
    return max(1, -(-number // page))
