"""Boards and who is on them."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, shapes, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, membership_of
from connectors.sandbox.trello.card_parts import set_members
from connectors.sandbox.trello.lists import enter
from connectors.sandbox.trello.store import STEP, Store
from connectors.sandbox.trello.touching import touch_board
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid

DEFAULT_LISTS = ("To Do", "Doing", "Done")
DEFAULT_COLOURS = ("green", "yellow", "orange", "red", "purple", "blue")
_WHO = ("disabled", "members", "observers", "org", "public")
_PREFS = {
    "permissionLevel": ("private", "org", "public"), "voting": _WHO, "comments": _WHO,
    "invitations": ("admins", "members"), "background": (), "cardAging": ("pirate", "regular"),
}  # fmt: skip
_PREF_FLAGS = ("selfJoin", "cardCovers", "hideVotes", "calendarFeedEnabled")
_TYPES = {"admin": "makeAdminOfBoard", "normal": "makeNormalMemberOfBoard", "observer": "makeObserverOfBoard"}


def create(call: Call) -> Any:
    """`POST /boards`: with three lists and six labels unless told otherwise."""
    params = call.params
    name, desc = params.text("name", least=1), params.text("desc")
    with_lists, with_labels = params.flag("defaultLists", default=True), params.flag("defaultLabels", default=True)
    board = shapes.board(call.store.new_id(), name, call.store.now())
    board |= {"desc": desc, "idMemberCreator": call.by}
    board["prefs"] |= _prefs(params, "prefs_")
    board["memberships"].append(shapes.membership(call.store.new_id(), call.by, "admin"))
    call.store.add("boards", board)
    history.write(call, "createBoard", {"board": history.board_ref(board)})
    for index, lane in enumerate(DEFAULT_LISTS if with_lists else ()):
        enter(call, board, lane, STEP * (index + 1))
    for colour in DEFAULT_COLOURS if with_labels else ():
        call.store.add("labels", shapes.label(call.store.new_id(), board["id"], "", colour))
    return {**views.chosen(board, views.BOARD_FIELDS), "limits": {}}


def _prefs(params: Params, prefix: str) -> Obj:
    """The preferences that a call names, each checked."""
    found: Obj = {}
    for name, allowed in _PREFS.items():
        if prefix + name in params:
            found[name] = params.plain(prefix + name)
            if allowed and found[name] not in allowed:
                raise invalid(prefix + name)
    return found | {name: params.flag(prefix + name) for name in _PREF_FLAGS if prefix + name in params}


def read(call: Call, key: str) -> Any:
    """`GET /boards/{id}`."""
    return views.board(call, call.find("boards", key), call.params)


def field(call: Call, key: str, name: str) -> Any:
    """`GET /boards/{id}/{field}`."""
    return views.field(call.find("boards", key), name)


def update(call: Call, key: str) -> Any:
    """`PUT /boards/{id}`; only admins close a board."""
    params = call.params
    board = call.find("boards", key, "admin" if "closed" in params else "write")
    values: Obj = {"name": params.text("name", least=1)} if "name" in params else {}
    values |= {"desc": params.text("desc")} if "desc" in params else {}
    values |= {name: params.flag(name) for name in ("closed", "subscribed") if name in params}
    prefs = _prefs(params, "prefs/")
    for name, value in values.items():
        old, board[name] = board.get(name), value
        if old != value and name != "subscribed":
            _tell(call, board, {name: value}, {name: old})
    different = {name: value for name, value in prefs.items() if board["prefs"].get(name) != value}
    for name, value in different.items():
        old, board["prefs"][name] = board["prefs"].get(name), value
        _tell(call, board, {"prefs": {name: value}}, {"prefs": {name: old}})
    touch_board(call, board["id"])
    return views.chosen(board, views.BOARD_FIELDS)


def _tell(call: Call, board: Obj, new: Obj, old: Obj) -> None:
    history.write(call, "updateBoard", {"board": {**new, **history.board_ref(board)}, "old": old})


def update_field(call: Call, key: str, name: str) -> Any:
    """`PUT /boards/{id}/{field}` with the value in `value`."""
    if name not in ("name", "desc", "closed", "subscribed"):
        raise RefusedError(400, "invalid field")
    return update(call.with_params(Params({name: call.params.values.get("value", "")})), key)


def viewed(call: Call, key: str) -> Any:
    """`POST /boards/{id}/markedAsViewed`."""
    board = call.find("boards", key)
    board["dateLastView"] = call.store.now()
    return {"id": board["id"], "dateLastView": board["dateLastView"]}


def delete(call: Call, key: str) -> Any:
    """`DELETE /boards/{id}`, for admins."""
    empty(call.store, call.find("boards", key, "admin"))
    return {"_value": None}


def empty(store: Store, board: Obj) -> None:
    """Forget a board and everything on it."""
    for action in list(store.told(board["id"])):
        history.forget(store, action)
    for kind in ("cards", "checklists", "labels", "lists"):
        for thing in store.of(kind, board["id"]):
            store.remove(kind, thing)
    store.remove("boards", board)


def lists(call: Call, key: str, name: str = "") -> Any:
    """`GET /boards/{id}/lists` and `/boards/{id}/lists/{filter}`."""
    board = call.find("boards", key)
    asked = Params({**call.params.values, "filter": name}) if name else call.params
    return views.lists(call, call.store.of("lists", board["id"]), asked)


def cards(call: Call, key: str, name: str = "") -> Any:
    """`GET /boards/{id}/cards`, `/boards/{id}/cards/{filter}`, and one card by its id."""
    board = call.find("boards", key)
    if name and name not in ("all", "open", "closed", "visible", "none"):
        card = call.find("cards", name)
        if card["idBoard"] != board["id"]:
            raise RefusedError(404, NOT_FOUND)
        return views.card(call, card, call.params)
    asked = Params({**call.params.values, "filter": name}) if name else call.params
    return views.cards(call, call.store.of("cards", board["id"]), asked)


def actions(call: Call, key: str) -> Any:
    """`GET /boards/{id}/actions`."""
    return history.listed(call, call.find("boards", key)["id"], call.params)


def members(call: Call, key: str) -> Any:
    """`GET /boards/{id}/members`."""
    board = call.find("boards", key)
    ids = [each["idMember"] for each in board["memberships"] if not each.get("deactivated")]
    return views.members(call, ids, Params({"member_fields": call.params.plain("fields")}), "fullName,username")


def memberships(call: Call, key: str) -> Any:
    """`GET /boards/{id}/memberships`."""
    return views.memberships(call, call.find("boards", key), call.params.plain("filter", "all"), call.params)


def put_member(call: Call, key: str, id_member: str) -> Any:
    """`PUT /boards/{id}/members/{idMember}`: take somebody in, or change their type; for admins."""
    board = call.find("boards", key, "admin")
    member = call.member(id_member)
    wanted = call.params.plain("type", "normal")
    if wanted not in _TYPES:
        raise invalid("type")
    mine = membership_of(board, member["id"])
    if mine is None:
        board["memberships"].append(shapes.membership(call.store.new_id(), member["id"], wanted))
        _tell_member(call, board, "addMemberToBoard", member["id"], {"memberType": wanted})
    elif mine["memberType"] != wanted:
        mine["memberType"] = wanted
        _tell_member(call, board, _TYPES[wanted], member["id"])
    return {"id": board["id"], "members": members(call, key), "memberships": board["memberships"]}


def put_member_by_mail(call: Call, key: str) -> Any:
    """`PUT /boards/{id}/members` by `email`, of somebody who has an account."""
    wanted = call.params.plain("email")
    found = next((each for each in call.store.all("members") if wanted and each.get("email") == wanted), None)
    if found is None:
        raise invalid("email")
    return put_member(call, key, found["id"])


def put_membership(call: Call, key: str, id_membership: str) -> Any:
    """`PUT /boards/{id}/memberships/{idMembership}`: change somebody's type."""
    board = call.find("boards", key, "admin")
    found = next((each for each in board["memberships"] if each["id"] == id_membership), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    put_member(call, key, found["idMember"])
    return found


def remove_member(call: Call, key: str, id_member: str) -> Any:
    """`DELETE /boards/{id}/members/{idMember}`: off its cards too. Admins may, and everybody for themselves."""
    member = call.member(id_member)
    board = call.find("boards", key, "read" if member["id"] == call.by else "admin")
    mine = membership_of(board, member["id"])
    if mine is None:
        raise RefusedError(404, NOT_FOUND)
    for card in call.store.of("cards", board["id"]):
        if member["id"] in card["idMembers"]:
            set_members(call, card, [each for each in card["idMembers"] if each != member["id"]])
    board["memberships"].remove(mine)
    _tell_member(call, board, "removeMemberFromBoard", member["id"])
    return {"id": board["id"], "memberships": board["memberships"]}


def member_cards(call: Call, key: str, id_member: str) -> Any:
    """`GET /boards/{id}/members/{idMember}/cards`."""
    board, member = call.find("boards", key), call.member(id_member)
    found = [card for card in call.store.of("cards", board["id"]) if member["id"] in card["idMembers"]]
    return views.cards(call, found, call.params)


def _tell_member(call: Call, board: Obj, kind: str, member: str, more: Obj | None = None) -> None:
    named = {"idMemberAdded": member} if kind == "addMemberToBoard" else {}
    history.write(call, kind, {**named, **(more or {}), "board": history.board_ref(board)}, member=member)
    touch_board(call, board["id"])
