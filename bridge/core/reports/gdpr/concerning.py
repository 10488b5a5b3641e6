"""What a space remembers of a person: tasks, texts, edits, copies, and what waits. Pure; titles come as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bridge.core.model.ids import CommentId, PersonId, PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    DeleteComment,
    Operation,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.restrict import words
from bridge.core.model.task import Comment, Task
from bridge.core.reports.gdpr.found import Kind, Record
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.sync.contested import value_in_words
from bridge.core.sync.quiet import mentioned
from bridge.core.sync.terms import Terms, account_at


@dataclass(frozen=True, slots=True)
class Concerning:
    """One space, and whose data is looked for. `created` are tasks that the log says the person opened."""

    memory: Memory
    terms: Terms
    subject: Subject
    created: frozenset[TaskId] = frozenset()

    @property
    def space(self) -> str:
        """Its name."""
        return self.terms.space.name

    def on(self, task: Task) -> tuple[str, ...]:
        """What the person has to do with the task."""
        lead = ("lead",) if task.fields.lead in self.subject.ids else ()
        helper = ("helper",) if self.subject.ids & set(task.fields.helpers) else ()
        return (*lead, *helper, *(("created",) if task.id in self.created else ()))

    def is_theirs(self, place: PlaceId, account: str | None) -> bool:
        """Whether an account at the place is theirs."""
        reach = self.terms.reaches.get(place)
        return reach is not None and bool(account) and PersonId(f"{reach.connection}/{account}") in self.subject.ids

    def title(self, task: TaskId) -> str:
        """What the task is called, its id where it is gone."""
        known = self.memory.tasks.get(task)
        return known.fields.title if known else str(task)


def records(of: Concerning) -> Mapping[Kind, tuple[Record, ...]]:
    """Everything, by kind."""
    return {
        Kind.NAMES: tuple(_names(of)),
        Kind.TASKS: tuple(_tasks(of)),
        Kind.COMMENTS: tuple(_comments(of)),
        Kind.MENTIONS: tuple(_mentions(of)),
        Kind.EDITS: tuple(_edits(of)),
        Kind.COPIES: tuple(_copies(of)),
        Kind.LEFT_OUT: tuple(_left_out(of)),
        Kind.SUBMISSIONS: tuple(_submissions(of)),
        Kind.CONFLICTS: tuple(_conflicts(of)),
        Kind.OPERATIONS: tuple(_operations(of)),
    }


def theirs(of: Concerning) -> Sequence[tuple[Task, Comment]]:
    """The person's own comments, each with its task."""
    tasks = of.memory.tasks.values()
    return [(task, each) for task in tasks for each in task.comments.values() if each.author in of.subject.ids]


def subjects(of: Concerning) -> frozenset[str]:
    """The ids of tasks and comments that speak of the person, as the journal names them."""
    tasks = {task.id for task in of.memory.tasks.values() if of.on(task)}
    return frozenset({*tasks, *(comment.id for _, comment in theirs(of))})


def _names(of: Concerning) -> Iterator[Record]:
    for person, name in sorted(of.memory.names.items()):
        if person in of.subject.ids:
            yield {"space": of.space, "person": person, "name": name}


def _tasks(of: Concerning) -> Iterator[Record]:
    for task in of.memory.tasks.values():
        for part in of.on(task):
            state = "done" if task.fields.status.done else "open"
            due = {"due": task.fields.due} if task.fields.due else {}
            yield {"space": of.space, "task": task.id, "title": task.fields.title, "part": part, "state": state, **due}


def _comments(of: Concerning) -> Iterator[Record]:
    for task, each in theirs(of):
        where = {"space": of.space, "task": task.id, "title": task.fields.title, "comment": each.id}
        yield {**where, "place": each.origin, "at": each.at, "text": words(each.text)}


def _mentions(of: Concerning) -> Iterator[Record]:
    """Where somebody wrote the person's name so that the tool knows whom it means; whose text it is is not told."""
    for task in of.memory.tasks.values():
        where = {"space": of.space, "task": task.id, "title": task.fields.title}
        if mentioned(task.fields.description) & of.subject.ids:
            yield {**where, "where": "description"}
        for each in task.comments.values():
            if mentioned(each.text) & of.subject.ids:
                yield {**where, "where": "own_comment" if each.author in of.subject.ids else "comment"}


