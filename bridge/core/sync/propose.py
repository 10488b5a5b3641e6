"""Which tasks may be the same: proposals for a person to confirm. Nothing here links anything.

Titles are compared without regard to case, spaces and punctuation at their ends; of several equal ones due date, lane
and description tell which belong together. What they do not tell is listed as a doubt, with those that it may be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.restrict import words
from bridge.core.model.task import Due, Task
from bridge.core.sync.unite import is_part

SIGNS = ("due", "lane", "description")
"""What tells tasks of one title apart, in this order."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`other` may be the same as `into`, which stays. `agree` names what else is equal beside the title."""

    other: Task
    into: Task
    agree: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """`other` has the title of all of `among`, and nothing tells which of them it is."""

    other: Task
    among: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a person is asked."""

    pairs: tuple[Proposal, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __add__(self, more: Proposals) -> Proposals:
        """Both."""
        return Proposals(self.pairs + more.pairs, self.doubts + more.doubts)


def normalised(title: str) -> str:
    """The title as it is compared; empty where nothing but punctuation is left."""
    folded = " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).casefold()).split())
    first, last = 0, len(folded)
    while first < last and _is_around(folded[first]):
        first += 1
    while last > first and _is_around(folded[last - 1]):
        last -= 1
    return folded[first:last]


def _is_around(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("P")


def for_newcomer(memory: Memory, place: PlaceId, zone: tzinfo, taken: Iterable[TaskId] = ()) -> Proposals:
    """Which tasks that began at this place may be those that it has no item of; `taken` ones are somebody else's."""
    links = memory.links.get(place, {})
    living = [task for task in memory.tasks.values() if not task.fields.archived and task.id not in set(taken)]
    others = [task for task in living if task.origin == place and _is_alone(task.id, place, memory)]
    intos = [task for task in living if task.id not in links and task.origin != place]
    return proposed(others, intos, zone)


def _is_alone(task: TaskId, place: PlaceId, memory: Memory) -> bool:
    """Whether this place alone shows the task."""
    shown = {at for at, links in memory.links.items() if task in links and links[task].standing is Standing.LIVE}
    return shown == {place}


def twice(memory: Memory, zone: tzinfo, taken: Iterable[TaskId] = ()) -> Proposals:
    """Which tasks people may have created at two places without knowing of each other."""
    known = set(taken)
    living = [
        task
        for task in memory.tasks.values()
        if not task.fields.archived and task.id not in known and not is_part(task.id, memory)
    ]
    origins = list(dict.fromkeys(task.origin for task in living))
    found = Proposals()
    for number, origin in enumerate(origins):
        paired = {each.other.id for each in found.pairs}
        others = [task for task in living if task.origin == origin]
        intos = [task for task in living if task.origin in origins[:number] and task.id not in paired]
        found += proposed(others, intos, zone)
    return found


def proposed(others: Sequence[Task], intos: Sequence[Task], zone: tzinfo) -> Proposals:
    """Pairs of which each is the only one, or alone the most alike, for the other; the rest of one title are doubts."""
    mine, yours = _by_title(others), _by_title(intos)
    pairs, doubts = list[Proposal](), list[Doubt]()
    for title in mine.keys() & yours.keys():
        certain = _certain(mine[title], yours[title], zone)
        pairs += certain
        settled = {each.other.id for each in certain} | {each.into.id for each in certain}
        left = tuple(task for task in yours[title] if task.id not in settled)
        doubts += [Doubt(task, left) for task in mine[title] if task.id not in settled and left]
    order = {task.id: number for number, task in enumerate(others)}
    return Proposals(
        tuple(sorted(pairs, key=lambda each: order[each.other.id])),
        tuple(sorted(doubts, key=lambda each: order[each.other.id])),
    )


def _by_title(tasks: Iterable[Task]) -> Mapping[str, Sequence[Task]]:
    named = [(normalised(task.fields.title), task) for task in tasks]
    rows = sorted((row for row in named if row[0]), key=lambda row: row[0])
    return {title: [task for _, task in same] for title, same in groupby(rows, key=lambda row: row[0])}


def _certain(others: Sequence[Task], intos: Sequence[Task], zone: tzinfo) -> list[Proposal]:
    if len(others) == len(intos) == 1:
        return [Proposal(others[0], intos[0], _agree(others[0], intos[0], zone))]
    pairs = list[Proposal]()
    for other in others:
        into = _best(other, intos, zone)
        if into and _best(into, others, zone) == other:
            pairs.append(Proposal(other, into, _agree(other, into, zone)))
    return pairs


def _best(task: Task, among: Sequence[Task], zone: tzinfo) -> Task | None:
    """The one that is more alike than every other, None where there is none such."""
    scores = [(tuple(sign in _agree(task, each, zone) for sign in SIGNS), each) for each in among]
    most = max(score for score, _ in scores)
    best = [each for score, each in scores if score == most]
    return best[0] if len(best) == 1 and (any(most) or len(among) == 1) else None


def _agree(one: Task, other: Task, zone: tzinfo) -> tuple[str, ...]:
    ours, theirs = one.fields, other.fields
    mine, yours = words(ours.description), words(theirs.description)
    equal = {
        "due": ours.due is not None and _day(ours.due, zone) == (_day(theirs.due, zone) if theirs.due else None),
        "lane": ours.status.lane is not None and ours.status.lane == theirs.status.lane,
        "description": bool(mine) and mine == yours,
    }
    return tuple(sign for sign in SIGNS if equal[sign])


def _day(due: Due, zone: tzinfo) -> date:
    return due.astimezone(zone).date() if isinstance(due, datetime) else due
