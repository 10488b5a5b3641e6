"""What is to be done about each copy once persons were erased: delete it, blank it, make it anew, or have it removed.

The order of DS-05b: what our account wrote is deleted; fields of ours are blanked; where the tool keeps a field's
former values, the item is made anew without them; what is not ours a partner is instructed to remove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.ids import CommentId, LaneId, PlaceId, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.reach import Delivery
from bridge.core.model.task import FIELDS, differing
from bridge.core.rules.copies import Copy, Kind, copies, written_fields
from bridge.core.sync.notices import is_notice
from bridge.core.sync.terms import Terms


class Remedy(StrEnum):
    """What is to be done, in the order in which it is preferred."""

    DELETE = "delete"
    BLANK = "blank"
    RECREATE = "recreate"
    INSTRUCT = "instruct"


class Cause(StrEnum):
    """Why our account cannot do it, where a partner is instructed."""

    NONE = ""
    ORIGINAL = "original"
    """It is an original, which belongs to whoever made it."""
    HISTORY = "history"
    """The tool's history keeps what stood there before, and no call takes it out."""
    LOST = "lost"
    """Our account does not see it any more."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do about one object of a tool."""

    remedy: Remedy
    copy: Copy
    cause: Cause = Cause.NONE


def remedies(before: Memory, after: Memory, terms: Terms) -> tuple[Due, ...]:
    """Everything to be done in the tools, place by place; `after` is `forgotten(before)`."""
    comparing = _Comparing(before, after, terms)
    return (*comparing.copies(), *comparing.originals())


class _Comparing:
    """The two memories of one space."""

    def __init__(self, before: Memory, after: Memory, terms: Terms) -> None:
        self._before, self._after, self._terms = before, after, terms

    def copies(self) -> Iterator[Due]:
        for copy in copies(self._before):
            if copy.place in self._terms.reaches:
                yield from self._about(copy)

    def _about(self, copy: Copy) -> Iterator[Due]:
        if copy.lane:
            due = self._lane(copy, copy.lane)
        elif copy.task and copy.kind in (Kind.ITEM, Kind.FIELDS):
            due = self._item(copy, copy.task)
        else:
            due = self._comment(copy)
        if not copy.lost:
            yield from due
        elif next(due, None):
            yield Due(Remedy.INSTRUCT, copy, Cause.LOST)

    def _lane(self, copy: Copy, lane: LaneId) -> Iterator[Due]:
        if self._before.lanes[lane].name != self._after.lanes[lane].name:
            yield Due(Remedy.BLANK, copy)
            if "lane" in self._terms.reaches[copy.place].manifest.history:
                yield Due(Remedy.INSTRUCT, copy, Cause.HISTORY)

    def _item(self, copy: Copy, task: TaskId) -> Iterator[Due]:
        fields = tuple(name for name in self._changed(copy.place, task) if name in copy.fields)
        if not fields:
            return
        named = Copy(copy.place, copy.kind, copy.ref, copy.task, fields=fields, lost=copy.lost)
        kept = self._terms.reaches[copy.place].manifest.history & _shown_with(fields)
        if not kept:
            yield Due(Remedy.BLANK, named)
        elif copy.kind is Kind.ITEM and self._is_ours_alone(copy.place, task):
            yield Due(Remedy.RECREATE, named)
        else:
            yield Due(Remedy.BLANK, named)
            yield Due(Remedy.INSTRUCT, named, Cause.HISTORY)

    def _changed(self, place: PlaceId, task: TaskId) -> tuple[str, ...]:
        was, now = self._links(place, task)
        found = set(differing(was.seen, now.seen, FIELDS))
        if was.sent and now.sent:
            found |= set(differing(was.sent, now.sent, FIELDS))
        return tuple(name for name in FIELDS if name in found)

    def _links(self, place: PlaceId, task: TaskId) -> tuple[Link, Link]:
        return self._before.links[place][task], self._after.links[place][task]

    def _is_ours_alone(self, place: PlaceId, task: TaskId) -> bool:
        """Whether nothing that people said or attached at the item would go with it."""
        links = self._before.comment_links.get(place, {}).values()
        said = any(each.task == task and not each.ours and each.standing is Standing.LIVE for each in links)
        touched = self._before.tasks[task].touched if task in self._before.tasks else {}
        return not said and not any(touch.place == place for touch in touched.values())

    def _comment(self, copy: Copy) -> Iterator[Due]:
        left = [each for each in copy.comments if each in self._after.comment_links.get(copy.place, {})]
        if not left or (len(left) == len(copy.comments) and is_notice(left[0]) and self._reads_otherwise(copy, left)):
            yield Due(Remedy.DELETE, copy)
        elif len(left) < len(copy.comments) or self._reads_otherwise(copy, left):
            rest = Copy(copy.place, copy.kind, copy.ref, copy.task, tuple(left), lost=copy.lost)
            yield Due(Remedy.BLANK, rest)

    def _reads_otherwise(self, copy: Copy, comments: list[CommentId]) -> bool:
        was, now = (each.comment_links[copy.place] for each in (self._before, self._after))
        if any((was[each].seen, was[each].sent) != (now[each].seen, now[each].sent) for each in comments):
            return True
        if copy.task is None or copy.task not in self._before.tasks:
            return False
        task, clean = self._before.tasks[copy.task], self._after.tasks[copy.task]
        return any(task.comments.get(each) != clean.comments.get(each) for each in comments)

    def originals(self) -> Iterator[Due]:
        """What people made themselves: it stays theirs, and somebody has to be told."""
        for place in self._terms.reaches:
            for task, link in self._before.links.get(place, {}).items():
                if link.ours or link.standing is Standing.GONE:
                    continue
                ours = written_fields(self._before, place, task, link)
                fields = tuple(name for name in self._changed(place, task) if name not in ("shown", *ours))
                if fields:
                    yield Due(Remedy.INSTRUCT, Copy(place, Kind.FIELDS, link.ref, task, fields=fields), Cause.ORIGINAL)
            yield from self._called(place)
            yield from self._said(place)

    def _called(self, place: PlaceId) -> Iterator[Due]:
        """Lanes that people named there."""
        for lane, link in self._before.lane_links.get(place, {}).items():
            known = self._before.lanes.get(lane)
            renamed = known is not None and known.name != self._after.lanes[lane].name
            if known and renamed and known.origin == place and link.standing is Standing.LIVE and link.ref:
                yield self._original_lane(Copy(place, Kind.LANE, link.ref, lane=lane))

    def _original_lane(self, copy: Copy) -> Due:
        """Where people edit by forms alone, our account wrote what they called it."""
        if self._terms.reaches[copy.place].manifest.delivers is Delivery.EDITS:
            return Due(Remedy.BLANK, copy)
        return Due(Remedy.INSTRUCT, copy, Cause.ORIGINAL)

    def _said(self, place: PlaceId) -> Iterator[Due]:
        after = self._after.comment_links.get(place, {})
        for comment, link in self._before.comment_links.get(place, {}).items():
            if not link.ours and link.standing is not Standing.GONE and after.get(comment) != link:
                yield Due(Remedy.INSTRUCT, Copy(place, Kind.COMMENT, link.ref, link.task, (comment,)), Cause.ORIGINAL)


def _shown_with(fields: tuple[str, ...]) -> frozenset[str]:
    """Our lines stand in the description."""
    return frozenset(fields) | ({"description"} if "shown" in fields else frozenset())
