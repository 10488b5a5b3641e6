"""What Trello tells an app about accounts whose data it may hold: deleted, or changed.

https://developer.atlassian.com/cloud/trello/guides/compliance/personal-data-storage-gdpr/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.sandbox.stand_in import CannotActError
from connectors.sandbox.trello.access import NOT_FOUND, Call
from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import RefusedError

_KEYS = ("tool", "person", "do")
_EVENTS = {"delete-account": "accountDeleted", "change-account": "accountUpdated"}


def listed(call: Call, key: str) -> Any:
    """`GET /applications/{key}/compliance`, for the caller's own key and its secret."""
    if key != call.key:
        raise RefusedError(404, NOT_FOUND)
    if not call.params.plain("secret", ""):
        raise RefusedError(401, "invalid secret")
    return list(call.store.compliance)


def act(store: Store, members: Mapping[str, str], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a person does with their own account in Trello's settings. Raises CannotActError."""
    if unknown := [each for each in wanted if each not in _KEYS]:
        raise CannotActError(f"Unknown key {unknown[0]!r}; allowed: {', '.join(_KEYS)}.")
    member, event = members.get(str(wanted.get("person"))), _EVENTS.get(str(wanted.get("do")))
    if member is None or event is None:
        raise CannotActError(f"In Trello a person of the seed can do one of these: {', '.join(_EVENTS)}.")
    if event == "accountDeleted":
        _leave(store, member)
    store.compliance.append({"id": member, "event": event, "date": store.now()})
    return {"status": 200, "body": {"id": member, "event": event}}


def _leave(store: Store, member: str) -> None:
    """The account is on no board and no card any more, and has no name; what it wrote stays."""
    for board in store.all("boards"):
        board["memberships"] = [each for each in board["memberships"] if each["idMember"] != member]
    for card in store.all("cards"):
        card["idMembers"] = [each for each in card["idMembers"] if each != member]
    gone = next(each for each in store.all("members") if each["id"] == member)
    gone |= {"fullName": "[deleted account]", "username": f"deleteduser{member[-8:]}", "initials": "?"}
