"""Brings back what a person did not mean to lose: the edits are dropped, so that what was agreed is written again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bridge.core.model.decision import Change
from bridge.core.model.ids import LaneId, PlaceId, Ref, TaskId
from bridge.core.model.memory import LaneLink, Link, Memory, Standing
from bridge.core.model.refusal import Extent


def without_denied(changes: Iterable[Change], denied: Sequence[Extent]) -> tuple[Change, ...]:
    """The changes that are not among what is to be brought back."""
    fields = {(each.place, each.field or "archived", task) for each in denied for task in each.tasks}
    return tuple(change for change in changes if (change.place, change.name, change.task) not in fields)


def brought_back(before: Memory, after: Memory, denied: Sequence[Extent]) -> Memory:
    """The rows by which items that went are made again, and lanes that went with them.

    `before` is the memory decided on, `after` with what the places have said since. An item that left counts as
    deleted: there will be another in its place.
    """
    links: dict[PlaceId, dict[TaskId, Link]] = {}
    lanes: dict[PlaceId, dict[LaneId, LaneLink]] = {}
    for extent in denied:
        if extent.field:
            continue
        went = after.links.get(extent.place, {})
        left = [task for task in extent.tasks if task in went and went[task].standing is Standing.LEFT]
        links.setdefault(extent.place, {}).update({task: replace(went[task], standing=Standing.GONE) for task in left})
        lanes.setdefault(extent.place, {}).update(_lanes(before, after, extent))
    return Memory(links={place: rows for place, rows in links.items() if rows},
                  lane_links={place: rows for place, rows in lanes.items() if rows})  # fmt: skip


def _lanes(before: Memory, after: Memory, extent: Extent) -> dict[LaneId, LaneLink]:
    """The lanes in which the tasks stood and which went: without a ref they are made again."""
    were, now = before.lane_links.get(extent.place, {}), after.lane_links.get(extent.place, {})
    links = before.links.get(extent.place, {})
    needed = {links[task].seen.status.lane for task in extent.tasks if task in links}
    gone = [lane for lane, link in now.items() if link.standing is Standing.GONE and lane in were]
    return {lane: replace(now[lane], ref=Ref("")) for lane in gone if were[lane].ref and were[lane].ref in needed}
