"""Labels."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, shapes, views
from connectors.sandbox.trello.access import Call, known
from connectors.sandbox.trello.touching import touch_board
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid


def create(call: Call) -> Any:
    """`POST /labels`."""
    if not call.params.plain("idBoard"):
        raise invalid("idBoard")
    return create_on_board(call, call.params.plain("idBoard"))


def create_on_board(call: Call, key: str) -> Any:
    """`POST /boards/{id}/labels`."""
    board = call.find("boards", key, "write")
    if "name" not in call.params:
        raise invalid("name")
    made = shapes.label(call.store.new_id(), board["id"], call.params.text("name"), call.params.colour("color"))
    call.store.add("labels", made)
    _tell(call, "createLabel", made)
    return {**made, "limits": {}}


def read(call: Call, key: str) -> Any:
    """`GET /labels/{id}`."""
    return views.chosen(call.find("labels", key), call.params.plain("fields", "all"))


def of_board(call: Call, key: str) -> Any:
    """`GET /boards/{id}/labels`: 50 unless `limit` says otherwise."""
    board = call.find("boards", key)
    limit = call.params.whole("limit", 50, 1000)
    fields = call.params.plain("fields", "all")
    return [views.chosen(each, fields) for each in call.store.of("labels", board["id"])[:limit]]


def board_of(call: Call, key: str) -> Any:
    """`GET /labels/{id}/board`."""
    return views.board(call, call.find("boards", call.find("labels", key)["idBoard"]), call.params)


def update(call: Call, key: str) -> Any:
    """`PUT /labels/{id}`."""
    label = call.find("labels", key, "write")
    values: Obj = {"name": call.params.text("name")} if "name" in call.params else {}
    if "color" in call.params:
        values["color"] = call.params.colour("color")
    old = {name: label[name] for name, value in values.items() if label[name] != value}
    label |= values
    if old:
        _tell(call, "updateLabel", label, {"old": old})
    return label


def update_field(call: Call, key: str, name: str) -> Any:
    """`PUT /labels/{id}/{field}` with the value in `value`."""
    if name not in ("name", "color"):
        raise RefusedError(400, "invalid field")
    return update(call.with_params(Params({name: call.params.values.get("value", "")})), key)


def delete(call: Call, key: str) -> Any:
    """`DELETE /labels/{id}`: off every card too."""
    label = call.find("labels", key, "write")
    for card in call.store.of("cards", label["idBoard"]):
        if key in card["idLabels"]:
            card["idLabels"] = [each for each in card["idLabels"] if each != key]
    call.store.remove("labels", label)
    _tell(call, "deleteLabel", label)
    return {"limits": {}}


def _tell(call: Call, kind: str, label: Obj, more: Obj | None = None) -> None:
    named = {"id": label["id"], "name": label["name"], "color": label["color"]}
    board = known(call.store, "boards", label["idBoard"])
    history.write(call, kind, {"label": named, "board": history.board_ref(board), **(more or {})})
    touch_board(call, board["id"])
