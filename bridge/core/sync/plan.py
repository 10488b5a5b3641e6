"""What has to be written at a place so that it shows what was agreed: `project(task) != snapshot`, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bridge.core.model.ids import CommentId, LaneId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory, Standing
from bridge.core.model.operation import NEW, CreateComment, CreateItem, CreateLane, Operation, RenameLane, UpdateItem
from bridge.core.model.quiet import Quiet
from bridge.core.model.reach import Reach
from bridge.core.model.task import FIELDS, Fields, Task, same
from bridge.core.sync.comments import by_task, comment_operations
from bridge.core.sync.lanes import lane_operations, live_lanes, ordered
from bridge.core.sync.notices import notices
from bridge.core.sync.planned import Asked, Planned
from bridge.core.sync.project import project
from bridge.core.sync.quiet import heeding, quiet_at
from bridge.core.sync.references import reference_operations, url_of
from bridge.core.sync.refused import no_longer_wanted, not_refused
from bridge.core.sync.reserve import is_referred, stands_apart
from bridge.core.sync.terms import Terms

_EMPTY = Fields()


def plan(memory: Memory, place: PlaceId, terms: Terms) -> tuple[Operation, ...]:
    """The operations one place needs, in the order to carry them out: lanes, new items, changed items, comments.

    `memory` is what was agreed, with every `seen` as the place's snapshot left it. What the tool refused for good is
    left out for as long as it would be the same.
    """
    parked, accepted = memory.parked.get(place, ()), memory.accepted.get(place, ())
    needed = tuple(_needed(memory, place, terms, frozenset((*(each.operation for each in parked), *accepted))))
    return not_refused(needed, parked, accepted) if parked or accepted else needed


def outdated(memory: Memory, place: PlaceId, terms: Terms) -> tuple[Operation, ...]:
    """What a person accepted not to be done, and is not wanted any more; should it be again, it is tried again."""
    accepted = memory.accepted.get(place, ())
    return no_longer_wanted(accepted, tuple(_needed(memory, place, terms))) if accepted else ()


def _needed(
    memory: Memory, place: PlaceId, terms: Terms, refused: frozenset[Operation] = frozenset()
) -> Iterator[Operation]:
    """A lane that was refused is one that the place does not have."""
    reach = terms.reaches[place]
    has_lanes = "status" in reach.holds and not stands_apart(place, terms)
    lanes = tuple(lane_operations(memory, place, terms, refused)) if has_lanes else ()
    yield from lanes
    coming = {each.lane: Ref(NEW + each.lane) for each in lanes if isinstance(each, CreateLane)}
    reach = replace(reach, lanes={**live_lanes(memory, place), **coming})
    terms = replace(terms, reaches={**terms.reaches, place: reach})
    links, comments = memory.links.get(place, {}), by_task(memory.comment_links.get(place, {}))
    stay = memory.stays.get(place)
    apart = stay.tasks - links.keys() if stay else frozenset()
    asked = (Asked(task, links.get(task.id), comments.get(task.id, {})) for task in memory.tasks.values())
    planned = Planned(place, terms)
    for each in _in_lane_order([each for each in asked if not planned.is_calm(each)], memory):
        if each.task.id not in apart:
            quiet = quiet_at(memory, place, each.task.id, reach)
            yield from planned.needed(each, quiet, partial(_whole_or_reference, each, memory, quiet, place, terms))
    planned.close()


def _whole_or_reference(
    asked: Asked, memory: Memory, quiet: Quiet, place: PlaceId, terms: Terms
) -> Iterator[Operation]:
    if is_referred(asked.task, place, memory, terms):
        return reference_operations(*asked, place, terms, url_of(asked.task, memory, terms))
    return _for_task(*asked, place, heeding(terms, {place: quiet}))


def _in_lane_order(asked: Iterable[Asked], memory: Memory) -> list[Asked]:
    """By tasks, from the leftmost lane to the last, each lane in the order the tasks became known."""
    position = {lane.id: number for number, lane in enumerate(ordered(memory.lanes))}
    return sorted(asked, key=lambda each: position.get(LaneId(each.task.fields.status.lane or ""), -1))


def _for_task(
    task: Task, link: Link | None, comments: Mapping[CommentId, CommentLink], place: PlaceId, terms: Terms
) -> Iterator[Operation]:
    reach = terms.reaches[place]
    item: Ref | None = None
    if link is None or link.standing is Standing.GONE:
        if not is_worth_an_item(task, reach):
            return
        later = {name: getattr(_EMPTY, name) for name in reach.manifest.later}
        first = replace(project(task, reach, terms, None, place), **later)
        yield CreateItem(place, task.id, first, reach.holds - reach.manifest.later, reach.quiet)
        item = Ref(NEW + task.id)
    elif link.standing is Standing.LIVE:
        item = link.ref
        wanted = project(task, reach, terms, link, place)
        changed = _due(wanted, link, reach.holds)
        if changed:
            yield UpdateItem(place, task.id, link.ref, wanted, link.seen, changed, link.revision)
    if item and reach.manifest.comments:
        yield from comment_operations(task, item, comments, place, terms)
        yield from notices(task, item, comments, place, terms)


def is_worth_an_item(task: Task, reach: Reach) -> bool:
    """Whether a place that does not show the task gets an item for it: not for what is over by then."""
    return not task.fields.archived and (reach.manifest.imports_done or not task.fields.status.done)


def _due(wanted: Fields, link: Link, holds: frozenset[str]) -> tuple[str, ...]:
    """The fields that must be written."""
    if wanted == link.seen and holds <= link.held:
        return ()
    return tuple(name for name in FIELDS if name in holds and _is_due(name, wanted, link))


def _is_due(name: str, wanted: Fields, link: Link) -> bool:
    """Whether a field must be written: it differs, and is not what we sent and the tool keeps in its own form."""
    if name in link.held and same(name, wanted, link.seen):
        return False
    return link.sent is None or not same(name, wanted, link.sent)


def tried(memory: Memory, operations: Mapping[PlaceId, Sequence[Operation]]) -> Memory:
    """The links of items and lanes about to be written to, with what is going to be sent: the answer may be lost."""
    links: dict[PlaceId, dict[TaskId, Link]] = {}
    lanes: dict[PlaceId, dict[LaneId, LaneLink]] = {}
    for each in (operation for planned in operations.values() for operation in planned):
        match each:
            case UpdateItem(place, task, fields=fields):
                links.setdefault(place, {})[task] = replace(memory.links[place][task], tried=fields)
            case RenameLane(place, lane, name=name):
                lanes.setdefault(place, {})[lane] = replace(memory.lane_links[place][lane], tried=name)
    return Memory(links=links, lane_links=lanes)


def resolve(operation: Operation, made: Mapping[str, Ref]) -> Operation | None:
    """The operation with refs that earlier ones brought put in; None where one of them did not come about.

    `made` leads from lane and task ids to refs. Such an operation is planned again by the next cycle.
    """
    if isinstance(operation, CreateComment) and operation.item.startswith(NEW):
        ref = made.get(operation.item.removeprefix(NEW))
        return replace(operation, item=ref) if ref else None
    if isinstance(operation, CreateLane) and operation.after and operation.after.startswith(NEW):
        ref = made.get(operation.after.removeprefix(NEW))
        return replace(operation, after=ref) if ref else None
    if isinstance(operation, CreateItem | UpdateItem):
        return _resolve_lane(operation, made)
    return operation


def _resolve_lane(operation: CreateItem | UpdateItem, made: Mapping[str, Ref]) -> Operation | None:
    lane = operation.fields.status.lane
    if not lane or not lane.startswith(NEW):
        return operation
    ref = made.get(lane.removeprefix(NEW))
    if ref is None:
        return None
    fields = replace(operation.fields, status=replace(operation.fields.status, lane=ref))
    return replace(operation, fields=fields)
