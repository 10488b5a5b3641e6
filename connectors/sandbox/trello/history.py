"""Writes the action of every change, and lists actions.

Trello leaves some types out of its lists; those are found by their id only
(https://developer.atlassian.com/cloud/trello/guides/rest-api/action-types/).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connectors.sandbox.clock import iso
from connectors.sandbox.trello import shapes
from connectors.sandbox.trello.access import Call
from connectors.sandbox.trello.ids import created, is_object_id
from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import Obj, Params, invalid, read_instant

NOT_LISTED = frozenset(
    {
        "addLabelToCard",
        "copyChecklist",
        "createCheckItem",
        "createLabel",
        "deleteCheckItem",
        "deleteComment",
        "deleteLabel",
        "removeLabelFromCard",
        "updateCheckItem",
        "updateComment",
        "updateLabel",
    }
)
MOST = 1000
_PAGE = 50
_CREATOR = (
    "activityBlocked,avatarHash,avatarUrl,fullName,idMemberReferrer,initials,nonPublic,nonPublicAvailable,username"
)


def board_ref(board: Obj) -> Obj:
    """A board as actions name it."""
    return {"id": board["id"], "name": board["name"], "shortLink": board["shortLink"]}


def list_ref(lane: Obj) -> Obj:
    """A list as actions name it."""
    return {"id": lane["id"], "name": lane["name"]}


def card_ref(card: Obj) -> Obj:
    """A card as actions name it."""
    return {"id": card["id"], "name": card["name"], "idShort": card["idShort"], "shortLink": card["shortLink"]}


def where(store: Store, card: Obj) -> Obj:
    """Card, list and board of an action on a card."""
    return {
        "card": card_ref(card),
        "list": list_ref(store.get("lists", card["idList"]) or {"id": card["idList"], "name": ""}),
        "board": board_ref(store.get("boards", card["idBoard"]) or {}),
    }


def write(call: Call, kind: str, data: Mapping[str, Any], *, member: str | None = None) -> Obj:
    """Write down what the caller did; `member` is whom it concerns."""
    store = call.store
    action = shapes.action(store.new_id(), kind, call.by, store.now(), dict(data))
    if member is not None:
        action["data"]["idMember"] = member
        action["member"] = brief(store.get("members", member) or {"id": member})
    store.add("actions", action)
    if kind not in NOT_LISTED:
        store.tell(action, models_of(action))
    if store.listener:
        store.listener(action, models_of(action))
    return action


def forget(store: Store, action: Obj) -> None:
    """Remove an action as if it had never been written."""
    store.untell(action, models_of(action))
    store.remove("actions", action)


def models_of(action: Obj) -> list[str]:
    """The ids of the board, card, lists and member whose histories hold an action."""
    data = action["data"]
    parts = (data.get(key) for key in ("board", "card", "list", "listBefore", "listAfter"))
    found = [part["id"] for part in parts if isinstance(part, Mapping) and part.get("id")]
    return list(dict.fromkeys([*found, action["idMemberCreator"] or ""]))


def brief(member: Obj, fields: str = _CREATOR) -> Obj:
    """A member as it stands within another object."""
    wanted = fields.split(",")
    return {"id": member["id"], **{key: value for key, value in member.items() if key in wanted or fields == "all"}}


def listed(call: Call, model: str, params: Params, default: str = "all") -> Any:
    """A model's actions as the caller wants them: newest first, by type, time and page."""
    limit = params.whole("limit", _PAGE, MOST)
    page = params.whole("page", 0, MOST)
    if page and limit * page >= MOST:
        raise invalid("page")
    wanted = _wanted(params, default)
    since, is_after = _bound(params, "since", after=True)
    _, is_before = _bound(params, "before", after=False)
    found: list[Obj] = []
    for action in call.store.told(model, since):
        if len(found) >= limit * (page + 1):
            break
        if wanted(action) and is_after(action) and is_before(action):
            found.append(action)
    if params.plain("format") == "count":
        return {"_value": len(found)}
    return [shown(call, action, params) for action in found[limit * page :]]


def shown(call: Call, action: Obj, params: Params) -> Obj:
    """One action with its author."""
    fields = params.plain("fields", "all") or "all"
    chosen = {key: value for key, value in action.items() if key != "memberCreator"}
    if fields != "all":
        chosen = {"id": action["id"], **{key: action[key] for key in fields.split(",") if key in chosen}}
    if params.flag("memberCreator", default=True):
        author = action.get("memberCreator") or call.store.get("members", action["idMemberCreator"])
        if author is not None:
            chosen["memberCreator"] = brief(author, params.plain("memberCreator_fields") or _CREATOR)
    if "member" in action and params.flag("member", default=True):
        chosen["member"] = brief(action["member"], params.plain("member_fields") or _CREATOR)
    if params.flag("reactions"):
        chosen["reactions"] = call.store.reactions[action["id"]]
    return chosen


def _wanted(params: Params, default: str) -> Callable[[Obj], bool]:
    """The test for `filter` (types, or a type and a changed field such as `updateCard:idList`) and `idModels`."""
    types = params.parts("filter") or default.split(",")
    models = params.parts("idModels")

    def wanted(action: Obj) -> bool:
        right_type = "all" in types or any(_is_of(action, each) for each in types)
        return right_type and (not models or any(model in models_of(action) for model in models))

    return wanted


def _is_of(action: Obj, wanted: str) -> bool:
    kind, _, field = wanted.strip().partition(":")
    return action["type"] == kind and (not field or field in (action["data"].get("old") or {}))


def _bound(params: Params, name: str, *, after: bool) -> tuple[str, Callable[[Obj], bool]]:
    """One end of the time asked for, an action's id or a date: the earliest date it allows, and the exact test."""
    value = params.plain(name)
    if value in ("", "null"):
        return "", lambda _: True
    if is_object_id(value):
        if after:
            return iso(created(value)), lambda action: action["id"] > value
        return "", lambda action: action["id"] < value
    date = iso(read_instant(value, name))
    if after:
        return date, lambda action: action["date"] >= date
    return "", lambda action: action["date"] < date
