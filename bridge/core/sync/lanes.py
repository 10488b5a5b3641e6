"""Lanes as entities: which native lane is which, new names, and what has to be made where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from bridge.core.model.ids import LaneId, PlaceId, Ref
from bridge.core.model.memory import LaneLink, Memory, Standing
from bridge.core.model.operation import NEW, CreateLane, Creating, Operation, RenameLane
from bridge.core.model.reach import Reach
from bridge.core.model.snapshot import ItemLane, Snapshot
from bridge.core.model.task import Lane
from bridge.core.sync.naming import lane_id
from bridge.core.sync.notices import undecided
from bridge.core.sync.terms import Terms
from bridge.core.sync.unite import goes_on

NAMELESS = "–"


def know_lanes(memory: Memory, snapshot: Snapshot) -> Memory:
    """The rows that change because of the lanes the snapshot shows.

    A lane nobody knew is the one that was begun to be made there under this name and never answered; or the one of the
    same name that the place still lacks, as of two tools with a lane of one name; else a new one. A lane that went is
    unlinked there and nowhere else.
    """
    if snapshot.lanes is None:
        return Memory()
    links = dict(memory.lane_links.get(snapshot.place, {}))
    lanes = dict(memory.lanes)
    known = {link.ref: lane for lane, link in links.items() if link.ref}
    for shown in snapshot.lanes:
        lane = (
            known.get(shown.ref)
            or _begun(shown.name, memory.intents.get(snapshot.place, ()), links)
            or _of_name(shown.name, lanes, links)
            or lane_id(snapshot.place, shown.ref)
        )
        lanes[lane] = _renamed(lanes.get(lane), links.get(lane), shown, snapshot.place, lane)
        links[lane] = LaneLink(shown.ref, shown.name)
    present = {shown.ref for shown in snapshot.lanes}
    for lane, link in links.items():
        if link.ref and link.ref not in present:
            links[lane] = replace(link, standing=Standing.GONE)
    return Memory(lanes=_news(lanes, memory.lanes), lane_links=_links(snapshot.place, links, memory))


def arrived(memory: Memory, place: PlaceId) -> tuple[CreateLane, ...]:
    """The creates of lanes that were never answered and whose lane the place has by now."""
    links, intents = memory.lane_links.get(place, {}), memory.intents.get(place, ())
    begun = (each for each in intents if isinstance(each, CreateLane))
    return tuple(each for each in begun if each.lane in links and links[each.lane].ref)


def _begun(name: str, intents: Sequence[Creating], links: Mapping[LaneId, LaneLink]) -> LaneId | None:
    """The lane of a create whose answer was lost, whatever the lane is called by now."""
    begun = (each for each in intents if isinstance(each, CreateLane) and each.name.strip() == name.strip())
    return next((each.lane for each in begun if each.lane not in links or not links[each.lane].ref), None)


def _of_name(name: str, lanes: Mapping[LaneId, Lane], links: Mapping[LaneId, LaneLink]) -> LaneId | None:
    folded = name.strip().casefold()
    lacking = (lane for lane in lanes.values() if lane.id not in links or not links[lane.id].ref)
    free = (lane for lane in lacking if lane.name.strip().casefold() == folded)
    return min((lane.id for lane in free), key=lambda lane: (lanes[lane].position, lane), default=None)


def _renamed(lane: Lane | None, link: LaneLink | None, shown: ItemLane, place: PlaceId, identity: LaneId) -> Lane:
    """The lane after what the place shows: a name that was neither seen there nor sent is a person's."""
    if lane is None:
        return Lane(identity, shown.name, shown.position, place)
    position = shown.position if lane.origin == place else lane.position
    name = shown.name if link and shown.name not in (link.seen, link.tried) else lane.name
    return replace(lane, name=name, position=position)


def _news(lanes: Mapping[LaneId, Lane], before: Mapping[LaneId, Lane]) -> dict[LaneId, Lane]:
    return {identity: lane for identity, lane in lanes.items() if before.get(identity) != lane}


def _links(place: PlaceId, links: Mapping[LaneId, LaneLink], memory: Memory) -> dict[PlaceId, dict[LaneId, LaneLink]]:
    before = memory.lane_links.get(place, {})
    news = {lane: link for lane, link in links.items() if before.get(lane) != link}
    return {place: news} if news else {}


def live_lanes(memory: Memory, place: PlaceId) -> dict[LaneId, Ref]:
    """The lanes that the place has, with their native refs."""
    links = memory.lane_links.get(place, {})
    return {lane: link.ref for lane, link in links.items() if link.standing is Standing.LIVE}


def remembering(terms: Terms, memory: Memory) -> Terms:
    """The terms with what memory adds: lanes, those each place has, names of persons, where tasks go on, conflicts."""
    reaches = {}
    for place, reach in terms.reaches.items():
        links = memory.lane_links.get(place, {})
        ids = {link.ref: lane for lane, link in links.items() if link.ref}
        reaches[place] = replace(reach, lanes=live_lanes(memory, place), lane_ids=ids)
    names = {lane.id: lane.name for lane in memory.lanes.values()}
    terms = replace(terms, reaches=reaches, names=memory.names, lanes=names)
    return replace(terms, goes_on=goes_on(memory), conflicts=undecided(memory.conflicts.values()))


def ordered(lanes: Mapping[LaneId, Lane]) -> Sequence[Lane]:
    """Lanes from left to right."""
    return sorted(lanes.values(), key=lambda lane: (lane.position, lane.origin, lane.id))


def lane_name(lane: Lane, reach: Reach) -> str:
    """What the lane is called at the place: never empty, and never like the lane that holds what is archived there."""
    name = lane.name.strip() or NAMELESS
    return f"{name} (2)" if reach.archive_lane and name.casefold() == reach.archive_lane.casefold() else name


def _is_used(lane: LaneId, memory: Memory) -> bool:
    tasks = (task.fields for task in memory.tasks.values())
    return any(fields.status.lane == lane for fields in tasks if not fields.archived)


def lane_operations(
    memory: Memory, place: PlaceId, terms: Terms, refused: Collection[Operation] = ()
) -> Iterator[Operation]:
    """Lanes the place lacks, left to right, each after its neighbour; then names that changed elsewhere.

    An empty lane is made too, unless it is one that a tool makes by itself. A lane that went here is not made again.
    Where only people make lanes, there is nothing to do. Of more lanes than a place can have, the last are left out.
    """
    links, reach = memory.lane_links.get(place, {}), terms.reaches[place]
    if not reach.manifest.makes_lanes:
        return
    room = (reach.manifest.lanes_limit or len(memory.lanes)) - len(live_lanes(memory, place))
    before: Ref | None = None
    for lane in ordered(memory.lanes):
        link = links.get(lane.id)
        if link is None or not link.ref:
            made_by = terms.reaches.get(lane.origin)
            by_itself = made_by is not None and lane.name == made_by.manifest.default_lane
            if room <= 0 or (by_itself and not _is_used(lane.id, memory)):
                continue
            room -= 1
            making = CreateLane(place, lane.id, lane_name(lane, reach), before)
            if making not in refused:
                yield making
                before = Ref(NEW + lane.id)
        elif link.standing is Standing.LIVE:
            before = link.ref
            if lane_name(lane, reach) not in (link.seen, link.seen.strip()):
                yield RenameLane(place, lane.id, link.ref, lane_name(lane, reach))
