"""Submissions as edits: they count as part of what their place said, until a decision has taken them over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.decision import Change
from bridge.core.model.ids import CheckId, LaneId, PersonId, Ref, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.submission import Submission
from bridge.core.model.task import Task, differing
from bridge.core.sync.elements import Checks, known_checks, network_terms
from bridge.core.sync.lift import lift_all
from bridge.core.sync.naming import task_id
from bridge.core.sync.permitted import without_erased
from bridge.core.sync.reserve import is_referred, stands_apart
from bridge.core.sync.terms import Terms, person_at


@dataclass(frozen=True, slots=True)
class Submitted:
    """What submissions mean: edits of known tasks, tasks that are new, and the keys of those that were understood."""

    changes: tuple[Change, ...] = ()
    tasks: tuple[Task, ...] = ()
    activities: tuple[Activity, ...] = ()
    taken: tuple[str, ...] = ()


def submitted(memory: Memory, terms: Terms) -> Submitted:
    """Everything that waits and whose item is known. A submission about an item yet to be linked waits on."""
    changes, tasks, acts, taken = list[Change](), list[Task](), list[Activity](), list[str]()
    for submission in memory.submissions:
        if submission.place not in terms.reaches or stands_apart(submission.place, terms):
            continue  # its place has left the space, or is not to be read; should it be, it is taken over then
        if terms.is_restricted(_author(submission, terms)):
            continue  # it waits until the restriction is lifted
        submission = _permitted(submission, terms)  # noqa: PLW2901  nobody needs it as it came
        if submission.ref is None:
            task = _task(submission, terms)
            tasks.append(task)
            acts.append(_opening(task, submission, terms))
        else:
            identity = _task_of(submission.ref, submission, memory)
            if identity is None or (submission.gone and _lives(identity, submission, memory)):
                continue  # a deletion is taken over with the place's snapshot
            agreed = memory.tasks.get(identity)
            reference = agreed is not None and is_referred(agreed, submission.place, memory, terms)
            changes += () if submission.gone or reference else _changes(identity, submission, memory, terms)
        taken.append(submission.key)
    return Submitted(tuple(changes), tuple(tasks), tuple(acts), tuple(taken))


def _permitted(submission: Submission, terms: Terms) -> Submission:
    """Without erased persons: as what a place shows, a form may name them again, or come a second time."""
    if not len(terms.barred.erased):
        return submission
    without = without_erased(terms, submission.place)
    return replace(submission, base=without.fields(submission.base), fields=without.fields(submission.fields))


def _task_of(ref: Ref, submission: Submission, memory: Memory) -> TaskId | None:
    links = memory.links.get(submission.place, {})
    return next((task for task, link in links.items() if link.ref == ref), None)


def _lives(task: TaskId, submission: Submission, memory: Memory) -> bool:
    return memory.links[submission.place][task].standing is Standing.LIVE


def _changes(task: TaskId, submission: Submission, memory: Memory, terms: Terms) -> Iterator[Change]:
    """Only what the person changed, against what the person saw."""
    link, agreed = memory.links[submission.place][task], memory.tasks.get(task)
    checks = agreed.fields.checklist if agreed else ()
    known = {**link.checks, **_checks(submission, link, checks, terms)}
    base, fields = (network_terms(each, known) for each in (submission.base, submission.fields))
    for name in differing(base, fields, submission.changed):
        by = None if terms.is_erased(_author(submission, terms)) else submission.by
        yield Change(task, submission.place, name, base, fields, submission.at, submission.at, by)


def _checks(submission: Submission, link: Link | None, agreed: Checks, terms: Terms) -> dict[CheckId, Ref]:
    """Which elements those of the submission's checklist are."""
    reach = terms.reaches[submission.place]
    return known_checks(submission.place, link, submission.fields, agreed, reach)


def _task(submission: Submission, terms: Terms) -> Task:
    shown = network_terms(submission.fields, _checks(submission, None, (), terms))
    fields = lift_all(shown, terms.reaches[submission.place])
    status = fields.status
    lane = LaneId(status.lane) if status.lane and not status.done else None
    identity = task_id(submission.place, Ref(f"submission {submission.key}"))
    return Task(identity, fields, submission.place, last_open_lane=lane)


def _opening(task: Task, submission: Submission, terms: Terms) -> Activity:
    place = submission.place
    author = _author(submission, terms)
    actor = None if terms.is_erased(author) else terms.identity(author)
    return Activity(EntryType.OPENED, task.id, place, terms.hosts[place], actor, submission.at)


def _author(submission: Submission, terms: Terms) -> PersonId:
    return person_at(terms.reaches[submission.place], submission.by)
