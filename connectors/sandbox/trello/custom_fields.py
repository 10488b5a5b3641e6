"""Custom fields of boards, and their options.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/getting-started-with-custom-fields/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.sandbox.trello import history
from connectors.sandbox.trello.access import NOT_FOUND, Call, Need, known
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.touching import touch_board
from connectors.sandbox.trello.values import Obj, RefusedError, invalid

_TYPES = ("checkbox", "date", "list", "number", "text")
_MOST = 50


def of_board(call: Call, key: str) -> Any:
    """`GET /boards/{id}/customFields`."""
    return call.find("boards", key)["customFields"]


def create(call: Call) -> Any:
    """`POST /customFields`: `idModel` is the board; a list may bring its `options`."""
    params = call.params
    if params.plain("modelType") != "board":
        raise invalid("modelType")
    board = call.find("boards", params.plain("idModel"), "write")
    name, kind = params.text("name", least=1), params.plain("type")
    if kind not in _TYPES:
        raise invalid("type")
    if len(board["customFields"]) >= _MOST:
        raise RefusedError(403, "CUSTOM_FIELD_LIMIT_EXCEEDED")
    pos, front = _position(board["customFields"], call), params.flag("display_cardFront", default=True)
    made = _shape(call.store.new_id(), board["id"], name, kind)
    made |= {"pos": pos, "display": {"cardFront": front}}
    if kind == "list":
        made["options"] = [_option(call, made["id"], each) for each in params.values.get("options") or []]
    board["customFields"].append(made)
    _tell(call, "createCustomField", made)
    return made


def read(call: Call, key: str) -> Any:
    """`GET /customFields/{id}`."""
    return find(call, key)


def update(call: Call, key: str) -> Any:
    """`PUT /customFields/{id}`: its name, place and whether cards show it; the type stays."""
    params, field = call.params, find(call, key, "write")
    values: Obj = {"name": params.text("name", least=1)} if "name" in params else {}
    if "pos" in params:
        board = known(call.store, "boards", field["idModel"])
        values["pos"] = _position([each for each in board["customFields"] if each is not field], call)
    if "display/cardFront" in params:
        values["display"] = {"cardFront": params.flag("display/cardFront")}
    old = {name: field[name] for name, value in values.items() if field.get(name) != value}
    field |= values
    if old:
        _tell(call, "updateCustomField", field, {"old": old})
    return field


def delete(call: Call, key: str) -> Any:
    """`DELETE /customFields/{id}`: with its values on every card."""
    field = find(call, key, "write")
    board = known(call.store, "boards", field["idModel"])
    board["customFields"].remove(field)
    for card in call.store.of("cards", board["id"]):
        card["customFieldItems"] = [each for each in card["customFieldItems"] if each["idCustomField"] != key]
    _tell(call, "deleteCustomField", field)
    return {"limits": {}}


def options(call: Call, key: str) -> Any:
    """`GET /customFields/{id}/options`."""
    return _list(call, key).get("options", [])


def add_option(call: Call, key: str) -> Any:
    """`POST /customFields/{id}/options`."""
    field = _list(call, key, "write")
    made = _option(call, key, call.params.values)
    held = field.setdefault("options", [])
    made["pos"] = _position(held, call)
    held.append(made)
    _tell(call, "updateCustomField", field)
    return made


def option(call: Call, key: str, id_option: str) -> Any:
    """`GET /customFields/{id}/options/{idOption}`."""
    return find_option(_list(call, key), id_option)


def delete_option(call: Call, key: str, id_option: str) -> Any:
    """`DELETE /customFields/{id}/options/{idOption}`: off every card too."""
    field = _list(call, key, "write")
    field["options"].remove(find_option(field, id_option))
    for card in call.store.of("cards", field["idModel"]):
        card["customFieldItems"] = [each for each in card["customFieldItems"] if each.get("idValue") != id_option]
    _tell(call, "updateCustomField", field)
    return {}


def find(call: Call, key: str, need: Need = "read") -> Obj:
    """A field of a board that the caller may see. Raises RefusedError."""
    for board in call.store.all("boards"):
        for field in board["customFields"]:
            if field["id"] == key:
                call.find("boards", board["id"], need)
                found: Obj = field
                return found
    raise RefusedError(404, NOT_FOUND) if is_object_id(key) else RefusedError(400, "invalid id")


def find_option(field: Obj, key: str) -> Obj:
    """One choice of a list. Raises RefusedError."""
    found: Obj | None = next((each for each in field.get("options", []) if each["id"] == key), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    return found


def ref(field: Obj) -> Obj:
    """A field as actions name it."""
    return {"id": field["id"], "name": field["name"], "type": field["type"]}


def _list(call: Call, key: str, need: Need = "read") -> Obj:
    field = find(call, key, need)
    if field["type"] != "list":
        raise RefusedError(400, "Custom field is not of type list")
    return field


def _shape(object_id: str, board: str, name: str, kind: str) -> Obj:
    return {
        "id": object_id,
        "idModel": board,
        "modelType": "board",
        "fieldGroup": f"{object_id}{board}".ljust(64, "0"),
        "name": name,
        "type": kind,
    }


def _option(call: Call, id_field: str, raw: Any) -> Obj:
    value = raw.get("value") if isinstance(raw, dict) else None
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text:
        raise invalid("value")
    pos = raw.get("pos") if isinstance(raw.get("pos"), int | float) else STEP
    colour = raw.get("color") or "none"
    return {
        "id": call.store.new_id(), "idCustomField": id_field, "value": {"text": text}, "color": colour, "pos": pos,
    }  # fmt: skip


def _position(siblings: Sequence[Obj], call: Call) -> float:
    positions = [each["pos"] for each in siblings]
    match call.params.place("pos"):
        case "top":
            return min(positions) / 2 if positions else STEP
        case "bottom":
            return max(positions, default=0) + STEP
        case number:
            return number


def _tell(call: Call, kind: str, field: Obj, more: Obj | None = None) -> None:
    board = known(call.store, "boards", field["idModel"])
    history.write(call, kind, {"customField": ref(field), "board": history.board_ref(board), **(more or {})})
    touch_board(call, board["id"])
