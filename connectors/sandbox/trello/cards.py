"""Cards: creating, changing, moving, deleting, reading."""

from __future__ import annotations

import json
from typing import Any

from connectors.sandbox.trello import card_shapes, history, shapes, views
from connectors.sandbox.trello.access import Call, known, membership_of
from connectors.sandbox.trello.card_copy import copy_onto
from connectors.sandbox.trello.card_moves import move, put_at, target, tell_update
from connectors.sandbox.trello.card_parts import attach, set_labels, set_members
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid, reminder

_PLAIN = (
    *("name", "desc", "due", "start", "dueReminder", "dueComplete", "closed", "subscribed", "cover"),
    *("address", "locationName", "coordinates"),
)
_KEPT = "attachments,checklists,customFields,comments,due,start,labels,members,stickers"


def create(call: Call) -> Any:
    """`POST /cards`."""
    params = call.params
    lane = call.find("lists", params.plain("idList"), "write") if params.plain("idList") else None
    if lane is None:
        raise invalid("idList")
    source = call.find("cards", params.plain("idCardSource")) if params.plain("idCardSource") else None
    draft = _draft(call, lane, source)
    url = params.text("urlSource")
    if url and not url.startswith(("http://", "https://")):
        raise RefusedError(400, "invalid url")
    kept = set((params.plain("keepFromSource") or "all").replace("all", _KEPT).split(","))
    created = _enter(call, draft, lane)
    if source is None:
        history.write(call, "createCard", history.where(call.store, created))
    else:
        history.write(call, "copyCard", {**history.where(call.store, created), "cardSource": history.card_ref(source)})
        copy_onto(call, source, created, kept)
    _furnish(call, created, url)
    return views.card(call, created, Params({"attachments": "true", "stickers": "true"}))


def _draft(call: Call, lane: Obj, source: Obj | None) -> Obj:
    """The new card with all values checked, before anything is changed."""
    draft = card_shapes.card(call.store.new_id(), lane["id"], lane["idBoard"], call.store.now())
    if source is not None:
        draft |= {"name": source["name"], "desc": source["desc"]}
    draft |= _values(call.params)
    board = known(call.store, "boards", lane["idBoard"])
    _members_of(board, call.params, "idMembers")
    _labels_of(call, board, "idLabels")
    draft["pos"] = call.store.position("cards", lane["id"], call.params.place("pos"))
    draft["idMemberCreator"] = call.by
    return draft


def _enter(call: Call, draft: Obj, lane: Obj) -> Obj:
    """Number a card on its board and take it in."""
    draft["idShort"] = call.store.next_short(lane["idBoard"])
    draft["url"] = f"{draft['shortUrl']}/{draft['idShort']}-{shapes.slug(draft['name'])}"
    call.store.add("cards", draft)
    call.store.placed("cards", lane["id"], draft, draft["pos"])
    return draft


def _furnish(call: Call, card: Obj, url: str) -> None:
    """Give a new card its members, labels and link."""
    if "idMembers" in call.params:
        set_members(call, card, call.params.parts("idMembers"))
    if "idLabels" in call.params:
        set_labels(call, card, call.params.parts("idLabels"), told=False)
    if url:
        attach(call, card, url, url)
    touch(call, card)


def read(call: Call, key: str) -> Any:
    """`GET /cards/{id}`."""
    return views.card(call, call.find("cards", key), call.params)


def update(call: Call, key: str) -> Any:
    """`PUT /cards/{id}`: all values are checked before any is set; each changed field is an action of its own."""
    card = call.find("cards", key, "write")
    values = _values(call.params)
    lane, board = target(call, card)
    members = _members_of(board, call.params, "idMembers")
    labels = _labels_of(call, board, "idLabels")
    place = call.params.place("pos") if "pos" in call.params or lane["id"] != card["idList"] else None
    move(call, card, lane)
    if place is not None:
        put_at(call, card, call.store.position("cards", lane["id"], place), told="pos" in call.params)
    for name, value in values.items():
        _set(call, card, name, value)
    if members is not None:
        set_members(call, card, members)
    if labels is not None:
        set_labels(call, card, labels)
    if "idAttachmentCover" in call.params:
        _set_cover(call, card, call.params.plain("idAttachmentCover"))
    touch(call, card)
    return views.card(call, card, Params({}))


