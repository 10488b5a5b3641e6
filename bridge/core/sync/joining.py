"""How places come into a space, leave it and come back: nothing is doubled, and nobody else is disturbed."""

from __future__ import annotations

from dataclasses import replace

from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.network import Place
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.stay import Matching, Stay, Summary
from bridge.core.sync.match import is_mirrored, may_be_ours
from bridge.core.sync.naming import task_id
from bridge.core.sync.terms import Terms


def stay_of(place: PlaceId, memory: Memory) -> Stay:
    """The place's part; one that was read before anybody asked about it has begun."""
    return memory.stays.get(place) or Stay(confirmed=place in memory.cursors)


def waits(place: Place, memory: Memory) -> bool:
    """Whether nothing there may be touched before a person has said what belongs together."""
    return place.matching is not Matching.CREATE and not stay_of(place.id, memory).confirmed


def begins(place: PlaceId, memory: Memory) -> bool:
    """Whether the next reading is the place's first, or the first since it came back; such a one is complete."""
    return place not in memory.cursors or stay_of(place, memory).away


def ours_at(place: PlaceId, memory: Memory) -> int:
    """How many living items of ours the place has."""
    links = memory.links.get(place, {}).values()
    return sum(link.ours and link.standing is Standing.LIVE for link in links)


def departed(memory: Memory, terms: Terms) -> Memory:
    """The rows of places that are no longer part of the space; what they were seen to hold is kept for their return."""
    here = {place.id for place in terms.space.places}
    left = {place: stay_of(place, memory) for place in memory.cursors if place not in here}
    return Memory(
        stays={place: replace(stay, confirmed=False, away=True) for place, stay in left.items() if not stay.away}
    )


def returned(memory: Memory, snapshot: Snapshot) -> Memory:
    """The links of a place that came back, without the items that went meanwhile: those are nobody's deletions."""
    place = snapshot.place
    if not stay_of(place, memory).away:
        return Memory()
    lost = {
        task: replace(link, standing=Standing.GONE)
        for task, link in memory.links.get(place, {}).items()
        if link.standing is Standing.LIVE and link.ref not in snapshot.items
    }
    said = {
        comment: replace(link, standing=Standing.LEFT)
        for comment, link in memory.comment_links.get(place, {}).items()
        if link.task in lost and link.standing is Standing.LIVE
    }
    return Memory(links={place: lost} if lost else {}, comment_links={place: said} if said else {})


def left_items(memory: Memory, snapshot: Snapshot, terms: Terms) -> Memory:
    """The items of a place that begins by matching alone which nobody has paired with a task: they stay by themselves.

    One that bears our marker is our own from an earlier stay, one that is archived or private is no task yet.
    """
    place, stay = snapshot.place, stay_of(snapshot.place, memory)
    known = {link.ref for link in memory.links.get(place, {}).values()}
    left = {
        item.ref
        for item in snapshot.items.values()
        if item.ref not in known
        and item.fields is not None
        and is_mirrored(item, terms)
        and not (item.marker in memory.tasks and may_be_ours(item))
        and task_id(place, item.ref) not in memory.pairs
    }
    return Memory(stays={place: replace(stay, items=stay.items | left)})


def begun(memory: Memory, place: Place) -> Memory:
    """The row of a place that has been read for the first time, or for the first time since it came back.

    `memory` is what was agreed about it. Tasks without an item there get none where the place begins by matching alone.
    """
    stay, links = stay_of(place.id, memory), memory.links.get(place.id, {})
    tasks = stay.tasks
    if place.matching is Matching.MATCH_ONLY:
        tasks |= {task for task in memory.tasks if task not in links}
    summary, found = (Summary.DUE, ours_at(place.id, memory)) if place.conversation else (Summary.NONE, 0)
    row = replace(stay, confirmed=True, away=False, tasks=tasks, summary=summary, found=found)
    return Memory(stays={place.id: row}) if row != Stay(confirmed=True) or place.id in memory.stays else Memory()
