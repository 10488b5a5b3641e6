"""What is remembered of a space without the persons whose data were erased.

It looks at nothing but who is erased by the terms, so it can be done again at any time: after a step that broke off,
and over a memory that came back from a backup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from bridge.core.model.conflict import Conflict
from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, PersonId, PlaceId, TaskId
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory, Standing
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Operation,
    Parked,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.quiet import Quiet
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields, Task, Touch
from bridge.core.sync.permitted import without_erased
from bridge.core.sync.quiet import mentioned
from bridge.core.sync.terms import Terms, person_at

Planned = TypeVar("Planned", bound=Operation)


def forgotten(memory: Memory, terms: Terms) -> Memory:
    """The memory in which erased persons have no part; the very same where they have none.

    What our account wrote is taken to be written anew without them: `bridge.core.sync.remedies` says where.
    """
    return _Forgetting(memory, terms).memory() if len(terms.barred.erased) else memory


def made_anew(memory: Memory, place: PlaceId, task: TaskId) -> Memory:
    """The task has no item at the place, and no comments there: the next cycle makes them, or finds them again."""
    links, comments = dict(memory.links.get(place, {})), memory.comment_links.get(place, {})
    if task in links:
        links[task] = replace(links[task], standing=Standing.GONE)
    left = {key: link for key, link in comments.items() if link.task != task}
    return replace(memory, links={**memory.links, place: links}, comment_links={**memory.comment_links, place: left})


class _Forgetting:
    """One space's memory, while it is gone through."""

    def __init__(self, memory: Memory, terms: Terms) -> None:
        self._memory, self._terms = memory, terms
        self._network = without_erased(terms, None)
        places = {*memory.links, *memory.comment_links, *terms.reaches}
        self._at = {place: without_erased(terms, place) for place in places}
        self._said = {each for task in memory.tasks.values() for each in task.comments if self._is_theirs(task, each)}
        self._named = {task.id for task in memory.tasks.values() if self._is_on(task)}

    def memory(self) -> Memory:
        known = self._memory
        return replace(
            known,
            tasks={key: self._task(task) for key, task in known.tasks.items()},
            lanes={key: replace(lane, name=self._network.text(lane.name)) for key, lane in known.lanes.items()},
            links={place: {task: self._link(place, task, link) for task, link in of.items()}
                   for place, of in known.links.items()},
            comment_links={place: self._comment_links(place, of) for place, of in known.comment_links.items()},
            lane_links={place: {key: self._lane_link(link) for key, link in of.items()}
                        for place, of in known.lane_links.items()},
            intents={place: self._operations(of) for place, of in known.intents.items()},
            parked={place: self._parked(of) for place, of in known.parked.items()},
            accepted={place: self._operations(of) for place, of in known.accepted.items()},
            names={who: name for who, name in known.names.items() if not self._terms.is_erased(who)},
            submissions=tuple(self._submission(each) for each in known.submissions if not self._is_by(each)),
            conflicts={key: self._conflict(each) for key, each in known.conflicts.items()},
        )  # fmt: skip

    def _is_theirs(self, task: Task, comment: CommentId) -> bool:
        author = task.comments[comment].author
        return author is not None and self._terms.is_erased(author)

    def _is_on(self, task: Task) -> bool:
        """Whether lines of ours may name them at the task's items, by whatever the charter shows of a person."""
        people = {task.fields.lead, *task.fields.helpers, *mentioned(task.fields.description)}
        return any(self._terms.is_erased(PersonId(each)) for each in people if each)

    def _is_by(self, submission: Submission) -> bool:
        reach = self._terms.reaches.get(submission.place)
        return reach is not None and self._terms.is_erased(person_at(reach, submission.by))

    def _task(self, task: Task) -> Task:
        comments = {
            key: replace(each, text=self._network.document(each.text))
            for key, each in task.comments.items()
            if key not in self._said
        }
        touched = {name: self._touch(touch) for name, touch in task.touched.items()}
        return replace(task, fields=self._network.fields(task.fields), comments=comments, touched=touched)

    def _touch(self, touch: Touch) -> Touch:
        return replace(touch, by=None) if touch.by and self._gone(touch.place, touch.by) else touch

    def _gone(self, place: PlaceId, account: str) -> bool:
        return place in self._at and self._at[place].gone(account)

    def _lane_link(self, link: LaneLink) -> LaneLink:
        return replace(link, seen=self._network.text(link.seen), tried=self._network.text(link.tried))

    def _link(self, place: PlaceId, task: TaskId, link: Link) -> Link:
        seen, sent, based, tried = (
            self._fields(place, task, each) for each in (link.seen, link.sent, link.based, link.tried)
        )
        quiet = Quiet(
            frozenset(each for each in link.quiet.people if not self._gone(place, each)),
            frozenset(each for each in link.quiet.mentions if not self._terms.is_erased(each)),
            link.quiet.comments - self._said,
        )
        return replace(link, seen=seen or Fields(), sent=sent, based=based, tried=tried, quiet=quiet)

    def _fields(self, place: PlaceId, task: TaskId, fields: Fields | None) -> Fields | None:
        """Our lines are written anew where they may name one of them."""
        if fields is None:
            return None
        clean = self._at[place].fields(fields)
        return replace(clean, shown=()) if task in self._named else clean

    def _comment_links(self, place: PlaceId, of: Mapping[CommentId, CommentLink]) -> dict[CommentId, CommentLink]:
        """Without those of their comments; what stood in one native comment with theirs is to be written anew."""
        shared = {link.ref for comment, link in of.items() if comment in self._said and link.ours}
        left = dict[CommentId, CommentLink]()
        for comment, link in of.items():
            if comment in self._said:
                continue
            if link.ref in shared:
                left[comment] = replace(link, seen=Document(), sent=None)
            else:
                text = self._at[place].document
                left[comment] = replace(link, seen=text(link.seen), sent=text(link.sent) if link.sent else None)
        return left

    def _operations(self, operations: tuple[Planned, ...]) -> tuple[Planned, ...]:
        return tuple(self._operation(each) for each in operations if not self._tells(each))

    def _parked(self, parked: tuple[Parked, ...]) -> tuple[Parked, ...]:
        return tuple(
            replace(each, operation=self._operation(each.operation))
            for each in parked
            if not self._tells(each.operation)
        )

    def _tells(self, operation: Operation) -> bool:
        """Whether it writes what they said."""
        commenting = CreateComment | UpdateComment | DeleteComment
        return isinstance(operation, commenting) and not self._said.isdisjoint(operation.comments)

    def _operation(self, operation: Planned) -> Planned:
        clean = self._at.get(operation.place, self._network)
        match operation:
            case CreateLane() | RenameLane():
                return replace(operation, name=clean.text(operation.name))
            case CreateItem():
                return replace(operation, fields=clean.fields(operation.fields))
            case UpdateItem():
                return replace(operation, fields=clean.fields(operation.fields), before=clean.fields(operation.before))
            case CreateComment() | UpdateComment():
                return replace(operation, text=clean.document(operation.text))
            case _:
                return operation

    def _submission(self, each: Submission) -> Submission:
        clean = self._at.get(each.place, self._network)
        return replace(each, base=clean.fields(each.base), fields=clean.fields(each.fields))

    def _conflict(self, each: Conflict) -> Conflict:
        kept, lost = self._network.fields(each.kept), self._network.fields(each.lost)
        kept_by = None if each.kept_by and self._gone(each.kept_from, each.kept_by) else each.kept_by
        lost_by = None if each.lost_by and self._gone(each.lost_from, each.lost_by) else each.lost_by
        return replace(each, kept=kept, lost=lost, kept_by=kept_by, lost_by=lost_by)
