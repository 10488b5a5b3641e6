"""Which acts of participation a cycle saw: counted once, where they happened. Copies and our own writes are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.decision import Change
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import Task
from bridge.core.sync.terms import Terms, actor_at

LEAD_FIELDS = ("lead", "helpers")
"""The fields whose edit can change the lead; a tool that tells no lead knows helpers only."""


def opening(task: Task, item: Item, snapshot: Snapshot, terms: Terms) -> Activity:
    """Somebody created a task."""
    place = snapshot.place
    actor = actor_at(terms.reaches[place], item.author) if item.author else None
    return Activity(EntryType.OPENED, task.id, place, terms.hosts[place], actor, item.created or snapshot.read_at)


def activities(before: Task, after: Task, changes: Sequence[Change], terms: Terms) -> Iterator[Activity]:
    """What the cycle's changes to a task mean as participation: edits of texts, dates and labels mean nothing."""
    was, now = before.fields, after.fields
    if was.status.done != now.status.done:
        change = _cause(changes, ("status",))
        if change:
            yield _activity(EntryType.COMPLETED if now.status.done else EntryType.REOPENED, change, terms)
    if _identity(was.lead, terms) != _identity(now.lead, terms):
        change = _cause(changes, LEAD_FIELDS)
        if change:
            yield _led(change, now.lead, terms)


def _cause(changes: Sequence[Change], names: tuple[str, ...]) -> Change | None:
    return next((change for change in changes if change.name in names), None)


def _led(change: Change, lead: str | None, terms: Terms) -> Activity:
    """Taken by oneself: claimed. Given by another: handed over, with the other organisation where there is one."""
    if lead is None:
        return _activity(EntryType.RELEASED, change, terms)
    if _actor(change, terms) == _identity(lead, terms):
        return _activity(EntryType.CLAIMED, change, terms)
    partner = terms.partner_of(PersonId(lead))
    host = terms.hosts[change.place]
    return _activity(EntryType.HANDED_OVER, change, terms, None if partner == host else partner)


def _activity(kind: EntryType, change: Change, terms: Terms, counterpart: PartnerId | None = None) -> Activity:
    host = terms.hosts[change.place]
    at = change.at or change.read_at
    return Activity(kind, change.task, change.place, host, _actor(change, terms), at, counterpart)


def _actor(change: Change, terms: Terms) -> PersonId | None:
    return actor_at(terms.reaches[change.place], change.actor) if change.actor else None


def _identity(person: str | None, terms: Terms) -> PersonId | None:
    return terms.identity(PersonId(person)) if person else None
