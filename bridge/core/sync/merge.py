"""Edits of N places meet the agreed task: field by field, never whole items; what loses is kept as a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bridge.core.model.conflict import Conflict, Reason
from bridge.core.model.decision import Change
from bridge.core.model.document import Block, Mention
from bridge.core.model.ids import Account, LaneId, PlaceId
from bridge.core.model.memory import Link
from bridge.core.model.normal import normal
from bridge.core.model.policy import SETS
from bridge.core.model.task import Fields, Status, Task, Touch, same
from bridge.core.sync.elements import merged_checks, merged_custom
from bridge.core.sync.lift import lift, lifted_text
from bridge.core.sync.policy import verdict
from bridge.core.sync.project import project
from bridge.core.sync.quiet import heeding, left_out
from bridge.core.sync.recalled import held, recalled, released
from bridge.core.sync.shorten import is_shortened
from bridge.core.sync.terms import Terms
from bridge.core.sync.text import Settle, merge_documents, prefer_mine, prefer_theirs, settle_blocks

ELEMENTS = frozenset({"checklist", "custom"})
"""Fields that merge element by element, and conflict only where two changed the value of the same one."""

Merged = tuple[Task, tuple[Conflict, ...]]


def merge(
    task: Task, changes: Sequence[Change], links: Mapping[PlaceId, Link], terms: Terms, done_lane: LaneId | None
) -> Merged:
    """The task after all of a cycle's changes to it, and what lost.

    Changes are taken in the order in which they were made where the vendors tell, else by origin and place: the order
    in which places happened to be read never decides. Edit beats delete.
    """
    terms = heeding(terms, {place: left_out(link) for place, link in links.items() if place in terms.reaches})
    changes = [change for change in changes if not _is_echo(task, change, links[change.place], terms)]
    edited = {change.place for change in changes if not change.gone}
    valid = [change for change in changes if not (change.gone and edited - {change.place})]
    merged, conflicts = task, list[Conflict]()
    for change in sorted(valid, key=lambda change: _order(task, change)):
        rival = _speaks(change) and not _agree(change.name, task.fields, merged.fields)
        stale = _speaks(change) and not _up_to_date(task, change, links[change.place], terms)
        merged, lost = _take(merged, change, terms, contested=rival or stale, rival=rival)
        conflicts += lost
    return _settled(task, merged, valid, done_lane), tuple(conflicts)


def _order(task: Task, change: Change) -> tuple[bool, float, bool, str, str]:
    """Unknown times first, so that a known later one wins; the origin last, so that it wins among equals."""
    at = change.at.timestamp() if change.at else 0.0
    return change.at is not None, at, change.place == task.origin, change.place, change.name


def _speaks(change: Change) -> bool:
    """Whether the change can be contested: done and open cannot, there is no third value."""
    return change.name != "status" or change.before.status.lane != change.after.status.lane


def _agree(name: str, left: Fields, right: Fields) -> bool:
    return left.status.lane == right.status.lane if name == "status" else same(name, left, right)


def _is_echo(agreed: Task, change: Change, link: Link, terms: Terms) -> bool:
    """Whether the place came to show just what was agreed: our own write whose answer was lost, and nobody's edit."""
    return same(change.name, _wanted(agreed, change, link, terms), change.after)


def _wanted(agreed: Task, change: Change, link: Link, terms: Terms) -> Fields:
    return project(agreed, terms.reaches[change.place], terms, link, change.place)


def _up_to_date(agreed: Task, change: Change, link: Link, terms: Terms) -> bool:
    """Whether the person edited what the network has, and not a value that was still to be replaced there.

    What was sent counts where the place showed it in a form of its own, but not where the edit was made just before.
    """
    wanted = _wanted(agreed, change, link, terms)
    sent = link.sent if _agree(change.name, link.seen, change.before) else None
    return any(_agree(change.name, wanted, known) for known in (change.before, sent) if known)


