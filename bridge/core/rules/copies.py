"""The ledger of copies (DS-05b): all that our own account wrote into tools, read off what is remembered.

A list beside the memory would drift from it; what the memory does not know, no cycle could keep up to date either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.ids import CommentId, LaneId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.task import FIELDS


class Kind(StrEnum):
    """What our account wrote."""

    ITEM = "item"
    """A whole item."""
    FIELDS = "fields"
    """Some fields of an item that somebody else made."""
    COMMENT = "comment"
    LANE = "lane"
    BESIDES = "besides"
    """What is neither of these: names of labels, messages that name items, menus of lanes. `ref` is the place's."""
    HISTORY = "history"
    """What the tool itself notes of who did what: never ours, and no copy; the receipt speaks of it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One object of a tool with content that came from elsewhere.

    `ref` is the object's native id. `fields` are those that our account wrote; a comment and a lane have none.
    `comments` are those that stand in the one native comment; `lost`: it was moved away, or cannot be seen any more.
    """

    place: PlaceId
    kind: Kind
    ref: Ref
    task: TaskId | None = None
    comments: tuple[CommentId, ...] = ()
    lane: LaneId | None = None
    fields: tuple[str, ...] = ()
    lost: bool = False


def copies(memory: Memory) -> tuple[Copy, ...]:
    """Every copy of the space, place by place. What was deleted there is none any more."""
    return tuple(
        copy
        for place in sorted({*memory.links, *memory.comment_links, *memory.lane_links})
        for copy in (*_items(memory, place), *_comments(memory, place), *_lanes(memory, place))
    )


def _items(memory: Memory, place: PlaceId) -> Iterator[Copy]:
    for task, link in memory.links.get(place, {}).items():
        fields = written_fields(memory, place, task, link)
        if link.standing is not Standing.GONE and fields:
            kind, lost = Kind.ITEM if link.ours else Kind.FIELDS, link.standing is Standing.LEFT
            yield Copy(place, kind, link.ref, task, fields=fields, lost=lost)


def written_fields(memory: Memory, place: PlaceId, task: TaskId, link: Link) -> tuple[str, ...]:
    """The fields of an item that our account wrote: of its own all, of others what came from elsewhere."""
    if link.ours:
        return tuple(name for name in FIELDS if name in link.held)
    if link.sent is None or task not in memory.tasks:
        return ()
    touched = memory.tasks[task].touched
    elsewhere = {name for name, touch in touched.items() if touch.place != place and name in link.held}
    return tuple(name for name in FIELDS if name in elsewhere or (name == "shown" and link.sent.shown))


def _comments(memory: Memory, place: PlaceId) -> Iterator[Copy]:
    by_ref: dict[Ref, list[tuple[CommentId, CommentLink]]] = {}
    for comment, link in memory.comment_links.get(place, {}).items():
        if link.ours and link.standing is not Standing.GONE:
            by_ref.setdefault(link.ref, []).append((comment, link))
    for ref, together in by_ref.items():
        _, link = together[0]
        comments = tuple(comment for comment, _ in together)
        yield Copy(place, Kind.COMMENT, ref, link.task, comments, lost=link.standing is Standing.LEFT)


def _lanes(memory: Memory, place: PlaceId) -> Iterator[Copy]:
    lanes: Mapping[LaneId, object] = memory.lanes
    for lane, link in memory.lane_links.get(place, {}).items():
        if lane in lanes and memory.lanes[lane].origin != place and link.standing is Standing.LIVE and link.ref:
            yield Copy(place, Kind.LANE, link.ref, lane=lane)
