"""When it may be told whose a pseudonym is: two officers agreed, and not for long (PL-12)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bridge.core.model.caller import Caller, Role
from bridge.core.model.reidentification import Reidentification

APPROVERS = frozenset({Role.DSB, Role.BETRIEBSRAT})
"""One of each: the data-protection officer, and the works council or trusted person of the partner concerned."""
USUAL, LONGEST = 7, 30
"""So many days a request holds, unless it says otherwise, and at most."""
LONGEST_TEXT = 200


class State(StrEnum):
    """How far a request has come."""

    WAITING = "waiting"
    GRANTED = "granted"
    EXPIRED = "expired"


def missing(request: Reidentification) -> frozenset[Role]:
    """The roles that have not agreed yet; an officer counts once, in whatever roles."""
    officers = dict[Role, str]()
    for each in request.approvals:
        if each.role in APPROVERS and each.officer not in officers.values():
            officers.setdefault(each.role, each.officer)
    return APPROVERS - officers.keys()


def state(request: Reidentification, today: date) -> State:
    """As of this day of the network."""
    if today > request.until:
        return State.EXPIRED
    return State.WAITING if missing(request) else State.GRANTED


def against_approval(request: Reidentification, caller: Caller, today: date) -> str:
    """Why the caller cannot agree to it, as the key of a sentence; their role is about the partner (access table).

    Empty where they can.
    """
    if state(request, today) is State.EXPIRED:
        return "reidentify.refused.expired"
    if any(each.officer == caller.id for each in request.approvals):
        return "reidentify.refused.approved_before"
    if caller.role not in missing(request):
        return "reidentify.refused.not_missing"
    return ""


def against_showing(request: Reidentification, caller: Caller, today: date) -> str:
    """Why the caller is not shown whose it is; empty where they are."""
    match state(request, today):
        case State.EXPIRED:
            return "reidentify.refused.expired"
        case State.WAITING:
            return "reidentify.refused.waiting"
        case State.GRANTED:
            involved = {request.officer, *(each.officer for each in request.approvals)}
            return "" if caller.id in involved else "reidentify.refused.not_involved"
