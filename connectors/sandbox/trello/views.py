"""How objects are shown: the fields asked for, and what is nested in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from connectors.sandbox.trello import history
from connectors.sandbox.trello.access import Call
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid, read_instant

_NESTED = {
    "boards": frozenset({"limits", "memberships", "customFields", "pluginData"}),
    "cards": frozenset({"limits", "attachments", "pluginData", "customFieldItems", "stickers"}),
    "lists": frozenset({"limits"}),
    "checklists": frozenset({"limits"}),
}
"""Keys shown only when asked for by name."""
BOARD_FIELDS = "name,desc,descData,closed,idOrganization,pinned,url,shortUrl,prefs,labelNames"
MEMBER_FIELDS = "avatarHash,fullName,initials,username"
MOST_CARDS = 1000


def chosen(thing: Obj, fields: str, kind: str = "") -> Obj:
    """The fields asked for, the id always; `all` leaves out what must be asked for by name."""
    if fields in ("", "all"):
        hidden = _NESTED.get(kind, frozenset())
        return {key: value for key, value in thing.items() if key not in hidden}
    return {"id": thing["id"], **{key: thing[key] for key in fields.split(",") if key in thing}}


def field(thing: Obj, name: str) -> Obj:
    """The answer of a call for one field."""
    if name not in thing:
        raise RefusedError(400, "invalid field")
    return {"_value": thing[name]}


def card(call: Call, thing: Obj, params: Params) -> Obj:
    """A card with what is nested in it."""
    store = call.store
    fields = params.plain("fields", "all")
    shown = chosen(thing, fields, "cards")
    if "labels" in shown:
        shown["labels"] = [store.get("labels", key) for key in thing["idLabels"]]
    if params.plain("attachments", "false") not in ("false", "none", ""):
        shown["attachments"] = attachments(thing, params)
    if params.plain("checklists", "none") not in ("none", "false", ""):
        nested = params.nested("checklist_")
        shown["checklists"] = [checklist(each, nested) for each in store.of("checklists", thing["id"])]
    if params.flag("members"):
        shown["members"] = members(call, thing["idMembers"], params)
    if params.flag("membersVoted"):
        voted = Params({"member_fields": params.plain("memberVoted_fields")})
        shown["membersVoted"] = members(call, thing["idMembersVoted"], voted)
    for key in ("customFieldItems", "pluginData", "stickers"):
        if params.plain(key, "false") == "true":
            shown[key] = thing.get(key, [])
    return {**shown, **_around(call, thing, params)}


def _around(call: Call, thing: Obj, params: Params) -> Obj:
    """Actions, board and list of a card, where asked for."""
    shown: Obj = {}
    if params.plain("actions") not in ("", "none"):
        nested = params.nested("action_", "actions_")
        asked = Params({**nested.values, "filter": params.plain("actions")})
        shown["actions"] = history.listed(call, thing["id"], asked)
    if params.plain("board", "false") == "true":
        board_fields = params.plain("board_fields", BOARD_FIELDS)
        shown["board"] = chosen(call.store.get("boards", thing["idBoard"]) or {}, board_fields, "boards")
    if params.plain("list", "false") == "true":
        lane = call.store.get("lists", thing["idList"]) or {}
        shown["list"] = chosen(lane, params.plain("list_fields", "all"), "lists")
    return shown


def attachments(thing: Obj, params: Params) -> list[Obj]:
    """A card's attachments; `cover` shows only the one on its front."""
    fields = params.plain("attachment_fields", "all")
    found = thing["attachments"]
    if params.plain("attachments") == "cover" or params.plain("filter") == "cover":
        found = [each for each in found if each["id"] == thing["idAttachmentCover"]]
    return [chosen(each, fields) for each in found]


def checklist(thing: Obj, params: Params) -> Obj:
    """A checklist with its items."""
    shown = chosen(thing, params.plain("fields", "all"), "checklists")
    if params.plain("checkItems", "all") == "none":
        shown.pop("checkItems", None)
        return shown
    fields = params.plain("checkItem_fields", "all")
    return {**shown, "checkItems": [chosen(item, fields) for item in thing["checkItems"]]}


def members(call: Call, ids: Iterable[str], params: Params, default: str = MEMBER_FIELDS) -> list[Obj]:
    """Members by id."""
    fields = params.plain("member_fields") or default
    found = (call.store.get("members", key) for key in ids)
    return [chosen(each, fields) for each in found if each is not None]


def cards(call: Call, found: Iterable[Obj], params: Params, default: str = "visible") -> list[Obj]:
    """Cards by filter. In order of position; where a part of them is asked for, the newest first.

    `before` and `since` take an id or a date, so that a caller can page by the oldest id of a page.
    """
    wanted = _card_filter(call, params.plain("filter") or default)
    limit = params.whole("limit", MOST_CARDS, MOST_CARDS)
    before, since = _edge(params, "before"), _edge(params, "since")
    kept = [each for each in found if wanted(each) and since < each["id"] and (not before or each["id"] < before)]
    if any(name in params for name in ("limit", "before", "since", "sort")):
        kept.sort(key=lambda each: each["id"], reverse=True)
    else:
        kept.sort(key=lambda each: (_lane_pos(call, each), each["pos"], each["id"]))
    nested = Params({key: value for key, value in params.values.items() if key != "filter"})
    return [card(call, each, nested) for each in kept[:limit]]


