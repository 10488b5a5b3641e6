"""Checklists."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, shapes, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, known
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
    history.write(call, "addChecklistToCard", {"checklist": ref(made), **place})
    return made


def _copy_items(call: Call, source: Obj, target: Obj) -> None:
    for item in source["checkItems"]:
        target["checkItems"].append({**item, "id": call.store.new_id(), "idChecklist": target["id"]})


def read(call: Call, key: str) -> Any:
    """`GET /checklists/{id}`."""
    found = call.find("checklists", key)
    shown = views.checklist(found, call.params)
    if call.params.plain("cards", "none") == "none":
        return shown
    card = views.card(call, known(call.store, "cards", found["idCard"]), call.params.nested("card_"))
    return {**shown, "cards": [card]}


def update(call: Call, key: str) -> Any:
    """`PUT /checklists/{id}`."""
    checklist = call.find("checklists", key, "write")
    name = call.params.text("name", least=1) if "name" in call.params else checklist["name"]
    if "pos" in call.params:
        pos = call.store.position("checklists", checklist["idCard"], call.params.place("pos"))
        call.store.placed("checklists", checklist["idCard"], checklist, pos)
    if name != checklist["name"]:
        old, checklist["name"] = checklist["name"], name
        tell(call, "updateChecklist", checklist, {"checklist": ref(checklist), "old": {"name": old}})
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
    tell(call, "removeChecklistFromCard", checklist, {"checklist": ref(checklist)})
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


def tell(call: Call, kind: str, checklist: Obj, named: Obj) -> None:
    """Write an action on the card that a checklist is on."""
    place = history.where(call.store, known(call.store, "cards", checklist["idCard"]))
    place.pop("list")
    history.write(call, kind, {**named, **place})


def ref(checklist: Obj) -> Obj:
    """A checklist as actions name it."""
    return {"id": checklist["id"], "name": checklist["name"]}