def update_field(call: Call, key: str, name: str) -> Any:
    """`PUT /cards/{id}/{field}` with the value in `value`."""
    if name not in (*_PLAIN, "idList", "idBoard", "pos", "idMembers", "idLabels", "idAttachmentCover"):
        raise RefusedError(400, "invalid field")
    return update(call.with_params(Params({name: call.params.values.get("value", "")})), key)


def delete(call: Call, key: str) -> Any:
    """`DELETE /cards/{id}`: gone for good, its history too, but for the deletion itself."""
    card = call.find("cards", key, "write")
    place = history.where(call.store, card)
    set_labels(call, card, [], told=False)
    for action in list(call.store.told(card["id"])):
        history.forget(call.store, action)
    for checklist in call.store.of("checklists", card["id"]):
        call.store.remove("checklists", checklist)
    call.store.remove("cards", card)
    place["card"].pop("name")
    history.write(call, "deleteCard", place)
    return {"limits": {}}


def field(call: Call, key: str, name: str) -> Any:
    """`GET /cards/{id}/{field}`."""
    card = call.find("cards", key)
    shown = views.card(call, card, Params({"fields": name}))
    return views.field({**card, **shown}, name)


def actions(call: Call, key: str) -> Any:
    """`GET /cards/{id}/actions`."""
    card = call.find("cards", key)
    return history.listed(call, card["id"], call.params, "commentCard,updateCard:idList")


def board_of(call: Call, key: str) -> Any:
    """`GET /cards/{id}/board`."""
    return views.board(call, call.find("boards", call.find("cards", key)["idBoard"]), call.params)


def list_of(call: Call, key: str) -> Any:
    """`GET /cards/{id}/list`."""
    lane = call.find("lists", call.find("cards", key)["idList"])
    return views.chosen(lane, call.params.plain("fields", "all"), "lists")


def _values(params: Params) -> Obj:
    """The plain fields the caller sent, checked."""
    found: Obj = {}
    if "name" in params:
        found["name"] = params.text("name")
    if "desc" in params:
        found["desc"] = params.text("desc")
    found |= {name: params.instant(name) for name in ("due", "start") if name in params}
    found |= {name: params.flag(name) for name in ("dueComplete", "closed", "subscribed") if name in params}
    if "dueReminder" in params:
        found["dueReminder"] = reminder(params)
    if "cover" in params:
        found["cover"] = _cover(params.values["cover"])
    found |= {name: params.text(name) or None for name in ("address", "locationName", "coordinates") if name in params}
    return found


def _cover(raw: Any) -> Obj:
    """An object, in a form as its JSON; empty for no cover."""
    try:
        value = json.loads(raw or "{}") if isinstance(raw, str) else raw
    except ValueError:
        raise invalid("cover") from None
    if not isinstance(value, dict) or set(value) - {*card_shapes.cover(), "url"}:
        raise invalid("cover")
    return {**card_shapes.cover(), **value}


def _members_of(board: Obj, params: Params, name: str) -> list[str] | None:
    if name not in params:
        return None
    members = params.parts(name)
    if any(membership_of(board, member) is None for member in members):
        raise invalid(name)
    return members


def _labels_of(call: Call, board: Obj, name: str) -> list[str] | None:
    if name not in call.params:
        return None
    labels = call.params.parts(name)
    found = [call.store.get("labels", label) for label in labels]
    if any(label is None or label["idBoard"] != board["id"] for label in found):
        raise invalid(name)
    return labels


def _set(call: Call, card: Obj, name: str, value: Any) -> None:
    old = card.get(name)
    if old == value:
        return
    card[name] = value
    if name == "subscribed":
        return
    if name == "dueComplete":
        card["dateCompleted"] = call.store.now() if value else None
    if name == "closed":
        card["dateClosed"] = call.store.now() if value else None
    tell_update(call, card, {name: value}, {name: old})


def _set_cover(call: Call, card: Obj, attachment: str) -> None:
    if attachment and all(each["id"] != attachment for each in card["attachments"]):
        raise invalid("idAttachmentCover")
    card["manualCoverAttachment"] = bool(attachment)
    _set(call, card, "idAttachmentCover", attachment or None)
