"""Moves cards: within a list, to another list, to another board."""

from __future__ import annotations

from connectors.sandbox.trello import history
from connectors.sandbox.trello.access import Call, known, membership_of
from connectors.sandbox.trello.card_parts import set_labels
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, invalid


def target(call: Call, card: Obj) -> tuple[Obj, Obj]:
    """The list and board a change leads to: a list of another board only together with that board."""
    board = known(call.store, "boards", card["idBoard"])
    if call.params.plain("idBoard"):
        board = call.find("boards", call.params.plain("idBoard"), "write")
    if call.params.plain("idList"):
        lane = call.store.get("lists", call.params.plain("idList"))
        if lane is None or lane["idBoard"] != board["id"]:
            raise invalid("idList")
        return lane, board
    if board["id"] == card["idBoard"]:
        return known(call.store, "lists", card["idList"]), board
    lanes = [lane for lane in call.store.of("lists", board["id"]) if not lane["closed"]]
    if not lanes:
        raise invalid("idBoard")
    return min(lanes, key=lambda lane: lane["pos"]), board


def move(call: Call, card: Obj, lane: Obj) -> None:
    """Put a card into another list."""
    if lane["idBoard"] != card["idBoard"]:
        _to_board(call, card, lane)
        return
    if lane["id"] == card["idList"]:
        return
    before = known(call.store, "lists", card["idList"])
    call.store.move("cards", card, idList=lane["id"])
    ends = {"listBefore": history.list_ref(before), "listAfter": history.list_ref(lane)}
    tell_update(call, card, {"idList": lane["id"]}, {"idList": before["id"]}, ends)


def move_within(call: Call, card: Obj, lane: Obj) -> None:
    """Put a card at the end of another list, wherever that is."""
    move(call, card, lane)
    call.store.placed("cards", lane["id"], card, call.store.position("cards", lane["id"], "bottom"))
    touch(call, card)


def _to_board(call: Call, card: Obj, lane: Obj) -> None:
    """Take a card to another board: members, labels and fields that are not there stay behind."""
    store = call.store
    source, target = known(store, "boards", card["idBoard"]), known(store, "boards", lane["idBoard"])
    here = [store.get("labels", key) or {} for key in card["idLabels"]]
    there = {(label["name"], label["color"]): label["id"] for label in store.of("labels", target["id"])}
    set_labels(call, card, [], told=False)
    left = {"card": history.card_ref(card), "board": history.board_ref(source)}
    history.write(call, "moveCardFromBoard", {**left, "boardTarget": {"id": target["id"]}})
    card["idShort"] = store.next_short(target["id"])
    store.move("cards", card, idBoard=target["id"], idList=lane["id"])
    for checklist in store.of("checklists", card["id"]):
        store.move("checklists", checklist, idBoard=target["id"])
    card["idMembers"] = [member for member in card["idMembers"] if membership_of(target, member)]
    card["customFieldItems"] = []
    kept = [there[name] for label in here if (name := (label.get("name"), label.get("color"))) in there]
    set_labels(call, card, kept, told=False)
    history.write(call, "moveCardToBoard", {**history.where(store, card), "boardSource": {"id": source["id"]}})


def put_at(call: Call, card: Obj, pos: float, *, told: bool) -> None:
    """Put a card at a position in its list; a move to another list is told without it."""
    old = card["pos"]
    call.store.placed("cards", card["idList"], card, pos)
    if told and old != card["pos"]:
        tell_update(call, card, {"pos": card["pos"]}, {"pos": old})


def tell_update(call: Call, card: Obj, new: Obj, old: Obj, ends: Obj | None = None) -> None:
    """Write `updateCard`; a move names both lists, any other change the one the card is in."""
    place = history.where(call.store, card)
    place["card"] = {**new, **place["card"], **new}
    if ends is not None:
        place.pop("list")
    history.write(call, "updateCard", {"old": old, **place, **(ends or {})})
