"""Trello's refusals as decisions, where they say more than their status. Without I/O."""

from __future__ import annotations

import re

from bridge.core.errors import Failure, Park, Replan, Stop
from bridge.ports.budget import Scope
from connectors.http import failure_for
from connectors.trello.manifest import KEY, MEMBERS, TOKEN

PERMISSION = "permission"
"""The code of a Stop that concerns one object's permission, not the credential."""
_INVALID = re.compile(r"invalid value for ([A-Za-z]+)")
_WORDS = {
    "name": "its title",
    "desc": "its description",
    "due": "its due date",
    "idMembers": "its people (is each of them a member of the board?)",
    "idLabels": "its labels",
    "text": "the comment's text",
    "pos": "its position",
}


def used_up(body: str, limit: str) -> tuple[tuple[str, ...], Scope, float]:
    """Which limit a 429 tells of, whose it is, and how long its window is: Trello does not say how long to wait.

    `limit` is the special one that the call counted under.
    """
    if "API_KEY_LIMIT_EXCEEDED" in body:
        return (), "key", KEY.seconds
    if limit and '"RATE_LIMIT_EXCEEDED"' in body:
        return (limit,), "token", MEMBERS.seconds
    return (), "token", TOKEN.seconds


def refusal(status: int, body: str, *, creates: bool, board: bool, after: float | None, what: str) -> Failure:
    """The decision of a status of 400 or more; `board` says that the call was about the place itself.

    Of the body only known words are used: it may repeat what was sent.
    """
    if status == 401 and "permission" in body:
        advice = "make the account a member of the board that may write"
        return Stop(f"{what}: Trello does not allow this account to do it; {advice}.", code=PERMISSION)
    if board and status in (400, 403, 404):
        advice = "check the board's id and the account's membership"
        return Stop(f"{what}: Trello shows no such board to this account; {advice}.", code=str(status))
    named = _INVALID.search(body) if status == 400 else None
    match named.group(1) if named else None:
        case None:
            return failure_for(status, creates=creates, retry_after=after, what=what)
        case "idList":
            return Replan(f"{what}: its list is not there any more.", code="idList")
        case name:
            return Park(f"{what}: Trello does not take {_WORDS.get(name, 'one of its values')}.", code=name)