def _card_filter(call: Call, name: str) -> Callable[[Obj], bool]:
    store = call.store
    match name:
        case "all":
            return lambda _: True
        case "open":
            return lambda each: not each["closed"]
        case "closed":
            return lambda each: bool(each["closed"])
        case "visible":
            shut = {lane["id"] for lane in store.all("lists") if lane["closed"]}
            return lambda each: not each["closed"] and each["idList"] not in shut
        case "none":
            return lambda _: False
        case _:
            raise invalid("filter")


def _lane_pos(call: Call, thing: Obj) -> float:
    lane = call.store.get("lists", thing["idList"])
    return float(lane["pos"]) if lane else 0.0


def _edge(params: Params, name: str) -> str:
    """An id as it is; a date as the lowest id of its second."""
    value = params.plain(name)
    if value in ("", "null") or is_object_id(value):
        return "" if value == "null" else value
    return f"{int(read_instant(value, name).timestamp()):08x}".ljust(24, "0")


def lists(call: Call, found: Iterable[Obj], params: Params, default: str = "open") -> list[Obj]:
    """Lists by filter, with their cards where asked for."""
    name = params.plain("filter") or default
    if name not in ("all", "open", "closed", "none"):
        raise invalid("filter")
    kept = [each for each in found if name == "all" or (name == "closed") == each["closed"]]
    kept = [] if name == "none" else sorted(kept, key=lambda each: (each["pos"], each["id"]))
    shown = []
    for lane in kept:
        view = chosen(lane, params.plain("fields", "all"), "lists")
        if params.plain("cards", "none") != "none":
            nested = Params({**params.nested("card_").values, "filter": params.plain("cards")})
            view["cards"] = cards(call, call.store.of("cards", lane["id"]), nested)
        shown.append(view)
    return shown


def board(call: Call, thing: Obj, params: Params) -> Obj:
    """A board with what is nested in it."""
    shown = chosen(thing, params.plain("fields", BOARD_FIELDS), "boards")
    for name, view in _WITHIN_BOARD.items():
        wanted = params.plain(name, "none")
        if wanted not in ("none", "false", ""):
            shown[name] = view(call, thing, wanted, params)
    return shown


def memberships(call: Call, thing: Obj, wanted: str, params: Params) -> list[Obj]:
    """A board's memberships, with the member where asked for."""
    types = {"admins": "admin", "normal": "normal", "observers": "observer"}
    found = [
        each for each in thing["memberships"] if wanted in ("all", "true") or each["memberType"] == types.get(wanted)
    ]
    if params.plain("member", "false") != "true":
        return found
    fields = params.plain("member_fields", "fullName,username")
    return [{**each, "member": chosen(call.store.get("members", each["idMember"]) or {}, fields)} for each in found]


def _nested_lists(call: Call, thing: Obj, wanted: str, params: Params) -> Any:
    nested = Params({**params.nested("list_").values, "filter": wanted})
    return lists(call, call.store.of("lists", thing["id"]), nested)


def _nested_cards(call: Call, thing: Obj, wanted: str, params: Params) -> Any:
    nested = Params({**params.nested("card_", "cards_").values, "filter": wanted})
    return cards(call, call.store.of("cards", thing["id"]), nested)


def _nested_labels(call: Call, thing: Obj, _: str, params: Params) -> Any:
    limit = params.whole("labels_limit", 50, MOST_CARDS)
    fields = params.plain("label_fields", "all")
    return [chosen(each, fields) for each in call.store.of("labels", thing["id"])[:limit]]


def _nested_members(call: Call, thing: Obj, wanted: str, params: Params) -> Any:
    kept = memberships(call, thing, wanted, Params({}))
    return members(call, [each["idMember"] for each in kept if not each.get("deactivated")], params)


def _nested_memberships(call: Call, thing: Obj, wanted: str, params: Params) -> Any:
    return memberships(call, thing, wanted, params.nested("memberships_"))


def _nested_checklists(call: Call, thing: Obj, _: str, params: Params) -> Any:
    nested = params.nested("checklist_")
    return [checklist(each, nested) for each in call.store.of("checklists", thing["id"])]


def _nested_actions(call: Call, thing: Obj, wanted: str, params: Params) -> Any:
    nested = params.nested("action_", "actions_")
    return history.listed(call, thing["id"], Params({**nested.values, "filter": wanted}))


def _nested_custom_fields(_: Call, thing: Obj, __: str, ___: Params) -> Any:
    return thing["customFields"]


def _nested_stars(call: Call, thing: Obj, _: str, __: Params) -> Any:
    return [each for each in call.store.stars[call.by] if each["idBoard"] == thing["id"]]


_WITHIN_BOARD: dict[str, Callable[[Call, Obj, str, Params], Any]] = {
    "lists": _nested_lists,
    "cards": _nested_cards,
    "labels": _nested_labels,
    "members": _nested_members,
    "memberships": _nested_memberships,
    "checklists": _nested_checklists,
    "actions": _nested_actions,
    "customFields": _nested_custom_fields,
    "boardStars": _nested_stars,
}
