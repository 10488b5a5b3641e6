"""Checklists and their items."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, shapes, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, known
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid


def create(call: Call) -> Any:
    """`POST /checklists`."""
    if not call.params.plain("idCard"):
        raise invalid("idCard")
    return create_on_card(call, call.params.plain("idCard"))


def create_on_card(call: Call, key: str) -> Any:
    """`POST /cards/{id}/checklists`, new or as a copy of another."""
    card = call.find("cards", key, "write")
    source_key = call.params.plain("idChecklistSource")
    source = call.find("checklists", source_key) if source_key else None
    default = source["name"] if source else "Checklist"
    name = call.params.text("name") or default
    pos = call.store.position("checklists", card["id"], call.params.place("pos"))
    made = _enter(call, card, name, pos)
    if source is not None:
        _copy_items(call, source, made)
    touch(call, card)
    return views.checklist(made, Params({}))


def copy_checklist(call: Call, source: Obj, card: Obj) -> None:
    """Copy a checklist with its items onto a card."""
    _copy_items(call, source, _enter(call, card, source["name"], source["pos"]))


def _enter(call: Call, card: Obj, name: str, pos: float) -> Obj:
    made = shapes.checklist(call.store.new_id(), card["idBoard"], card["id"], name, pos)
    call.store.add("checklists", made)
    call.store.placed("checklists", card["id"], made, pos)
    place = history.where(call.store, card)
    place.pop("list")
    history.write(call, "addChecklistToCard", {"checklist": _ref(made), **place})
    return made


def _copy_items(call: Call, source: Obj, target: Obj) -> None:
    for item in source["checkItems"]:
        target["checkItems"].append({**item, "id": call.store.new_id(), "idChecklist": target["id"]})


def read(call: Call, key: str) -> Any:
    """`GET /checklists/{id}`."""
    return views.checklist(call.find("checklists", key), call.params)


def update(call: Call, key: str) -> Any:
    """`PUT /checklists/{id}`."""
    checklist = call.find("checklists", key, "write")
    name = call.params.text("name", least=1) if "name" in call.params else checklist["name"]
    if "pos" in call.params:
        pos = call.store.position("checklists", checklist["idCard"], call.params.place("pos"))
        call.store.placed("checklists", checklist["idCard"], checklist, pos)
    if name != checklist["name"]:
        old, checklist["name"] = checklist["name"], name
        _tell(call, "updateChecklist", checklist, {"checklist": _ref(checklist), "old": {"name": old}})
    touch(call, known(call.store, "cards", checklist["idCard"]))
    return views.checklist(checklist, Params({}))


def update_field(call: Call, key: str, name: str) -> Any:
    """`PUT /checklists/{id}/{field}` with the value in `value`."""
    if name not in ("name", "pos"):
        raise RefusedError(400, "invalid field")
    return update(call.with_params(Params({name: call.params.values.get("value", "")})), key)


def delete(call: Call, key: str) -> Any:
    """`DELETE /checklists/{id}`."""
    checklist = call.find("checklists", key, "write")
    card = known(call.store, "cards", checklist["idCard"])
    call.store.remove("checklists", checklist)
    _tell(call, "removeChecklistFromCard", checklist, {"checklist": _ref(checklist)})
    touch(call, card)
    return {"limits": {}}


def delete_on_card(call: Call, key: str, id_checklist: str) -> Any:
    """`DELETE /cards/{id}/checklists/{idChecklist}`."""
    card = call.find("cards", key, "write")
    if call.find("checklists", id_checklist)["idCard"] != card["id"]:
        raise RefusedError(404, NOT_FOUND)
    return delete(call, id_checklist)


def field(call: Call, key: str, name: str) -> Any:
    """`GET /checklists/{id}/{field}`."""
    return views.field(call.find("checklists", key), name)


def of_card(call: Call, key: str) -> Any:
    """`GET /cards/{id}/checklists`."""
    card = call.find("cards", key)
    return [views.checklist(each, call.params) for each in call.store.of("checklists", card["id"])]


def of_board(call: Call, key: str) -> Any:
    """`GET /boards/{id}/checklists`."""
    board = call.find("boards", key)
    return [views.checklist(each, call.params) for each in call.store.of("checklists", board["id"])]


def cards_of(call: Call, key: str) -> Any:
    """`GET /checklists/{id}/cards`."""
    checklist = call.find("checklists", key)
    return views.cards(call, [known(call.store, "cards", checklist["idCard"])], call.params, "all")


def board_of(call: Call, key: str) -> Any:
    """`GET /checklists/{id}/board`."""
    return views.board(call, call.find("boards", call.find("checklists", key)["idBoard"]), call.params)


def items(call: Call, key: str) -> Any:
    """`GET /checklists/{id}/checkItems`."""
    shown = views.checklist(
        call.find("checklists", key), Params({"checkItem_fields": call.params.plain("fields", "all")})
    )
    return shown["checkItems"]


def item(call: Call, key: str, id_item: str) -> Any:
    """`GET /checklists/{id}/checkItems/{idCheckItem}`."""
    return views.chosen(_item(call.find("checklists", key), id_item), call.params.plain("fields", "all"))


def create_item(call: Call, key: str) -> Any:
    """`POST /checklists/{id}/checkItems`."""
    checklist = call.find("checklists", key, "write")
    name = call.params.text("name", least=1)
    made = shapes.check_item(call.store.new_id(), checklist["id"], name, 0)
    made["pos"] = _item_position(checklist, call.params.place("pos"))
    made["state"] = "complete" if call.params.flag("checked") else "incomplete"
    made |= _item_values(call.params)
    checklist["checkItems"].append(made)
    _tell(call, "createCheckItem", checklist, {"checklist": _ref(checklist), "checkItem": _item_ref(made)})
    touch(call, known(call.store, "cards", checklist["idCard"]))
    return made


def create_item_on_card(call: Call, key: str, id_checklist: str) -> Any:
    """`POST /cards/{id}/checklist/{idChecklist}/checkItem`."""
    call.find("cards", key, "write")
    return create_item(call, id_checklist)


def delete_item(call: Call, key: str, id_item: str) -> Any:
    """`DELETE /checklists/{id}/checkItems/{idCheckItem}`."""
    checklist = call.find("checklists", key, "write")
    gone = _item(checklist, id_item)
    checklist["checkItems"].remove(gone)
    _tell(call, "deleteCheckItem", checklist, {"checklist": _ref(checklist), "checkItem": _item_ref(gone)})
    touch(call, known(call.store, "cards", checklist["idCard"]))
    return {"limits": {}}


def card_item(call: Call, key: str, id_item: str) -> Any:
    """`GET /cards/{id}/checkItem/{idCheckItem}`."""
    _, found = _on_card(call, call.find("cards", key), id_item)
    return views.chosen(found, call.params.plain("fields", "all"))


def delete_card_item(call: Call, key: str, id_item: str) -> Any:
    """`DELETE /cards/{id}/checkItem/{idCheckItem}`."""
    checklist, _ = _on_card(call, call.find("cards", key, "write"), id_item)
    return delete_item(call, checklist["id"], id_item)


def delete_nested_item(call: Call, key: str, _checklist: str, id_item: str) -> Any:
    """`DELETE /cards/{id}/checklist/{idChecklist}/checkItem/{idCheckItem}`."""
    return delete_card_item(call, key, id_item)


def update_item(call: Call, key: str, id_item: str) -> Any:
    """`PUT /cards/{id}/checkItem/{idCheckItem}`."""
    card = call.find("cards", key, "write")
    checklist, found = _on_card(call, card, id_item)
    values = _item_values(call.params)
    target = _item_target(call, card, checklist)
    if target is not checklist:
        checklist["checkItems"].remove(found)
        target["checkItems"].append(found)
        found["idChecklist"] = target["id"]
    if "pos" in call.params:
        found["pos"] = _item_position(target, call.params.place("pos"))
    old = {name: found[name] for name, value in values.items() if found.get(name) != value and name in found}
    found |= values
    _tell_item(call, target, found, old)
    touch(call, card)
    return found


def update_nested_item(call: Call, key: str, _checklist: str, id_item: str) -> Any:
    """`PUT /cards/{id}/checklist/{idChecklist}/checkItem/{idCheckItem}`."""
    return update_item(call, key, id_item)


def update_item_field(call: Call, key: str, _checklist: str, id_item: str, name: str) -> Any:
    """`PUT /cards/{id}/checklist/{idChecklist}/checkItem/{idCheckItem}/{field}` with the value in `value`."""
    return update_item(call.with_params(Params({name: call.params.values.get("value", "")})), key, id_item)


def _item_target(call: Call, card: Obj, checklist: Obj) -> Obj:
    wanted = call.params.plain("idChecklist") or checklist["id"]
    target = call.store.get("checklists", wanted)
    if target is None or target["idCard"] != card["id"]:
        raise invalid("idChecklist")
    return target


def _item_values(params: Params) -> Obj:
    found: Obj = {}
    if "name" in params:
        found["name"] = params.text("name", least=1)
    if "state" in params:
        found["state"] = {
            "complete": "complete",
            "true": "complete",
            "incomplete": "incomplete",
            "false": "incomplete",
        }.get(params.plain("state"))
        if found["state"] is None:
            raise invalid("state")
    if "due" in params:
        found["due"] = params.instant("due")
    if "idMember" in params:
        found["idMember"] = params.plain("idMember").replace("null", "") or None
    return found


def _item_position(checklist: Obj, place: float | str) -> float:
    positions = [each["pos"] for each in checklist["checkItems"]]
    match place:
        case "top":
            return min(positions) / 2 if positions else STEP
        case "bottom":
            return max(positions, default=0) + STEP
        case number:
            return float(number)


def _tell_item(call: Call, checklist: Obj, found: Obj, old: Obj) -> None:
    named = {"checklist": _ref(checklist), "checkItem": _item_ref(found)}
    if "state" in old:
        _tell(call, "updateCheckItemStateOnCard", checklist, named)
    rest = {name: value for name, value in old.items() if name != "state"}
    if rest:
        _tell(call, "updateCheckItem", checklist, {**named, "old": rest})


def _tell(call: Call, kind: str, checklist: Obj, named: Obj) -> None:
    place = history.where(call.store, known(call.store, "cards", checklist["idCard"]))
    place.pop("list")
    history.write(call, kind, {**named, **place})


def _item(checklist: Obj, key: str) -> Obj:
    found: Obj | None = next((each for each in checklist["checkItems"] if each["id"] == key), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    return found


def _on_card(call: Call, card: Obj, key: str) -> tuple[Obj, Obj]:
    for checklist in call.store.of("checklists", card["id"]):
        for each in checklist["checkItems"]:
            if each["id"] == key:
                return checklist, each
    raise RefusedError(404, NOT_FOUND)


def _ref(checklist: Obj) -> Obj:
    return {"id": checklist["id"], "name": checklist["name"]}


def _item_ref(found: Obj) -> Obj:
    return {"id": found["id"], "name": found["name"], "state": found["state"], "textData": {"emoji": {}}}
