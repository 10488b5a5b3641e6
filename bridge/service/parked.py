"""Parked operations in people's hands: what a tool refused for good, and what to do about it. Asks no tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s

from bridge.core.model.ids import PersonId, PlaceId, SpaceId, TaskId
from bridge.core.model.memory import Memory
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
from bridge.core.model.restrict import words
from bridge.core.model.subject import subject_of
from bridge.core.sync.contested import value_in_words
from bridge.core.sync.lanes import remembering
from bridge.core.sync.terms import Terms
from bridge.ports.parked import ParkedStore
from bridge.ports.store import SpaceStore

_BYTES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One parked operation as people read it. `kind` says what was to be done, `wanted` leads from fields to values.

    `title` is the task's, or the lane's name. `reason` is the tool's, in a sentence. `persons` are whom the values name
    or who wrote them.
    """

    id: str
    space: SpaceId
    place: PlaceId
    tool: str
    title: str
    kind: str
    reason: str
    wanted: tuple[tuple[str, str], ...] = field(default=())
    persons: tuple[PersonId, ...] = ()


Decide = Callable[[SpaceId, Operation], None]


def waiting(terms: Terms, spaces: SpaceStore) -> Sequence[Waiting]:
    """What is parked in the space, by place."""
    memory = spaces.memory(terms.space.id)
    now = remembering(terms, memory)
    return [_row(each, memory, now) for each in _parked(terms, memory)]


def retry(identity: str, networks: Sequence[Terms], spaces: SpaceStore, parked: ParkedStore) -> SpaceId | None:
    """Let the next cycle send it again, as far as it is still wanted. Returns the space, None for an unknown id."""
    return _decided(identity, networks, spaces, parked.retry)


def drop(identity: str, networks: Sequence[Terms], spaces: SpaceStore, parked: ParkedStore) -> SpaceId | None:
    """Accept that the place differs: it is not planned again while it is the same. Returns as `retry`."""
    return _decided(identity, networks, spaces, parked.drop)


def _decided(identity: str, networks: Sequence[Terms], spaces: SpaceStore, decide: Decide) -> SpaceId | None:
    for terms in networks:
        for each in _parked(terms, spaces.memory(terms.space.id)):
            if _id(each.operation) == identity:
                decide(terms.space.id, each.operation)
                return terms.space.id
    return None


def _parked(terms: Terms, memory: Memory) -> Iterator[Parked]:
    return (each for place in terms.space.places for each in memory.parked.get(place.id, ()))


def _id(operation: Operation) -> str:
    """There is one parked operation per place and subject."""
    return blake2s(f"{operation.place}\n{subject_of(operation)}".encode(), digest_size=_BYTES).hexdigest()


def _row(parked: Parked, memory: Memory, terms: Terms) -> Waiting:
    operation = parked.operation
    place = next(each for each in terms.space.places if each.id == operation.place)
    kind, title, wanted = _said(operation, memory, terms)
    persons = tuple(dict.fromkeys(terms.identity(each) for each in _persons(operation, memory)))
    where = (terms.space.id, place.id, place.tool)
    return Waiting(_id(operation), *where, title, kind, parked.reason, tuple(wanted), persons)


def _persons(operation: Operation, memory: Memory) -> Iterator[PersonId]:
    """Leads and helpers that are to be written, and authors of comments."""
    match operation:
        case UpdateItem(task=task, changed=changed) if task in memory.tasks:
            fields = memory.tasks[task].fields
            named = (*((fields.lead,) if "lead" in changed else ()), *(fields.helpers if "helpers" in changed else ()))
            yield from (PersonId(each) for each in named if each)
        case CreateComment(task=task) | UpdateComment(task=task) if task in memory.tasks:
            comments = memory.tasks[task].comments
            authors = (comments[each].author for each in operation.comments if each in comments)
            yield from (author for author in authors if author)


def _said(operation: Operation, memory: Memory, terms: Terms) -> tuple[str, str, Sequence[tuple[str, str]]]:
    """What was to be done, to what, and which values it was to have."""
    match operation:
        case CreateLane(name=name):
            return "create_lane", name, ()
        case RenameLane(name=name):
            return "rename_lane", name, ()
        case CreateItem(task=task):
            return "create", _title(task, memory), ()
        case UpdateItem(task=task, changed=changed):
            fields = memory.tasks[task].fields if task in memory.tasks else operation.fields
            named = [(name, value_in_words(name, fields, terms, operation.place)) for name in changed]
            return "update", _title(task, memory), named
        case CreateComment(task=task, text=text):
            return "comment", _title(task, memory), (("comment", words(text)),)
        case UpdateComment(task=task, text=text):
            return "edit_comment", _title(task, memory), (("comment", words(text)),)
        case DeleteComment(task=task):
            return "delete_comment", _title(task, memory), ()


def _title(task: TaskId, memory: Memory) -> str:
    return memory.tasks[task].fields.title if task in memory.tasks else task
