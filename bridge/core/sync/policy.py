"""Which of two values of a field counts: the charter's policy for the field, else the later, never who was read first.

A policy looks at places alone, so what it prefers wins in whichever order edits become known.
"""

from __future__ import annotations

from bridge.core.model.conflict import Reason
from bridge.core.model.decision import Change
from bridge.core.model.ids import PersonId, PlaceId
from bridge.core.model.policy import AtPlace, Later, OfLead, OfPartner, Origin, Policy
from bridge.core.model.task import Task, Touch
from bridge.core.sync.terms import Terms


def verdict(task: Task, change: Change, touch: Touch | None, terms: Terms, *, rival: bool) -> tuple[bool, Reason]:
    """Whether the change counts and not what the task has, and why.

    `touch` is where the task's value came from, None where nobody has changed it since the task was created. `rival`:
    both were made without knowing of each other; else the change was made to a value that was still to be replaced.
    """
    if touch is None:
        return True, Reason.LATER
    policy = terms.policies.get(change.name, Later())
    theirs, ours = (_prefers(policy, place, task, terms) for place in (change.place, touch.place))
    if theirs != ours:
        return theirs, Reason.CHARTER
    return _later(task, change, touch, rival=rival)


def _prefers(policy: Policy, place: PlaceId, task: Task, terms: Terms) -> bool:
    match policy:
        case Later():
            return False
        case Origin():
            return place == task.origin
        case AtPlace(preferred):
            return place == preferred
        case OfPartner(partner):
            return terms.hosts.get(place) == partner
        case OfLead():
            lead = task.fields.lead
            return lead is not None and terms.hosts.get(place) == terms.partner_of(PersonId(lead))


def _later(task: Task, change: Change, touch: Touch, *, rival: bool) -> tuple[bool, Reason]:
    """The later of the two. Where times do not tell, what was read later, then origin, then place id."""
    if not rival and change.at is None:
        return True, Reason.LATER
    if change.at and (touch.exact or not rival) and change.at != touch.at:
        return change.at > touch.at, Reason.LATER  # a value without a time is as old as its reading at least
    if task.origin in {change.place, touch.place}:
        return change.place == task.origin, Reason.ORIGIN
    return change.place < touch.place, Reason.ORDER
