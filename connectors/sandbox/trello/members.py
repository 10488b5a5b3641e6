"""Members and tokens."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, may, membership_of
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid

_PRIVATE = frozenset({"email"})


def read(call: Call, key: str) -> Any:
    """`GET /members/{id}`: an account's mail address is shown to nobody else."""
    member = call.member(key)
    ids = [board["id"] for board in _boards(call, member, "open,closed")]
    full = {**member, "idBoards": ids, "idOrganizations": []}
    if member["id"] != call.by:
        full = {name: value for name, value in full.items() if name not in _PRIVATE}
    shown = views.chosen(full, call.params.plain("fields", "all"))
    if call.params.plain("boards", "none") != "none":
        fields = call.params.plain("board_fields", "all")
        found = _boards(call, member, call.params.plain("boards"))
        shown["boards"] = [views.chosen(board, fields, "boards") for board in found]
    return {**shown, **_nested(call, member)}


def _nested(call: Call, member: Obj) -> Obj:
    """Cards, actions and starred boards, where asked for."""
    shown: Obj = {}
    params = call.params
    if params.plain("cards", "none") != "none":
        nested = Params({**params.nested("card_").values, "filter": params.plain("cards")})
        shown["cards"] = cards(call.with_params(nested), member["id"])
    if params.plain("actions", "none") != "none":
        nested = Params({**params.nested("action_", "actions_").values, "filter": params.plain("actions")})
        shown["actions"] = history.listed(call, member["id"], nested)
    if params.plain("boardStars", "false") == "true" and member["id"] == call.by:
        shown["boardStars"] = call.store.stars[call.by]
    return shown


def field(call: Call, key: str, name: str) -> Any:
    """`GET /members/{id}/{field}`."""
    return views.field(read(call.with_params(Params({})), key), name)


def boards(call: Call, key: str) -> Any:
    """`GET /members/{id}/boards`."""
    found = _boards(call, call.member(key), call.params.plain("filter", "all") or "all")
    nested = Params({"fields": "all", **call.params.values})
    return [views.board(call, board, nested) | _memberships(board, nested) for board in found]


def _memberships(board: Obj, params: Params) -> Obj:
    return {"memberships": board["memberships"]} if params.plain("fields") == "all" else {}


def cards(call: Call, key: str) -> Any:
    """`GET /members/{id}/cards`: of the boards both may see."""
    member = call.member(key)
    found = [
        card
        for board in _boards(call, member, "open")
        for card in call.store.of("cards", board["id"])
        if member["id"] in card["idMembers"]
    ]
    return views.cards(call, found, call.params)


def actions(call: Call, key: str) -> Any:
    """`GET /members/{id}/actions`."""
    return history.listed(call, call.member(key)["id"], call.params)


def organizations(call: Call, key: str) -> Any:
    """`GET /members/{id}/organizations`: the sandbox has none."""
    call.member(key)
    return []


def token(call: Call, key: str) -> Any:
    """`GET /tokens/{token}`, for the caller's own."""
    _own(call, key)
    rights = [
        {"idModel": "*", "modelType": kind, "read": True, "write": True} for kind in ("Board", "Organization", "Member")
    ]
    shown = {
        "id": call.by,
        "identifier": "Cobridge",
        "idMember": call.by,
        "dateCreated": call.store.now(),
        "dateExpires": None,
        "permissions": rights,
    }
    return views.chosen(shown, call.params.plain("fields", "all"))


def token_member(call: Call, key: str) -> Any:
    """`GET /tokens/{token}/member`."""
    _own(call, key)
    return read(call, "me")


def _own(call: Call, key: str) -> None:
    if key != call.token:
        raise RefusedError(404, NOT_FOUND)


def _boards(call: Call, member: Obj, wanted: str) -> list[Obj]:
    names = set(wanted.split(","))
    if names - {"all", "open", "closed", "members", "starred", "public", "organization"}:
        raise invalid("filter")
    both = not names & {"open", "closed"}
    return [
        board
        for board in call.store.all("boards")
        if membership_of(board, member["id"]) is not None
        and may(board, call.by, "read")
        and ("starred" not in names or any(each["idBoard"] == board["id"] for each in call.store.stars[member["id"]]))
        and (both or ("closed" if board["closed"] else "open") in names)
    ]
