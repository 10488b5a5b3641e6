"""What an outcome teaches. Every store calls this, so every store learns the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bridge.core.model.document import Document
from bridge.core.model.ids import CheckId, CommentId, Ref
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory, Standing
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.task import Fields
from bridge.core.sync.elements import written_checks


def learned(done: Done, memory: Memory) -> Memory:
    """The rows that change because `done` was carried out.

    Of `memory` only the link (or comment links) that the operation names is looked at.
    """
    match done.operation:
        case CreateLane(place, lane, name) | RenameLane(place, lane, _, name):
            return Memory(lane_links={place: {lane: LaneLink(done.ref, name)}})
        case CreateItem(place, task):
            return Memory(links={place: {task: created(done.operation, done)}})
        case UpdateItem(place, task):
            return Memory(links={place: {task: updated(memory.links[place][task], done.operation, done)}})
        case CreateComment(place, task, text=text) | UpdateComment(place, task, text=text):
            link = CommentLink(done.ref, task, done.text or text, sent=text, ours=True)
            return Memory(comment_links={place: written_comments(done.operation, link)})
        case DeleteComment(place):
            links = memory.comment_links[place]
            gone = {each: replace(links[each], standing=Standing.GONE) for each in done.operation.comments}
            return Memory(comment_links={place: gone})


def written_comments(operation: CreateComment | UpdateComment, link: CommentLink) -> Mapping[CommentId, CommentLink]:
    """The links of all comments that were written as one."""
    return {operation.comment: link, **dict.fromkeys(operation.also, replace(link, seen=Document(), sent=None))}


def created(operation: CreateItem, done: Done) -> Link:
    """The link after a create: the place has said everything, so all of it is seen."""
    if operation.refers:
        return _reference(done, operation.fields, done.ref, _revision(done, ""))
    said = _said(done, operation.fields)
    checks = written_checks(operation.fields.checklist, said.checklist)
    link = Link(done.ref, said, operation.held, operation.fields, said, _revision(done, ""), ours=True, checks=checks)
    return replace(link, quiet=operation.quiet)


def updated(link: Link, operation: UpdateItem, done: Done) -> Link:
    """The link after an update: only the fields written move; any other difference in the reply is somebody's edit."""
    said = _said(done, operation.fields)
    if operation.refers:
        return replace(_reference(done, operation.fields, link.ref, _revision(done, link.revision)), ours=link.ours)
    seen = taken(link.seen, said, operation.changed)
    if comes_back_anywhere(link.seen, operation.fields):
        seen = replace(seen, status=replace(seen.status, lane=said.status.lane))
    return replace(
        link,
        seen=seen,
        sent=taken(link.sent or link.seen, operation.fields, operation.changed),
        based=link.seen,
        tried=None,
        checks=_checks(link, operation, done),
        held=link.held | frozenset(operation.changed),
        revision=_revision(done, link.revision),
    )


def _reference(done: Done, fields: Fields, ref: Ref, revision: str) -> Link:
    """The link of a reference: what the place made of it, none of which speaks of the task."""
    return Link(ref, _said(done, fields), frozenset(), fields, revision=revision, ours=True)


def comes_back_anywhere(seen: Fields, written: Fields) -> bool:
    """Whether a write takes an item out of an archive lane without naming the lane, which the place lacks.

    Wherever the tool puts it then is our doing, and nobody's move.
    """
    return seen.archived and not written.archived and seen.status.lane is None and written.status.lane is None


def _checks(link: Link, operation: UpdateItem, done: Done) -> Mapping[CheckId, Ref]:
    """The elements of the task's checklist that the item shows, with those that this write brought."""
    if "checklist" not in operation.changed:
        return link.checks
    said = _said(done, operation.fields).checklist
    there = {check.id for check in said}
    known = {check: ref for check, ref in link.checks.items() if ref in there}
    return {**known, **written_checks(operation.fields.checklist, said)}


def taken(fields: Fields, said: Fields, names: tuple[str, ...] | frozenset[str]) -> Fields:
    """`fields` with the named ones as `said` has them."""
    return replace(fields, **{name: getattr(said, name) for name in names})


def _said(done: Done, written: Fields) -> Fields:
    """What the reply shows; a tool whose reply shows no item is taken to hold what was written."""
    return done.item.fields if done.item and done.item.fields else written


def _revision(done: Done, otherwise: str) -> str:
    return (done.item.revision if done.item else "") or otherwise
