"""What an outcome teaches. Every store calls this, so every store learns the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bridge.core.model.ids import CheckId, CommentId, PlaceId, Ref
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

    Of `memory` only the link (or comment link) that the operation names is looked at.
    """
    match done.operation:
        case CreateLane(place, lane, name) | RenameLane(place, lane, _, name):
            return Memory(lane_links={place: {lane: LaneLink(done.ref, name)}})
        case CreateItem(place, task):
            return Memory(links={place: {task: created(done.operation, done)}})
        case UpdateItem(place, task):
            return Memory(links={place: {task: updated(memory.links[place][task], done.operation, done)}})
        case CreateComment(place, task, comment, _, text):
            link = CommentLink(done.ref, task, done.text or text, sent=text, ours=True)
            return _commented(place, comment, link)
        case UpdateComment(place, task, comment, _, ref, text):
            return _commented(place, comment, CommentLink(ref, task, done.text or text, sent=text, ours=True))
        case DeleteComment(place, _, comment):
            return _commented(place, comment, replace(memory.comment_links[place][comment], standing=Standing.GONE))


def created(operation: CreateItem, done: Done) -> Link:
    """The link after a create: the place has said everything, so all of it is seen."""
    said = _said(done, operation.fields)
    checks = written_checks(operation.fields.checklist, said.checklist)
    return Link(done.ref, said, operation.held, operation.fields, said, _revision(done, ""), ours=True, checks=checks)


def updated(link: Link, operation: UpdateItem, done: Done) -> Link:
    """The link after an update: only the fields written move; any other difference in the reply is somebody's edit."""
    return replace(
        link,
        seen=taken(link.seen, _said(done, operation.fields), operation.changed),
        sent=taken(link.sent or link.seen, operation.fields, operation.changed),
        based=link.seen,
        tried=None,
        checks=_checks(link, operation, done),
        held=link.held | frozenset(operation.changed),
        revision=_revision(done, link.revision),
    )


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


def _commented(place: PlaceId, comment: CommentId, link: CommentLink) -> Memory:
    return Memory(comment_links={place: {comment: link}})
