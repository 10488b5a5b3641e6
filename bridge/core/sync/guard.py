"""Looks at a whole decision and may refuse it: a mistake in one tool must not empty or scramble the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from bridge.core.model.decision import Change, Decision
from bridge.core.model.ids import Account, PlaceId, Ref, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.network import Limits
from bridge.core.model.refusal import Answer, Extent, Kind, Refusal

FEW = 3
"""Fewer deletions than this at one place are never refused, nor is a place emptied of fewer tasks."""
MANY = 10
"""The same for what can be taken back in the tool itself: archiving, moving away, changing a field."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What a decision says about one place: the living tasks before it, those that went and how, and the edits."""

    place: PlaceId
    living: Mapping[TaskId, Link]
    went: Mapping[Kind, frozenset[TaskId]]
    edits: tuple[Change, ...]

    @property
    def removed(self) -> frozenset[TaskId]:
        """Whatever went, in whichever way."""
        return frozenset[TaskId]().union(*self.went.values())


def guard(decision: Decision, memory: Memory, limits: Limits, answer: Answer | None = None) -> Refusal | None:
    """Why the decision must not be carried out before a person agrees; None where it may.

    `memory` is the one decided on. What a person has agreed to (`answer`) passes, as far as it was asked about.
    """
    places = sorted({change.place for change in decision.changes} | set(decision.agreed.links))
    looked = [_looked_at(place, decision, memory) for place in places]
    found = [refusal for place in looked for refusal in _refusals(place, decision, memory, limits)]
    new = [each for each in found if not (answer and all(map(answer.covers, each.extents)))]
    return replace(new[0], extents=tuple(extent for each in found for extent in each.extents)) if new else None


def too_many_missing(refs: Collection[Ref], memory: Memory, place: PlaceId, limits: Limits) -> bool:
    """Whether the guard would refuse a decision by which these items went."""
    living = _living(memory, place).values()
    return bool(enough_to_refuse(sum(link.ref in refs for link in living), len(living), limits))


def enough_to_refuse(number: int, total: int, limits: Limits, few: int = FEW) -> str:
    """Why so many among `total` tasks are too many: `emptied`, `number` or `share`; empty if they are not."""
    if number < few:
        return ""
    if number >= total:
        return "emptied"
    if number > limits.number:
        return "number"
    return "share" if number > limits.share * total else ""


def _living(memory: Memory, place: PlaceId) -> dict[TaskId, Link]:
    links = memory.links.get(place, {})
    return {task: link for task, link in links.items() if link.standing is Standing.LIVE and not link.seen.archived}


def _looked_at(place: PlaceId, decision: Decision, memory: Memory) -> _Place:
    """Of what was archived only open tasks count: putting away what is done is everyday work."""
    living, moved = _living(memory, place), decision.agreed.links.get(place, {})
    here = [change for change in decision.changes if change.place == place and change.task in living]
    put_away = [change for change in here if change.name == "archived" and (change.gone or change.after.archived)]
    return _Place(
        place,
        living,
        {
            Kind.DELETED: frozenset(change.task for change in put_away if change.gone),
            Kind.LEFT: frozenset(task for task in living if task in moved and moved[task].standing is Standing.LEFT),
            Kind.ARCHIVED: frozenset(
                change.task for change in put_away if not change.gone and not change.before.status.done
            ),
        },
        tuple(change for change in here if change.name != "archived" and change.name in living[change.task].held),
    )


def _refusals(seen: _Place, decision: Decision, memory: Memory, limits: Limits) -> Iterator[Refusal]:
    """What is too much at the place: what went, else what went with a lane; and each field that was changed."""
    yield from list(_removals(seen, limits))[:1] or list(_lost_lanes(seen, decision, memory, limits))[:1]
    yield from _scrambled(seen, limits)


def _removals(seen: _Place, limits: Limits) -> Iterator[Refusal]:
    total, removed = len(seen.living), seen.removed
    most = max(seen.went, key=lambda kind: len(seen.went[kind]))
    if enough_to_refuse(len(removed), total, limits) == "emptied":
        yield _refusal(seen, removed, "emptied", most)
    for kind, tasks in seen.went.items():
        few = FEW if kind is Kind.DELETED else MANY
        if reason := enough_to_refuse(len(tasks), total, limits, few):
            yield _refusal(seen, tasks, reason, kind)


def _lost_lanes(seen: _Place, decision: Decision, memory: Memory, limits: Limits) -> Iterator[Refusal]:
    """Lanes that went and took tasks with them: half of the number that is too many of a whole place."""
    before, after = memory.lane_links.get(seen.place, {}), decision.agreed.lane_links.get(seen.place, {})
    for lane, link in after.items():
        was = before.get(lane)
        if was is None or was.standing is not Standing.LIVE or link.standing is Standing.LIVE:
            continue
        lost = frozenset(task for task in seen.removed if seen.living[task].seen.status.lane == was.ref)
        if len(lost) >= FEW and len(lost) > limits.number / 2:
            yield _refusal(seen, lost, "number", Kind.LANE, was.seen)


def _scrambled(seen: _Place, limits: Limits) -> Iterator[Refusal]:
    """Fields that one account changed of nearly everything: of all tasks, or of more than number and share."""
    total = len(seen.living)
    for name in sorted({change.name for change in seen.edits}):
        tasks = _by_one([change for change in seen.edits if change.name == name])
        reason = enough_to_refuse(len(tasks), total, limits, MANY)
        if reason == "emptied" or (len(tasks) > limits.number and len(tasks) > limits.share * total and reason):
            extent = Extent(seen.place, tasks, name)
            yield Refusal(seen.place, len(tasks), total, reason, Kind.EDITED, name, (extent,))


def _by_one(changes: Collection[Change]) -> frozenset[TaskId]:
    """The tasks that one account changed; what nobody says who did may be the same one's."""
    known = Counter[Account](change.actor for change in changes if change.actor)
    busiest = known.most_common(1)[0][0] if known else None
    return frozenset(change.task for change in changes if change.actor in (None, busiest))


def _refusal(seen: _Place, tasks: frozenset[TaskId], reason: str, kind: Kind, name: str = "") -> Refusal:
    """About these tasks; agreeing covers whatever else went from the place in the same decision."""
    extent = Extent(seen.place, seen.removed)
    return Refusal(seen.place, len(tasks), len(seen.living), reason, kind, name, (extent,))
