"""Lists."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, shapes, views
from connectors.sandbox.trello.access import Call, known
from connectors.sandbox.trello.card_moves import move_within, tell_update
from connectors.sandbox.trello.touching import touch, touch_board
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid


def create(call: Call) -> Any:
    """`POST /lists`."""
    if not call.params.plain("idBoard"):
        raise invalid("idBoard")
    return create_on_board(call, call.params.plain("idBoard"))


def create_on_board(call: Call, key: str) -> Any:
    """`POST /boards/{id}/lists`; a list comes first unless a position is named."""
    board = call.find("boards", key, "write")
    name = call.params.text("name", least=1)
    place = call.params.place("pos") if "pos" in call.params else "top"
    return views.chosen(enter(call, board, name, call.store.position("lists", board["id"], place)), "all", "lists")


def enter(call: Call, board: Obj, name: str, pos: float) -> Obj:
    """Take a new list in."""
    made = call.store.add("lists", shapes.lane(call.store.new_id(), board["id"], name, pos))
    call.store.placed("lists", board["id"], made, pos)
    history.write(call, "createList", {"list": history.list_ref(made), "board": history.board_ref(board)})
    touch_board(call, board["id"])
    return made


def read(call: Call, key: str) -> Any:
    """`GET /lists/{id}`."""
    lane = call.find("lists", key)
    return views.lists(call, [lane], call.params, "all")[0]


def field(call: Call, key: str, name: str) -> Any:
    """`GET /lists/{id}/{field}`."""
    return views.field(call.find("lists", key), name)


def update(call: Call, key: str) -> Any:
    """`PUT /lists/{id}`."""
    lane = call.find("lists", key, "write")
    params = call.params
    values: Obj = {"name": params.text("name", least=1)} if "name" in params else {}
    values |= {name: params.flag(name) for name in ("closed", "subscribed") if name in params}
    target = call.find("boards", params.plain("idBoard"), "write") if params.plain("idBoard") else None
    place = params.place("pos") if "pos" in params else None
    if target is not None and target["id"] != lane["idBoard"]:
        _to_board(call, lane, target)
    if place is not None:
        old = lane["pos"]
        call.store.placed("lists", lane["idBoard"], lane, call.store.position("lists", lane["idBoard"], place))
        _tell(call, lane, "pos", old)
    for name, value in values.items():
        old, lane[name] = lane.get(name), value
        if name != "subscribed":
            _tell(call, lane, name, old)
    touch_board(call, lane["idBoard"])
    return views.chosen(lane, "all", "lists")


def update_field(call: Call, key: str, name: str) -> Any:
    """`PUT /lists/{id}/{field}` with the value in `value`."""
    if name not in ("name", "closed", "pos", "idBoard", "subscribed"):
        raise RefusedError(400, "invalid field")
    return update(call.with_params(Params({name: call.params.values.get("value", "")})), key)


def cards(call: Call, key: str, name: str = "") -> Any:
    """`GET /lists/{id}/cards` and `/lists/{id}/cards/{filter}`."""
    lane = call.find("lists", key)
    asked = Params({**call.params.values, "filter": name}) if name else call.params
    return views.cards(call, call.store.of("cards", lane["id"]), asked, "open")


def actions(call: Call, key: str) -> Any:
    """`GET /lists/{id}/actions`."""
    return history.listed(call, call.find("lists", key)["id"], call.params)


def board_of(call: Call, key: str) -> Any:
    """`GET /lists/{id}/board`."""
    return views.board(call, call.find("boards", call.find("lists", key)["idBoard"]), call.params)


def archive_all(call: Call, key: str) -> Any:
    """`POST /lists/{id}/archiveAllCards`."""
    lane = call.find("lists", key, "write")
    for card in call.store.of("cards", lane["id"]):
        if not card["closed"]:
            card["closed"] = True
            card["dateClosed"] = call.store.now()
            tell_update(call, card, {"closed": True}, {"closed": False})
            touch(call, card)
    return {}


def move_all(call: Call, key: str) -> Any:
    """`POST /lists/{id}/moveAllCards`."""
    lane = call.find("lists", key, "write")
    target = call.find("lists", call.params.plain("idList"), "write")
    if call.params.plain("idBoard") != target["idBoard"]:
        raise invalid("idBoard")
    found = sorted(call.store.of("cards", lane["id"]), key=lambda card: card["pos"])
    for card in found:
        if not card["closed"]:
            move_within(call, card, target)
    return views.cards(call, call.store.of("cards", target["id"]), Params({}), "open")


def _to_board(call: Call, lane: Obj, target: Obj) -> None:
    source = known(call.store, "boards", lane["idBoard"])
    named = {"list": history.list_ref(lane), "board": history.board_ref(source)}
    history.write(call, "moveListFromBoard", {**named, "boardTarget": {"id": target["id"]}})
    found = call.store.of("cards", lane["id"])
    call.store.move("lists", lane, idBoard=target["id"])
    for card in found:
        move_within(call, card, lane)
    named["board"] = history.board_ref(target)
    history.write(call, "moveListToBoard", {**named, "boardSource": {"id": source["id"]}})


def _tell(call: Call, lane: Obj, name: str, old: Any) -> None:
    if old == lane[name]:
        return
    named = {"list": {name: lane[name], **history.list_ref(lane)}, "old": {name: old}}
    board = known(call.store, "boards", lane["idBoard"])
    history.write(call, "updateList", {**named, "board": history.board_ref(board)})