def _edits(of: Concerning) -> Iterator[Record]:
    """Fields whose value is theirs: the last edit of each, as long as nobody edits it again."""
    for task in of.memory.tasks.values():
        for name, touch in task.touched.items():
            if of.is_theirs(touch.place, touch.by):
                value = value_in_words(name, task.fields, of.terms, touch.place)
                where = {"space": of.space, "task": task.id, "title": task.fields.title, "place": touch.place}
                yield {**where, "field": name, "value": value, "at": touch.at}


def _copies(of: Concerning) -> Iterator[Record]:
    """Where tasks and comments that speak of them stand, at every partner; `ours` wrote the service's own account."""
    for place, links in of.memory.links.items():
        for task, link in links.items():
            known = of.memory.tasks.get(task)
            if known and of.on(known):
                yield _copy(of, "task", task, place) | {"ref": link.ref, "standing": link.standing, **_by(link.ours)}
    said = {comment.id for _, comment in theirs(of)}
    for place, kept in of.memory.comment_links.items():
        for comment, at in kept.items():
            if comment in said:
                yield _copy(of, "comment", comment, place) | {"ref": at.ref, "standing": at.standing, **_by(at.ours)}


def _by(ours: bool) -> Record:  # noqa: FBT001  what the link says
    return {"written_by": "service" if ours else "people"}


def _copy(of: Concerning, what: str, identity: TaskId | CommentId, place: PlaceId) -> dict[str, str]:
    host = of.terms.hosts.get(place)
    tool = of.terms.reaches[place].manifest.tool if place in of.terms.reaches else ""
    partner = of.terms.partners.get(host, "") if host else ""
    return {"space": of.space, "what": what, "id": identity, "place": place, "tool": tool, "partner": partner}


def _left_out(of: Concerning) -> Iterator[Record]:
    """Items at which an import has left them out, so that nobody was notified."""
    for place, links in of.memory.links.items():
        reach = of.terms.reaches.get(place)
        accounts = {account_at(reach, each) for each in of.subject.ids} if reach else set()
        for task, link in links.items():
            if link.quiet.people & accounts or link.quiet.mentions & of.subject.ids:
                yield {"space": of.space, "task": task, "title": of.title(task), "place": place}


def _submissions(of: Concerning) -> Iterator[Record]:
    for each in of.memory.submissions:
        if of.is_theirs(each.place, each.by):
            fields = (f"{name}: {value_in_words(name, each.fields, of.terms, each.place)}" for name in each.changed)
            yield {"space": of.space, "place": each.place, "at": each.at, "value": "; ".join(fields)}


def _conflicts(of: Concerning) -> Iterator[Record]:
    """Values of theirs alone: what the other person wrote is not told."""
    for each in of.memory.conflicts.values():
        where = {"space": of.space, "task": each.task, "title": of.title(each.task), "field": each.name}
        for fate, place, by, fields in (
            ("kept", each.kept_from, each.kept_by, each.kept),
            ("lost", each.lost_from, each.lost_by, each.lost),
        ):
            if place in of.terms.reaches and of.is_theirs(place, by):
                value = value_in_words(each.name, fields, of.terms, place)
                yield {**where, "fate": fate, "value": value, "at": each.at, "until": each.until(of.terms.kept_for)}


def _operations(of: Concerning) -> Iterator[Record]:
    """What waits to be written, or was refused, and speaks of them."""
    waiting = [("waiting", place, each) for place, kept in of.memory.intents.items() for each in kept]
    refused = [("parked", place, each.operation) for place, kept in of.memory.parked.items() for each in kept]
    accepted = [("accepted", place, each) for place, kept in of.memory.accepted.items() for each in kept]
    said = {comment.id for _, comment in theirs(of)}
    for state, place, operation in (*waiting, *refused, *accepted):
        if found := _speaks(of, operation, said):
            yield {"space": of.space, "place": place, "state": state, **found}


def _speaks(of: Concerning, operation: Operation, said: set[CommentId]) -> Record | None:
    match operation:
        case CreateItem(task=task) | UpdateItem(task=task):
            known = of.memory.tasks.get(task)
            return {"what": "task", "id": task, "title": of.title(task)} if known and of.on(known) else None
        case CreateComment() | UpdateComment() | DeleteComment():
            ours = [each for each in operation.comments if each in said]
            return {"what": "comment", "id": ours[0], "title": of.title(operation.task)} if ours else None
    return None