def _take(task: Task, change: Change, terms: Terms, *, contested: bool, rival: bool) -> tuple[Task, list[Conflict]]:
    """The task with one change taken in: simply, merged with what its author had not seen, or decided."""
    if change.name == "description":
        merged = _merged_text(task, change, terms)
        if merged is not None:
            return _with(task, merged, change), []
        if is_shortened(change.before.description):
            return task, [_kept(task, change, terms)]
    fields = lift(task.fields, change.name, change.before, change.after, terms.reaches[change.place])
    if change.name in ELEMENTS:
        kept = _with_ours(task, change, terms)
        if _agree(change.name, kept, fields):
            return _with(task, fields, change), []
        return _decided(task, fields, kept, change, terms, rival=rival)
    if not contested or change.name in SETS or _agree(change.name, fields, task.fields):
        return _with(task, fields, change), []
    ours = task.fields
    if change.name == "description":  # only the words that both changed are decided
        fields = _merged_text(task, change, terms, prefer_theirs) or fields
        ours = _merged_text(task, change, terms, prefer_mine) or ours
    return _decided(task, fields, ours, change, terms, rival=rival)


def _with_ours(task: Task, change: Change, terms: Terms) -> Fields:
    """The elements after the change, but for what both sides changed of the same one: there the task's value stays."""
    fields, before, after = task.fields, change.before, change.after
    if change.name == "custom":
        return replace(fields, custom=merged_custom(fields.custom, before.custom, after.custom, keep=True))
    reach = terms.reaches[change.place]
    merged = merged_checks(fields.checklist, before.checklist, after.checklist, reach, keep=True)
    return replace(fields, checklist=merged)


def _merged_text(task: Task, change: Change, terms: Terms, settle: Settle[Block] = settle_blocks) -> Fields | None:
    """The description three ways; None where both sides changed the same words and `settle` decides nothing."""
    reach = terms.reaches[change.place]
    agreed, signs = task.fields.description, dict[str, Mention]()
    shown = [lifted_text(fields.description, reach) for fields in (change.before, change.after)]
    mine, base, theirs = (
        normal(held(each, signs)) for each in (agreed, *(recalled(each, agreed, terms, change.place) for each in shown))
    )
    text = merge_documents(base, mine, theirs, reach.manifest.text, settle)
    return None if text is None else replace(task.fields, description=normal(released(text, signs)))


def _kept(task: Task, change: Change, terms: Terms) -> Conflict:
    """An edit of a beginning that cannot be joined with the rest: the whole text is kept, the edit as its loser."""
    lost = lift(task.fields, change.name, change.before, change.after, terms.reaches[change.place])
    touch = task.touched.get(change.name)
    whole = touch.place if touch else task.origin
    by = (touch.by if touch else None, change.actor)
    return Conflict(task.id, change.name, task.fields, lost, whole, change.place, Reason.PART, change.read_at, *by)


def _decided(
    task: Task, theirs: Fields, ours: Fields, change: Change, terms: Terms, *, rival: bool
) -> tuple[Task, list[Conflict]]:
    """One of two values is kept, as the field's policy says."""
    touch = task.touched.get(change.name)
    wins, reason = verdict(task, change, touch, terms, rival=rival)
    mine, other = (theirs, change.place, change.actor), (ours, *_source(task, touch))
    (kept, kept_from, kept_by), (lost, lost_from, lost_by) = (mine, other) if wins else (other, mine)
    conflict = Conflict(
        task.id, change.name, kept, lost, kept_from, lost_from, reason, change.read_at, kept_by, lost_by
    )
    return (_with(task, theirs, change) if wins else replace(task, fields=ours)), [conflict]


def _source(task: Task, touch: Touch | None) -> tuple[PlaceId, Account | None]:
    return (touch.place, touch.by) if touch else (task.origin, None)


def _with(task: Task, fields: Fields, change: Change) -> Task:
    touch = Touch(change.place, change.at or change.read_at, exact=change.at is not None, by=change.actor)
    return replace(task, fields=fields, touched={**task.touched, change.name: touch})


def _settled(before: Task, after: Task, changes: Sequence[Change], done_lane: LaneId | None) -> Task:
    """Done moves to the space's done lane, reopening to the last open one, unless somebody chose a lane as well."""
    was, now = before.fields.status, after.fields.status
    moved = any(change.name == "status" and change.after.status.lane != change.before.status.lane for change in changes)
    lane = now.lane
    if now.done and not was.done and not moved:
        lane = done_lane or now.lane
    elif was.done and not now.done and not moved and now.lane == done_lane:
        lane = after.last_open_lane or now.lane
    last = after.last_open_lane if now.done else lane
    fields = replace(after.fields, status=Status(now.done, lane))
    return replace(after, fields=fields, last_open_lane=LaneId(last) if last else None)
