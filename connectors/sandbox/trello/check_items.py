"""The items of checklists."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import shapes, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, known
from connectors.sandbox.trello.checklists import ref, tell
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid, reminder


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
    tell(call, "createCheckItem", checklist, {"checklist": ref(checklist), "checkItem": _item_ref(made)})
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
    tell(call, "deleteCheckItem", checklist, {"checklist": ref(checklist), "checkItem": _item_ref(gone)})
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
    if "dueReminder" in params:
        found["dueReminder"] = reminder(params)
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
    named = {"checklist": ref(checklist), "checkItem": _item_ref(found)}
    if "state" in old:
        tell(call, "updateCheckItemStateOnCard", checklist, named)
    rest = {name: value for name, value in old.items() if name != "state"}
    if rest:
        tell(call, "updateCheckItem", checklist, {**named, "old": rest})


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


def _item_ref(found: Obj) -> Obj:
    return {"id": found["id"], "name": found["name"], "state": found["state"], "textData": {"emoji": {}}}
